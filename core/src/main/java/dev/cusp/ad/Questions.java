package dev.cusp.ad;

import dev.cusp.ir.Func;
import dev.cusp.ir.Op;
import dev.cusp.ir.Region;
import dev.cusp.ir.Source;
import dev.cusp.ir.Stmt;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Finds calls that look at numbers in objects or arrays, which vary, and answer with something else
 * than a number that does: whether two records are equal, where a map has a key.
 */
final class Questions {
  private final Activity varied;
  private final Map<Stmt, Site> found = new IdentityHashMap<>();
  private final Set<Func> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  private Questions(Activity varied) {
    this.varied = varied;
  }

  /**
   * The questions of a function, by statement.
   *
   * @param varied tells what varies
   */
  static Map<Stmt, Site> of(Func f, Activity varied) {
    Questions questions = new Questions(varied);
    questions.function(f);
    return questions.found;
  }

  private void function(Func f) {
    if (seen.add(f)) {
      region(f.body());
    }
  }

  private void region(Region region) {
    for (Stmt s : region.body()) {
      String name = name(s.op());
      if (name != null && answers(s) && s.operands().stream().anyMatch(varied::hasShadow)) {
        Source source = Sites.visible(s.source());
        String text = name + " decides by numbers in an object or array";
        found.put(s, new Site(Site.Kind.OPAQUE, source, name, text));
      }
      s.regions().forEach(this::region);
      if (s.op() instanceof Op.Apply(var callee)) {
        function(callee.func());
      }
    }
  }

  private static boolean answers(Stmt s) {
    return s.results().stream().anyMatch(v -> !v.type().isReference() && !v.type().isFloating());
  }

  private static String name(Op op) {
    return switch (op) {
      case Op.Call call when call.owner().descriptorString().equals("Ldev/cusp/rules/Index;") ->
          "a map's key";
      case Op.Call call -> call.owner().displayName() + "." + call.name();
      case Op.Dynamic(var site) -> site.invocationName();
      default -> null;
    };
  }
}
