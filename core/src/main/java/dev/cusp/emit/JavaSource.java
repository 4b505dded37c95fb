package dev.cusp.emit;

import dev.cusp.ir.Func;
import dev.cusp.ir.Op;
import dev.cusp.ir.Region;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Functions of the intermediate form as Java source: static methods that can be compiled in the
 * package of the host. Call sites other than concatenations of strings have no Java of their own
 * and are only named.
 */
public final class JavaSource {
  private JavaSource() {}

  /** The function as a static method, followed by those it calls. */
  public static String print(Func func) {
    Map<Func, Boolean> seen = new IdentityHashMap<>();
    List<Func> funcs = new ArrayList<>();
    collect(func, funcs, seen);
    Map<Func, String> names = names(funcs);
    StringBuilder out = new StringBuilder();
    for (Func next : funcs) {
      out.append(out.isEmpty() ? "" : "\n").append(method(next, names));
    }
    return out.toString();
  }

  private static Map<Func, String> names(List<Func> funcs) {
    Map<Func, String> names = new IdentityHashMap<>();
    Set<String> used = new HashSet<>();
    for (Func func : funcs) {
      String name = JavaTypes.identifier(func.name());
      String unique = name;
      for (int i = 1; !used.add(unique); i++) {
        unique = name + i;
      }
      names.put(func, unique);
    }
    return names;
  }

  private static void collect(Func func, List<Func> funcs, Map<Func, Boolean> seen) {
    if (seen.put(func, true) == null) {
      funcs.add(func);
      collect(func.body(), funcs, seen);
    }
  }

  private static void collect(Region region, List<Func> funcs, Map<Func, Boolean> seen) {
    for (Stmt stmt : region.body()) {
      if (stmt.op() instanceof Op.Apply(var callee)) {
        collect(callee.func(), funcs, seen);
      }
      for (Region inner : stmt.regions()) {
        collect(inner, funcs, seen);
      }
    }
  }

  private static String method(Func func, Map<Func, String> names) {
    Arrangement arrangement = new Arrangement(func, true);
    Liveness.compute(arrangement);
    Slots.coalesce(arrangement);
    JavaTypes types = new JavaTypes(func.host(), names);
    JavaLocals locals = new JavaLocals(arrangement, types);
    JavaExpressions expressions = new JavaExpressions(arrangement, types, locals);
    var type = Methods.declaredType(func);
    JavaBody body = new JavaBody(arrangement, expressions, locals, type.returnType());
    Set<JavaLine.Local> params = new HashSet<>();
    List<String> texts = new ArrayList<>();
    for (Value param : func.params()) {
      JavaLine.Local local = locals.of(param);
      params.add(local);
      texts.add(local.type() + " " + local.name());
    }
    List<JavaLine> lines = JavaCounting.count(JavaTidy.tidy(body.lines()), params);
    String head =
        "static "
            + types.name(type.returnType())
            + " "
            + names.get(func)
            + "("
            + String.join(", ", texts)
            + ")";
    return new JavaPrinter().method(head, JavaScopes.declare(lines, params));
  }
}
