package dev.cusp.tensor;

import dev.cusp.Scalar;
import dev.cusp.rules.Surrogate;
import java.io.Serializable;

/**
 * What is done to each element. A function of elements is any Java method of numbers; it is lifted
 * once, fused with what is around it, and differentiated as any program. Functions of {@code
 * double} give f32 for f32 and are computed in float there, variables and constants included; they
 * give f64 for the other types, computed in double. The functions of {@link Math} are within a few
 * ulp, by the same formulas on every device ({@link dev.cusp.kernel.Functions}).
 */
public sealed interface Elementwise permits Tensor {
  /** A function of two numbers. */
  @FunctionalInterface
  interface Two extends Serializable {
    double apply(double x, double y);
  }

  /** A function of three numbers. */
  @FunctionalInterface
  interface Three extends Serializable {
    double apply(double x, double y, double z);
  }

  /** A condition on a number. */
  @FunctionalInterface
  interface Condition extends Serializable {
    boolean test(double x);
  }

  Tensor self();

  /**
   * {@code f(x)} for each element; numbers that a lambda captures may change without recompiling.
   */
  default Tensor map(Scalar f) {
    return Lifting.apply("map", Methods.of(f), self());
  }

  /** {@code f(x, y)} for each pair of elements; shapes are broadcast. */
  default Tensor zip(Tensor y, Two f) {
    return Lifting.apply("zip", Methods.of(f), self(), y);
  }

  /** {@code f(x, y, z)} for each three elements; shapes are broadcast. */
  default Tensor zip3(Tensor y, Tensor z, Three f) {
    return Lifting.apply("zip3", Methods.of(f), self(), y, z);
  }

  /** Where a condition holds. */
  default Tensor test(Condition condition) {
    return Lifting.apply("test", Methods.of(condition), self());
  }

  /** The same values in another type; to bool: whether they are not 0. */
  default Tensor as(DType type) {
    Tensor x = self();
    return x.type() == type ? x : Lifting.convert(x, type);
  }

  /** The same elements, as constants: no derivative passes. */
  default Tensor stopGradient() {
    return self().type().isFloating() ? Lifting.operator("stop", self()) : self();
  }

  /**
   * The elements of this tensor, to the bit, with the derivative of another: straight through, as
   * in {@code hard.straightThrough(soft)}. Shapes are broadcast.
   */
  default Tensor straightThrough(Tensor other) {
    return self().as(other.type()).zip(other, (x, y) -> Surrogate.of(x, y));
  }

  /** Where this bool is true the elements of x, elsewhere those of y; shapes are broadcast. */
  default Tensor where(Tensor x, Tensor y) {
    DType type = DType.common(x.type(), y.type());
    Methods.Found where = Methods.elementary("where", type);
    return Lifting.apply("where", where, type, self().as(DType.BOOL), x.as(type), y.as(type));
  }

  /** Where this bool is true the elements of x, elsewhere a number; shapes are broadcast. */
  default Tensor where(Tensor x, double y) {
    return where(x, Lifting.number(y, x));
  }
}
