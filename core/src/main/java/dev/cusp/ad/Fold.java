package dev.cusp.ad;

import dev.cusp.ir.Builder;
import dev.cusp.ir.Func;
import dev.cusp.ir.Op;
import dev.cusp.ir.Region;
import dev.cusp.ir.Source;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Type;
import dev.cusp.ir.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Works out tangents along the axes: a term in a tangent that is always 0 is left out, a factor 1
 * too.
 */
final class Fold {
  private final Set<Value> linear;
  private final Map<Value, Value> same = new IdentityHashMap<>();
  private final Set<Value> zeros = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<Value> ones = Collections.newSetFromMap(new IdentityHashMap<>());

  /** A zero of each type, to be put at the beginning. */
  private final Map<Type, Value> zero = new LinkedHashMap<>();

  private Fold(Set<Value> linear) {
    this.linear = linear;
  }

  /**
   * The function with such terms left out.
   *
   * @param linear the tangents, which are linear in constants that the function defines
   */
  static Func tangents(Func f, Set<Value> linear) {
    Fold pass = new Fold(linear);
    Region r = pass.region(f.body());
    List<Stmt> body = new ArrayList<>();
    pass.zero.forEach((type, v) -> body.add(constant(type, v, f.source())));
    body.addAll(r.body());
    return new Func(f.name(), new Region(r.params(), body, r.yields()), f.host(), f.source());
  }

  private static Stmt constant(Type type, Value zero, Source source) {
    Object c = type.equals(Type.FLOAT) ? (Object) 0f : (Object) 0.0;
    return new Stmt(new Op.Const(c), List.of(), List.of(zero), List.of(), source);
  }

  /** A statement in which terms in zeros defined before it are left out. */
  static Stmt tangents(Builder before, Stmt s, Set<Value> linear) {
    Fold pass = new Fold(linear);
    for (Stmt constant : before.body()) {
      pass.zero.putIfAbsent(constant.result().type(), constant.result());
      pass.zeros.add(constant.result());
    }
    Set<Type> there = Set.copyOf(pass.zero.keySet());
    Stmt folded = pass.region(new Region(List.of(), List.of(s), List.of())).body().getFirst();
    pass.zero.forEach((type, v) -> {
      if (!there.contains(type)) {
        before.append(constant(type, v, before.source()));
      }
    });
    before.append(folded);
    return folded;
  }

  private Region region(Region r) {
    List<Stmt> body = new ArrayList<>();
    for (Stmt s : r.body()) {
      List<Value> xs = get(s.operands());
      if (s.op() instanceof Op.Const(Object c) && c instanceof Number n) {
        if (n.doubleValue() == 0) {
          zeros.add(s.result());
        } else if (n.doubleValue() == 1) {
          ones.add(s.result());
        }
      }
      Value known = s.results().size() == 1 && linear.contains(s.result()) ? known(s, xs) : null;
      if (known != null) {
        same.put(s.result(), known);
        continue;
      }
      List<Region> regions = s.regions().stream().map(this::region).toList();
      body.add(new Stmt(s.op(), xs, s.results(), regions, s.source()));
      if (s.op() instanceof Op.If) {
        join(s, regions);
      }
    }
    return new Region(r.params(), body, r.yields() == null ? null : get(r.yields()));
  }

  private List<Value> get(List<Value> values) {
    return values.stream().map(v -> same.getOrDefault(v, v)).toList();
  }

  /** What the result of a statement is, where that is known without it; null otherwise. */
  private Value known(Stmt s, List<Value> xs) {
    Value x = xs.isEmpty() ? null : xs.get(0);
    return switch (s.op()) {
      case Op.Convert _ -> zeros.contains(x) ? zero(s.result().type()) : null;
      case Op.Arith(var kind) -> {
        Value y = xs.size() > 1 ? xs.get(1) : null;
        yield switch (kind) {
          case NEG, DIV -> zeros.contains(x) ? zero(x.type()) : null;
          case ADD -> zeros.contains(x) ? y : zeros.contains(y) ? x : null;
          case SUB -> zeros.contains(y) ? x : null;
          case MUL -> {
            // the factor that is no tangent may be infinite, or zero by chance
            boolean first = zeros.contains(x) && !linear.contains(s.operand(1));
            boolean second = zeros.contains(y) && !linear.contains(s.operand(0));
            if (first || second) {
              yield zero(x.type());
            }
            yield ones.contains(x) ? y : ones.contains(y) ? x : null;
          }
          default -> null;
        };
      }
      default -> null;
    };
  }

  private void join(Stmt s, List<Region> regions) {
    for (int i = 0; i < s.results().size(); i++) {
      int at = i;
      boolean always =
          linear.contains(s.results().get(i))
              && regions.stream().allMatch(r -> r.diverges() || zeros.contains(r.yields().get(at)));
      if (always) {
        same.put(s.results().get(i), zero(s.results().get(i).type()));
      }
    }
  }

  private Value zero(Type type) {
    Value v = zero.computeIfAbsent(type, t -> new Value(t, "zero"));
    zeros.add(v);
    return v;
  }
}
