package dev.cusp.tensor;

import dev.cusp.Scalar;
import java.io.Serializable;
import java.util.List;

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
    if (x.type() == type) {
      return x;
    }
    Methods.Found same = Methods.elementary(type == DType.BOOL ? "nonzero" : "same", x.type());
    Body body = same.body().adapted(List.of(x.type()), type);
    return Tensor.of(new Operation.Elementwise(body, List.of(x)), x.shape(), type);
  }

  /** The sum; shapes are broadcast. */
  default Tensor add(Tensor y) {
    return Lifting.operator("add", self(), y);
  }

  /** The sum. */
  default Tensor add(double y) {
    return Lifting.operator("add", self(), Lifting.number(y, self()));
  }

  /** The difference; shapes are broadcast. */
  default Tensor sub(Tensor y) {
    return Lifting.operator("sub", self(), y);
  }

  /** The difference. */
  default Tensor sub(double y) {
    return Lifting.operator("sub", self(), Lifting.number(y, self()));
  }

  /** The product; shapes are broadcast. */
  default Tensor mul(Tensor y) {
    return Lifting.operator("mul", self(), y);
  }

  /** The product. */
  default Tensor mul(double y) {
    return Lifting.operator("mul", self(), Lifting.number(y, self()));
  }

  /** The remainder, as Java has it; shapes are broadcast. */
  default Tensor rem(Tensor y) {
    return Lifting.operator("rem", self(), y);
  }

  /** The remainder, as Java has it. */
  default Tensor rem(double y) {
    return Lifting.operator("rem", self(), Lifting.number(y, self()));
  }

  /** The smaller one; NaN where one is; shapes are broadcast. */
  default Tensor minimum(Tensor y) {
    return Lifting.operator("minimum", self(), y);
  }

  /** The smaller one; NaN where one is. */
  default Tensor minimum(double y) {
    return Lifting.operator("minimum", self(), Lifting.number(y, self()));
  }

  /** The larger one; NaN where one is; shapes are broadcast. */
  default Tensor maximum(Tensor y) {
    return Lifting.operator("maximum", self(), y);
  }

  /** The larger one; NaN where one is. */
  default Tensor maximum(double y) {
    return Lifting.operator("maximum", self(), Lifting.number(y, self()));
  }

  /** Where less; shapes are broadcast. */
  default Tensor lt(Tensor y) {
    return Lifting.operator("lt", self(), y);
  }

  /** Where less. */
  default Tensor lt(double y) {
    return Lifting.operator("lt", self(), Lifting.number(y, self()));
  }

  /** Where less or equal; shapes are broadcast. */
  default Tensor le(Tensor y) {
    return Lifting.operator("le", self(), y);
  }

  /** Where less or equal. */
  default Tensor le(double y) {
    return Lifting.operator("le", self(), Lifting.number(y, self()));
  }

  /** Where greater; shapes are broadcast. */
  default Tensor gt(Tensor y) {
    return Lifting.operator("gt", self(), y);
  }

  /** Where greater. */
  default Tensor gt(double y) {
    return Lifting.operator("gt", self(), Lifting.number(y, self()));
  }

  /** Where greater or equal; shapes are broadcast. */
  default Tensor ge(Tensor y) {
    return Lifting.operator("ge", self(), y);
  }

  /** Where greater or equal. */
  default Tensor ge(double y) {
    return Lifting.operator("ge", self(), Lifting.number(y, self()));
  }

  /** Where equal; shapes are broadcast. */
  default Tensor eq(Tensor y) {
    return Lifting.operator("eq", self(), y);
  }

  /** Where equal. */
  default Tensor eq(double y) {
    return Lifting.operator("eq", self(), Lifting.number(y, self()));
  }

  /** Where not equal; shapes are broadcast. */
  default Tensor ne(Tensor y) {
    return Lifting.operator("ne", self(), y);
  }

  /** Where not equal. */
  default Tensor ne(double y) {
    return Lifting.operator("ne", self(), Lifting.number(y, self()));
  }

  /** The quotient; of ints as f64. */
  default Tensor div(Tensor y) {
    DType type = DType.common(self().type(), y.type()).floating();
    return Lifting.typed("div", type, self(), y);
  }

  /** The quotient; of ints as f64. */
  default Tensor div(double y) {
    return div(Tensor.number(y, self().type().floating()));
  }

  default Tensor neg() {
    return Lifting.operator("neg", self());
  }

  default Tensor abs() {
    return Lifting.operator("abs", self());
  }

  default Tensor square() {
    return mul(self());
  }

  default Tensor and(Tensor y) {
    return Lifting.typed("and", DType.BOOL, self(), y);
  }

  default Tensor or(Tensor y) {
    return Lifting.typed("or", DType.BOOL, self(), y);
  }

  default Tensor not() {
    return Lifting.typed("not", DType.BOOL, self());
  }

  /** Where this bool is true the elements of x, elsewhere those of y; shapes are broadcast. */
  default Tensor where(Tensor x, Tensor y) {
    DType type = DType.common(x.type(), y.type());
    Methods.Found where = Methods.elementary("where", type);
    return Lifting.apply("where", where, type, self().as(DType.BOOL), x.as(type), y.as(type));
  }

  /** {@link Math#acos(double)} of each element. */
  default Tensor acos() {
    return map(Math::acos);
  }

  /** {@link Math#asin(double)} of each element. */
  default Tensor asin() {
    return map(Math::asin);
  }

  /** {@link Math#atan(double)} of each element. */
  default Tensor atan() {
    return map(Math::atan);
  }

  /** {@link Math#cbrt(double)} of each element. */
  default Tensor cbrt() {
    return map(Math::cbrt);
  }

  /** {@link Math#ceil(double)} of each element. */
  default Tensor ceil() {
    return map(Math::ceil);
  }

  /** {@link Math#cos(double)} of each element. */
  default Tensor cos() {
    return map(Math::cos);
  }

  /** {@link Math#cosh(double)} of each element. */
  default Tensor cosh() {
    return map(Math::cosh);
  }

  /** {@link Math#exp(double)} of each element. */
  default Tensor exp() {
    return map(Math::exp);
  }

  /** {@link Math#expm1(double)} of each element. */
  default Tensor expm1() {
    return map(Math::expm1);
  }

  /** {@link Math#floor(double)} of each element. */
  default Tensor floor() {
    return map(Math::floor);
  }

  /** {@link Math#log(double)} of each element. */
  default Tensor log() {
    return map(Math::log);
  }

  /** {@link Math#log10(double)} of each element. */
  default Tensor log10() {
    return map(Math::log10);
  }

  /** {@link Math#log1p(double)} of each element. */
  default Tensor log1p() {
    return map(Math::log1p);
  }

  /** {@link Math#rint(double)} of each element. */
  default Tensor rint() {
    return map(Math::rint);
  }

  /** {@link Math#signum(double)} of each element. */
  default Tensor signum() {
    return map(Math::signum);
  }

  /** {@link Math#sin(double)} of each element. */
  default Tensor sin() {
    return map(Math::sin);
  }

  /** {@link Math#sinh(double)} of each element. */
  default Tensor sinh() {
    return map(Math::sinh);
  }

  /** {@link Math#sqrt(double)} of each element. */
  default Tensor sqrt() {
    return map(Math::sqrt);
  }

  /** {@link Math#tan(double)} of each element. */
  default Tensor tan() {
    return map(Math::tan);
  }

  /** {@link Math#tanh(double)} of each element. */
  default Tensor tanh() {
    return map(Math::tanh);
  }

  /** {@link Math#toDegrees(double)} of each element. */
  default Tensor toDegrees() {
    return map(Math::toDegrees);
  }

  /** {@link Math#toRadians(double)} of each element. */
  default Tensor toRadians() {
    return map(Math::toRadians);
  }

  /** {@link Math#atan2} of each pair of elements; shapes are broadcast. */
  default Tensor atan2(Tensor y) {
    return zip(y, Math::atan2);
  }

  /** {@link Math#hypot} of each pair of elements; shapes are broadcast. */
  default Tensor hypot(Tensor y) {
    return zip(y, Math::hypot);
  }

  /** {@link Math#pow} of each pair of elements; shapes are broadcast. */
  default Tensor pow(Tensor y) {
    return zip(y, Math::pow);
  }

  /** {@link Math#pow} with one exponent. */
  default Tensor pow(double y) {
    return map(x -> Math.pow(x, y));
  }
}
