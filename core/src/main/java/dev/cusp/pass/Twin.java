package dev.cusp.pass;

import static java.lang.constant.ConstantDescs.CD_double;

import dev.cusp.ir.Builder;
import dev.cusp.ir.Op;
import dev.cusp.ir.Type;
import dev.cusp.ir.Value;
import dev.cusp.rules.Scaled;
import dev.cusp.rules.Stable;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.Collections;
import java.util.function.Function;

/**
 * How a number is computed stably that the program computes in another way.
 *
 * @param pattern what the program computes, as people write it
 * @param stable what it is replaced by
 * @param value appends the computation
 */
record Twin(String pattern, String stable, Function<Builder, Value> value) {
  private static final ClassDesc MATH = ClassDesc.of("java.lang.Math");
  private static final ClassDesc STABLE = Stable.class.describeConstable().orElseThrow();
  private static final ClassDesc SCALED = Scaled.class.describeConstable().orElseThrow();

  /** Calls a function of {@link Math}. */
  static Value math(Builder b, String name, Value... xs) {
    return call(b, MATH, name, xs);
  }

  /** Calls a function of {@link Stable}. */
  static Value stable(Builder b, String name, Value... xs) {
    return call(b, STABLE, name, xs);
  }

  /** Calls a function of {@link Scaled}. */
  static Value scaled(Builder b, String name, Value... xs) {
    return call(b, SCALED, name, xs);
  }

  private static Value call(Builder b, ClassDesc owner, String name, Value... xs) {
    return b.value(function(owner, name, xs.length), Type.DOUBLE, name, xs);
  }

  private static Op.Call function(ClassDesc owner, String name, int arity) {
    MethodTypeDesc type = MethodTypeDesc.of(CD_double, Collections.nCopies(arity, CD_double));
    return new Op.Call(Op.Call.Kind.STATIC, owner, name, type, false);
  }

  /** Whether a call is {@link Stable#like}. */
  static boolean isLike(Op.Call call) {
    return call.owner().equals(STABLE) && call.name().equals("like");
  }
}
