package dev.cusp.ad;

import dev.cusp.ir.Func;
import dev.cusp.ir.Op;
import dev.cusp.ir.Region;
import dev.cusp.ir.Source;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Value;
import java.lang.constant.ClassDesc;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Finds what a program keeps from one run for the next: static fields that it reads and writes,
 * arrays and objects in such that it writes to, objects of the JDK that it did not make, changes
 * and asks. What it writes to of its parameters is no such thing: it is given copies of these.
 */
public final class Kept {
  /** How methods are called that change an object of the JDK. */
  private static final Pattern CHANGE =
      Pattern.compile(
          "(add|append|accumulate|clear|compute|decrement|delete|flip|getAnd|increment|insert|merge"
              + "|next|offer|poll|pop|push|put|remove|replace|retain|reverse|set|sort|update)"
              + "(?=[A-Z]|$).*");

  /** Keeps what would be made again. */
  private static final Set<String> MEMORIES = Set.of("computeIfAbsent", "putIfAbsent");

  private static final Set<String> BUILDERS = Set.of("StringBuilder", "StringBuffer");

  private final Aliases aliases;
  private final Map<Value, Stmt> definitions = new IdentityHashMap<>();
  private final Set<Value> params;
  private final Set<Func> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<Value> used = Collections.newSetFromMap(new IdentityHashMap<>());

  /** By name, where it is changed first. */
  private final Map<String, Source> changed = new HashMap<>();

  private final Set<String> asked = new HashSet<>();

  private Kept(Func f) {
    aliases = Aliases.of(f);
    params = Collections.newSetFromMap(new IdentityHashMap<>());
    params.addAll(f.params());
  }

  /** What a function keeps, by name, and where it is changed first. */
  public static SortedMap<String, Source> of(Func f) {
    Kept kept = new Kept(f);
    kept.function(f, Kept::define);
    kept.seen.clear();
    kept.function(f, Kept::look);
    SortedMap<String, Source> both = new TreeMap<>(kept.changed);
    both.keySet().retainAll(kept.asked);
    both.replaceAll((_, source) -> Sites.visible(source));
    return both;
  }

  private interface Visit {
    void at(Kept kept, Stmt s);
  }

  private void function(Func f, Visit visit) {
    if (seen.add(f)) {
      region(f.body(), visit);
    }
  }

  private void region(Region region, Visit visit) {
    for (Stmt s : region.body()) {
      visit.at(this, s);
      s.regions().forEach(r -> region(r, visit));
      if (s.op() instanceof Op.Apply(var callee)) {
        function(callee.func(), visit);
      }
    }
    if (!region.diverges()) {
      used.addAll(region.yields());
    }
  }

  private void define(Stmt s) {
    s.results().forEach(v -> definitions.put(v, s));
    used.addAll(s.operands());
  }

  private void look(Stmt s) {
    switch (s.op()) {
      case Op.PutStatic put -> changes(name(put.owner().displayName(), put.name()), s);
      case Op.GetStatic get -> {
        String name = name(get.owner().displayName(), get.name());
        Value v = s.results().getFirst();
        if (v.type().isReference() && aliases.isWritten(v)) {
          changes(name, s);
        }
        if (used.contains(v) && (!v.type().isReference() || !isForeign(get.type()))) {
          asked.add(name);
        }
      }
      case Op.Call call when call.kind() != Op.Call.Kind.STATIC -> call(call, s);
      default -> {}
    }
  }

  private void call(Op.Call call, Stmt s) {
    String name = root(s.operand(0));
    if (name == null || !isForeign(call.owner())) {
      return;
    }
    boolean isChange = CHANGE.matcher(call.name()).matches() && !MEMORIES.contains(call.name());
    if (isChange) {
      changes(name, s);
    }
    if (!isChange || s.results().stream().anyMatch(used::contains)) {
      asked.add(name);
    }
  }

  private static boolean isForeign(ClassDesc type) {
    return type.packageName().startsWith("java.util") || BUILDERS.contains(type.displayName());
  }

  private void changes(String name, Stmt s) {
    changed.putIfAbsent(name, s.source());
  }

  /** The field or parameter that an object comes from; null where the program made it. */
  private String root(Value v) {
    Stmt s = definitions.get(v);
    if (s == null) {
      return params.contains(v) ? "the captured " + v.type().desc().displayName() : null;
    }
    return switch (s.op()) {
      case Op.GetStatic get -> name(get.owner().displayName(), get.name());
      case Op.CheckCast _, Op.Load _ -> root(s.operand(0));
      case Op.GetField get -> {
        String of = root(s.operand(0));
        yield of == null ? null : name(of, get.name());
      }
      default -> null;
    };
  }

  private static String name(String owner, String field) {
    return owner + "." + field;
  }
}
