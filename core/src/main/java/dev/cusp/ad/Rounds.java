package dev.cusp.ad;

import static java.lang.constant.ConstantDescs.CD_int;

import dev.cusp.ad.Nest.Def;
import dev.cusp.ad.Nest.Loop;
import dev.cusp.ad.Nest.Scope;
import dev.cusp.ir.Builder;
import dev.cusp.ir.Op;
import dev.cusp.ir.Type;
import dev.cusp.ir.Value;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.function.UnaryOperator;

/** How many rounds counting loops run, where that is known before they do. */
final class Rounds {
  private final Nest nest;

  Rounds(Nest nest) {
    this.nest = nest;
  }

  /** The rounds of a loop: max(0, bound - start); null if not known. */
  Value of(Builder b, Loop loop, UnaryOperator<Value> get) {
    Value bound = bound(loop);
    if (bound == null) {
      return null;
    }
    Value end = end(b, loop, get);
    Value start = get.apply(loop.start());
    return loop.step > 0 ? b.sub(end, start) : b.sub(start, end);
  }

  /** What the counter of a loop with a bound ends at. */
  Value end(Builder b, Loop loop, UnaryOperator<Value> get) {
    Value start = get.apply(loop.start());
    Value bound = bound(loop);
    Object last = nest.constant(bound);
    Value known = last instanceof Integer n ? b.constant(n) : get.apply(bound);
    Op.Compare again = (Op.Compare) nest.defs.get(loop.shape.again()).stmt().op();
    Value limit =
        switch (again.relation()) {
          case LE -> b.add(known, b.constant(1));
          case GE -> b.sub(known, b.constant(1));
          default -> known;
        };
    boolean runs =
        last instanceof Integer n
            && nest.constant(loop.start()) instanceof Integer first
            && (loop.step > 0 ? first <= n : first >= n);
    return runs ? limit : farther(b, loop.step > 0 ? "max" : "min", start, limit);
  }

  /** The invariant a counting loop's counter ends at, or null. */
  Value bound(Loop loop) {
    if (!loop.simple || loop.induction < 0) {
      return null;
    }
    Def again = nest.defs.get(loop.shape.again());
    if (again == null
        || again.stmt() == null
        || !(again.stmt().op() instanceof Op.Compare(var r))) {
      return null;
    }
    boolean fits =
        again.stmt().operand(0) == loop.counter()
            && (loop.step > 0
                ? r == Op.Compare.Relation.LT || r == Op.Compare.Relation.LE
                : r == Op.Compare.Relation.GT || r == Op.Compare.Relation.GE);
    Value limit = again.stmt().operand(1);
    Scope at = nest.defs.get(limit).scope();
    boolean invariant = nest.constant(limit) != null || isAround(at, loop.outer);
    return fits && invariant ? limit : null;
  }

  private static boolean isAround(Scope scope, Scope inner) {
    for (Scope s = inner; s != null; s = s.parent) {
      if (s == scope) {
        return true;
      }
    }
    return false;
  }

  private static Value farther(Builder b, String name, Value x, Value y) {
    MethodTypeDesc type = MethodTypeDesc.of(CD_int, CD_int, CD_int);
    Op op = new Op.Call(Op.Call.Kind.STATIC, ClassDesc.of("java.lang.Math"), name, type, false);
    return b.value(op, Type.INT, "n", x, y);
  }
}
