package dev.cusp.tensor;

/** Arithmetic on each element, in the type that {@link DType} says. */
public sealed interface Arithmetic permits Tensor {
  Tensor self();

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

  /**
   * The remainder with the dividend's sign, as Java has it; of ints, 0 as divisor is an exception;
   * shapes are broadcast.
   */
  default Tensor rem(Tensor y) {
    return Lifting.operator("rem", self(), y);
  }

  /**
   * The remainder with the dividend's sign, as Java has it; of ints, 0 as divisor is an exception.
   */
  default Tensor rem(double y) {
    return Lifting.operator("rem", self(), Lifting.number(y, self()));
  }

  /**
   * The smaller one; NaN where one is; shapes are broadcast. Of equal ones each has half of the
   * derivative.
   */
  default Tensor minimum(Tensor y) {
    return Lifting.operator("minimum", self(), y);
  }

  /** The smaller one; NaN where one is. Its derivative is 0 where both are equal. */
  default Tensor minimum(double y) {
    return Lifting.operator("atMost", self(), Lifting.number(y, self()));
  }

  /**
   * The larger one; NaN where one is; shapes are broadcast. Of equal ones each has half of the
   * derivative.
   */
  default Tensor maximum(Tensor y) {
    return Lifting.operator("maximum", self(), y);
  }

  /** The larger one; NaN where one is. Its derivative is 0 where both are equal. */
  default Tensor maximum(double y) {
    return Lifting.operator("atLeast", self(), Lifting.number(y, self()));
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

  /**
   * The quotient rounded down, as NumPy has it; of ints, 0 as divisor is an exception; shapes are
   * broadcast.
   */
  default Tensor floorDiv(Tensor y) {
    return Lifting.operator("floorDiv", self(), y);
  }

  /** The quotient rounded down, as NumPy has it; of ints, 0 as divisor is an exception. */
  default Tensor floorDiv(double y) {
    return Lifting.operator("floorDiv", self(), Lifting.number(y, self()));
  }

  /**
   * The remainder with the divisor's sign, as NumPy has it; of ints, 0 as divisor is an exception;
   * shapes are broadcast.
   */
  default Tensor mod(Tensor y) {
    return Lifting.operator("mod", self(), y);
  }

  /**
   * The remainder with the divisor's sign, as NumPy has it; of ints, 0 as divisor is an exception.
   */
  default Tensor mod(double y) {
    return Lifting.operator("mod", self(), Lifting.number(y, self()));
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

  /** {@code min(max(x, least), most)}; NaN where x is. */
  default Tensor clamp(double least, double most) {
    return self().maximum(least).minimum(most);
  }

  /** {@code min(max(x, least), most)}; NaN where one is; shapes are broadcast. */
  default Tensor clamp(Tensor least, Tensor most) {
    return self().maximum(least).minimum(most);
  }

  /** Of ints, bits moved up; shapes are broadcast. */
  default Tensor shiftLeft(Tensor y) {
    return Lifting.operator("shiftLeft", self(), y);
  }

  /** Of ints, bits moved down, the sign coming after them; shapes are broadcast. */
  default Tensor shiftRight(Tensor y) {
    return Lifting.operator("shiftRight", self(), y);
  }
}
