package dev.cusp.tensor;

/** Conditions on each element, and what is made of conditions. */
public sealed interface Comparisons permits Tensor {
  Tensor self();

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

  /** Both: of bools, or of the bits of ints; shapes are broadcast. */
  default Tensor and(Tensor y) {
    return Lifting.typed("and", DType.common(self().type(), y.type()), self(), y);
  }

  /** One or both: of bools, or of the bits of ints; shapes are broadcast. */
  default Tensor or(Tensor y) {
    return Lifting.typed("or", DType.common(self().type(), y.type()), self(), y);
  }

  /** Just one: of bools, or of the bits of ints; shapes are broadcast. */
  default Tensor xor(Tensor y) {
    return Lifting.typed("xor", DType.common(self().type(), y.type()), self(), y);
  }

  /** The opposite of bools, or of the bits of ints. */
  default Tensor not() {
    return Lifting.typed("not", self().type(), self());
  }

  /** Where not a number. */
  default Tensor isNaN() {
    return self().ne(self());
  }

  /** Where infinite, of either sign. */
  default Tensor isInf() {
    return self().test(x -> Math.abs(x) == Double.POSITIVE_INFINITY);
  }

  /** Where neither infinite nor NaN. */
  default Tensor isFinite() {
    return self().test(x -> Math.abs(x) <= Double.MAX_VALUE);
  }

  /**
   * Where {@code |x - y| <= absolute + relative |y|}, or both are infinite and equal; shapes are
   * broadcast.
   */
  default Tensor isClose(Tensor y, double relative, double absolute) {
    Tensor distance = self().sub(y).abs();
    Tensor bound = y.abs().mul(relative).add(absolute);
    return distance.le(bound).and(y.isFinite()).or(self().eq(y));
  }

  /** Whether {@link #isClose} holds everywhere. */
  default boolean allClose(Tensor y, double relative, double absolute) {
    return self().isClose(y, relative, absolute).all().item() != 0;
  }

  /** Whether shapes and elements are equal; NaN is not. */
  default boolean equalTo(Tensor y) {
    return self().shape().equals(y.shape()) && self().eq(y).all().item() != 0;
  }
}
