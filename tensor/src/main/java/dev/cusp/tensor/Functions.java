package dev.cusp.tensor;

import dev.cusp.special.Gammas;
import dev.cusp.special.IncompleteGamma;

/** Functions of real numbers, of each element; of ints they give f64. */
public sealed interface Functions permits Tensor {
  Tensor self();

  /** {@link Math#acos(double)} of each element. */
  default Tensor acos() {
    return self().map(Math::acos);
  }

  /** {@link Math#asin(double)} of each element. */
  default Tensor asin() {
    return self().map(Math::asin);
  }

  /** {@link Math#atan(double)} of each element. */
  default Tensor atan() {
    return self().map(Math::atan);
  }

  /** {@link Math#cbrt(double)} of each element. */
  default Tensor cbrt() {
    return self().map(Math::cbrt);
  }

  /** {@link Math#ceil(double)} of each element. */
  default Tensor ceil() {
    return self().map(Math::ceil);
  }

  /** {@link Math#cos(double)} of each element. */
  default Tensor cos() {
    return self().map(Math::cos);
  }

  /** {@link Math#cosh(double)} of each element. */
  default Tensor cosh() {
    return self().map(Math::cosh);
  }

  /** {@link Math#exp(double)} of each element. */
  default Tensor exp() {
    return self().map(Math::exp);
  }

  /** {@link Math#expm1(double)} of each element. */
  default Tensor expm1() {
    return self().map(Math::expm1);
  }

  /** {@link Math#floor(double)} of each element. */
  default Tensor floor() {
    return self().map(Math::floor);
  }

  /** {@link Math#log(double)} of each element. */
  default Tensor log() {
    return self().map(Math::log);
  }

  /** {@link Math#log10(double)} of each element. */
  default Tensor log10() {
    return self().map(Math::log10);
  }

  /** {@link Math#log1p(double)} of each element. */
  default Tensor log1p() {
    return self().map(Math::log1p);
  }

  /** {@link Math#rint(double)} of each element. */
  default Tensor rint() {
    return self().map(Math::rint);
  }

  /** {@link Math#signum(double)} of each element. */
  default Tensor signum() {
    return self().map(Math::signum);
  }

  /** {@link Math#sin(double)} of each element. */
  default Tensor sin() {
    return self().map(Math::sin);
  }

  /** {@link Math#sinh(double)} of each element. */
  default Tensor sinh() {
    return self().map(Math::sinh);
  }

  /** {@link Math#sqrt(double)} of each element. */
  default Tensor sqrt() {
    return self().map(Math::sqrt);
  }

  /** {@link Math#tan(double)} of each element. */
  default Tensor tan() {
    return self().map(Math::tan);
  }

  /** {@link Math#tanh(double)} of each element. */
  default Tensor tanh() {
    return self().map(Math::tanh);
  }

  /** {@link Math#toDegrees(double)} of each element. */
  default Tensor toDegrees() {
    return self().map(Math::toDegrees);
  }

  /** {@link Math#toRadians(double)} of each element. */
  default Tensor toRadians() {
    return self().map(Math::toRadians);
  }

  /** {@link Special#asinh} of each element. */
  default Tensor asinh() {
    return self().map(x -> Special.asinh(x));
  }

  /** {@link Special#acosh} of each element. */
  default Tensor acosh() {
    return self().map(x -> Special.acosh(x));
  }

  /** {@link Special#atanh} of each element. */
  default Tensor atanh() {
    return self().map(x -> Special.atanh(x));
  }

  /** {@link Special#erf} of each element. */
  default Tensor erf() {
    return self().map(x -> Special.erf(x));
  }

  /** {@link Special#erfc} of each element. */
  default Tensor erfc() {
    return self().map(x -> Special.erfc(x));
  }

  /** {@link Special#erfInv} of each element. */
  default Tensor erfInv() {
    return self().map(x -> Special.erfInv(x));
  }

  /** {@link Gammas#logGamma} of each element. */
  default Tensor logGamma() {
    return self().map(x -> Gammas.logGamma(x));
  }

  /** {@link Gammas#digamma} of each element. */
  default Tensor digamma() {
    return self().map(x -> Gammas.digamma(x));
  }

  /** The share of the gamma distribution of this shape that is below x; shapes are broadcast. */
  default Tensor lowerGamma(Tensor x) {
    return self().zip(x, (a, y) -> IncompleteGamma.lower(a, y));
  }

  /** The logarithm to base 2. */
  default Tensor log2() {
    return self().map(x -> Math.log(x) * 1.4426950408889634);
  }

  /** 2 to the power of each element. */
  default Tensor exp2() {
    return self().map(x -> Math.pow(2, x));
  }

  /** {@code 1 / x}. */
  default Tensor reciprocal() {
    return self().map(x -> 1 / x);
  }

  /** {@code 1 / sqrt(x)}. */
  default Tensor rsqrt() {
    return self().map(x -> 1 / Math.sqrt(x));
  }

  /** Without what comes after the point. */
  default Tensor trunc() {
    return self().map(x -> x < 0 ? Math.ceil(x) : Math.floor(x));
  }

  /** To some decimal places; of two numbers equally near, the one with an even last digit. */
  default Tensor round(int decimals) {
    double scale = Math.pow(10, decimals);
    return self().map(x -> Special.round(x, scale));
  }

  /** {@link Special#logAddExp} of each pair of elements; shapes are broadcast. */
  default Tensor logAddExp(Tensor y) {
    return self().zip(y, (a, b) -> Special.logAddExp(a, b));
  }

  /** {@link Math#copySign} of each pair of elements; shapes are broadcast. */
  default Tensor copySign(Tensor y) {
    return self().zip(y, (a, b) -> Math.copySign(a, b));
  }

  /** {@link Math#atan2} of each pair of elements; shapes are broadcast. */
  default Tensor atan2(Tensor y) {
    return self().zip(y, Math::atan2);
  }

  /** {@link Math#hypot} of each pair of elements; shapes are broadcast. */
  default Tensor hypot(Tensor y) {
    return self().zip(y, Math::hypot);
  }

  /** {@link Math#pow} of each pair of elements; shapes are broadcast. */
  default Tensor pow(Tensor y) {
    return self().zip(y, Math::pow);
  }

  /** {@link Math#pow} with one exponent. */
  default Tensor pow(double y) {
    return pow(Lifting.number(y, self()));
  }
}
