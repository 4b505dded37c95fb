package dev.cusp.ad;

import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_int;

import dev.cusp.ir.Builder;
import dev.cusp.ir.Op;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Type;
import dev.cusp.ir.Value;
import dev.cusp.rules.KinkForms;
import dev.cusp.runtime.Ray;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Decides comparisons along a ray: by the values, and where they are equal by the tangents in a few
 * directions, one after the other.
 */
final class Lock {
  /** Directions tried. */
  static final int WIDTH = 3;

  /** What is taken for equal where nothing decides, see {@link Ray#decide}. */
  enum Mercy {
    NONE,
    MOVING,
    ALL
  }

  static final ClassDesc RAY = Ray.class.describeConstable().orElseThrow();
  private static final ClassDesc KINK_FORMS = KinkForms.class.describeConstable().orElseThrow();

  private final Duals d;
  private final Mercy mercy;

  Lock(Duals duals, Mercy mercy) {
    this.d = duals;
    this.mercy = mercy;
  }

  Mercy mercy() {
    return mercy;
  }

  /** Whether a number that has tangents is among the operands, and is not compared with itself. */
  boolean concerns(Stmt s) {
    boolean itself = s.operands().size() == 2 && s.operand(0) == s.operand(1);
    return !itself
        && s.operands().stream().anyMatch(v -> v.type().isFloating() && d.dots(v).length > 0);
  }

  /** A comparison of two numbers, decided. */
  void compare(Builder b, Stmt s, Op.Compare.Relation relation) {
    d.put(s.result(), decide(b, s, relation));
  }

  /** A comparison to -1, 0 or 1, decided. */
  void threeWay(Builder b, Stmt s) {
    Value more = decide(b, s, Op.Compare.Relation.GT);
    d.put(s.result(), b.sub(more, decide(b, s, Op.Compare.Relation.LT)));
  }

  private Value decide(Builder b, Stmt s, Op.Compare.Relation relation) {
    Value[] dx = d.dots(s.operand(0));
    Value[] dy = d.dots(s.operand(1));
    boolean harmless = s.source() != null && s.source().owner().equals(KINK_FORMS);
    List<Value> xs = new ArrayList<>();
    xs.add(b.constant(relation.ordinal()));
    xs.add(b.constant((harmless ? Mercy.ALL : mercy).ordinal()));
    xs.add(wide(b, d.get(s.operand(0))));
    xs.add(wide(b, d.get(s.operand(1))));
    for (int w = 0; w < WIDTH; w++) {
      xs.add(dx.length == 0 ? b.constant(0.0) : wide(b, dx[w]));
      xs.add(dy.length == 0 ? b.constant(0.0) : wide(b, dy[w]));
    }
    List<ClassDesc> types = new ArrayList<>(List.of(CD_int, CD_int));
    types.addAll(Collections.nCopies(2 + 2 * WIDTH, CD_double));
    Op decide = call("decide", MethodTypeDesc.of(CD_boolean, types));
    return b.value(decide, Type.INT, s.results().getFirst().name(), xs);
  }

  /** A cast to an integral type: of the number that it takes the integer part of along the ray. */
  void cast(Builder b, Stmt s) {
    Value x = d.get(s.operand(0));
    List<Value> xs = new ArrayList<>(List.of(wide(b, x)));
    for (Value dot : d.dots(s.operand(0))) {
      xs.add(wide(b, dot));
    }
    MethodTypeDesc type = MethodTypeDesc.of(CD_double, Collections.nCopies(1 + WIDTH, CD_double));
    Value part = b.value(call("cast", type), Type.DOUBLE, x.name(), xs);
    Value r = s.result();
    d.put(r, b.value(s.op(), r.type(), r.name(), part));
  }

  /** A number that must not be zero: what divides by it cannot be followed by tangents. */
  static void requireNonzero(Builder b, Value x) {
    Value zero =
        b.value(
            call("isZero", MethodTypeDesc.of(CD_boolean, CD_double)), Type.INT, "zero", wide(b, x));
    Value regular = b.compare(Op.Compare.Relation.EQ, zero, b.constant(0));
    b.value(
        call("regular", MethodTypeDesc.of(CD_double, CD_double, CD_boolean)),
        Type.DOUBLE,
        x.name(),
        wide(b, x),
        regular);
  }

  private static Op call(String name, MethodTypeDesc type) {
    return new Op.Call(Op.Call.Kind.STATIC, RAY, name, type, false);
  }

  private static Value wide(Builder b, Value x) {
    return x.type().equals(Type.DOUBLE)
        ? x
        : b.value(new Op.Convert(CD_double), Type.DOUBLE, x.name(), x);
  }
}
