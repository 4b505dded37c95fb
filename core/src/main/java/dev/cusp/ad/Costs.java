package dev.cusp.ad;

import dev.cusp.ad.Nest.Def;
import dev.cusp.ad.Nest.Kind;
import dev.cusp.ad.Nest.Loop;
import dev.cusp.ir.Op;
import dev.cusp.ir.Value;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What it costs to compute values again in the reverse sweep, in operations. */
final class Costs {
  private static final int NEVER = 1 << 20;

  private final Nest nest;
  private final Overwrites overwrites;
  private final Rounds rounds;
  private final Restores restores;

  /** The values that are had anyway. */
  private final Set<Value> planned;

  private final Map<Value, Integer> costs = new IdentityHashMap<>();

  Costs(Nest nest, Overwrites overwrites, Rounds rounds, Restores restores, Set<Value> planned) {
    this.nest = nest;
    this.overwrites = overwrites;
    this.rounds = rounds;
    this.restores = restores;
    this.planned = planned;
  }

  /** Notes that a value is kept. */
  void keep(Value v) {
    costs.put(v, 0);
  }

  /** What it costs to compute a value again, from what is kept or in scope anyway. */
  int of(Value v) {
    Integer known = costs.get(v);
    if (known != null) {
      return known;
    }
    costs.put(v, NEVER);
    Def def = nest.defs.get(v);
    int cost;
    if (isInScope(def) || isCounter(v, def) || planned.contains(v)) {
      cost = 0;
    } else if (def.stmt() == null) {
      cost = NEVER;
    } else {
      cost = ownCost(v, def);
      for (Value source : cost >= NEVER ? List.<Value>of() : sources(def)) {
        cost = Math.min(NEVER, cost + costFrom(def, source));
      }
    }
    costs.put(v, cost);
    return cost;
  }

  /** A value from further out is kept there once for all rounds of the loop it is used in. */
  private int costFrom(Def user, Value source) {
    Def def = nest.defs.get(source);
    boolean fromOutside = def.scope().home() != user.scope().home();
    return fromOutside ? Math.min(1, of(source)) : of(source);
  }

  private int ownCost(Value v, Def def) {
    return switch (def.stmt().op()) {
      case Op.Const _ -> 0;
      case Op.Arith(var kind) -> {
        boolean divides = kind == Op.Arith.Kind.DIV || kind == Op.Arith.Kind.REM;
        boolean quick =
            !v.type().isFloating()
                && divides
                && nest.constant(def.stmt().operand(1)) instanceof Integer n
                && n != 0;
        yield divides && !quick ? NEVER : 1;
      }
      case Op.Convert _, Op.Compare _, Op.ThreeWay _, Op.InstanceOf _, Op.Length _ -> 1;
      case Op.CheckCast _ -> 1;
      case Op.GetField get ->
          overwrites.isUnchanged(def, def.stmt().operand(0), Aliases.key(get)) ? 1 : NEVER;
      case Op.Load _ -> overwrites.isUnchanged(def.stmt()) || restores.canRepeat(v) ? 1 : NEVER;
      case Op.GetStatic get -> get.isFinal() ? 1 : NEVER;
      case Op.Loop _ -> {
        Loop loop = nest.loops.get(def.stmt());
        yield loop.induction >= 0 && loop.end() == v && rounds.bound(loop) != null ? 2 : NEVER;
      }
      default -> NEVER;
    };
  }

  /** Whether the operation that defines a value could be done again, given its operands. */
  boolean canRepeat(Value v, Def def) {
    return ownCost(v, def) < NEVER;
  }

  /** The values from which a value would be computed again. */
  List<Value> sources(Def def) {
    if (def.stmt().op() instanceof Op.Loop) {
      Loop loop = nest.loops.get(def.stmt());
      return List.of(loop.start(), rounds.bound(loop));
    }
    return def.stmt().operands();
  }

  /** In a free region, or a parameter of the function, which both sweeps are given. */
  boolean isInScope(Def def) {
    return def.scope().free || def.scope() == nest.root && def.isParam();
  }

  boolean isCounter(Value v, Def def) {
    return def.stmt() == null && def.scope().kind == Kind.LOOP && def.scope().loop.counter() == v;
  }
}
