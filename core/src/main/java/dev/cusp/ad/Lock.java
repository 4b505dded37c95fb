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

  private Lock() {}

  /** The comparison of two numbers, decided. */
  static Value compare(
      Builder b,
      Stmt s,
      Op.Compare.Relation relation,
      Value x,
      Value y,
      Value[] dx,
      Value[] dy,
      Mercy mercy) {
    boolean harmless = s.source() != null && s.source().owner().equals(KINK_FORMS);
    List<Value> xs = new ArrayList<>();
    xs.add(b.constant(relation.ordinal()));
    xs.add(b.constant((harmless ? Mercy.ALL : mercy).ordinal()));
    xs.add(wide(b, x));
    xs.add(wide(b, y));
    for (int w = 0; w < WIDTH; w++) {
      xs.add(dx.length == 0 ? b.constant(0.0) : wide(b, dx[w]));
      xs.add(dy.length == 0 ? b.constant(0.0) : wide(b, dy[w]));
    }
    List<ClassDesc> types = new ArrayList<>(List.of(CD_int, CD_int));
    types.addAll(Collections.nCopies(2 + 2 * WIDTH, CD_double));
    Op decide = call("decide", MethodTypeDesc.of(CD_boolean, types));
    return b.value(decide, Type.INT, s.results().getFirst().name(), xs);
  }

  /** The number that a cast to an integral type takes the integer part of. */
  static Value cast(Builder b, Value x, Value[] dx) {
    List<Value> xs = new ArrayList<>(List.of(wide(b, x)));
    for (Value dot : dx) {
      xs.add(wide(b, dot));
    }
    MethodTypeDesc type = MethodTypeDesc.of(CD_double, Collections.nCopies(1 + WIDTH, CD_double));
    return b.value(call("cast", type), Type.DOUBLE, x.name(), xs);
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
