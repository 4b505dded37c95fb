package dev.cusp.kernel;

/**
 * Exponential functions. With n the integer nearest to x / ln 2 and r = x - n ln 2, {@code e^x =
 * 2^n e^r}; e^r - 1 = r + r^2 q(r) with a minimax polynomial q. Adding 1.5 2^52 (in float: 1.5
 * 2^23) rounds to an integer and leaves it in the low bits; what is added besides is the bias of an
 * exponent, or that of two, so that shifts alone make powers of 2 of these bits.
 */
public final class Exponentials {
  private static final double LOG2_E = 1.4426950408889634;
  private static final double LN2_HIGH = 0x1.62e42fee00000p-1;
  private static final double LN2_LOW = 0x1.a39ef35793c76p-33;
  private static final double ROUND = 0x1.8p52 + 1022;
  private static final double ROUND_TWICE = 0x1.8p52 + 2 * 1023;
  private static final float LN2_HIGH_F = 0x1.62ep-1f;
  private static final float LN2_LOW_F = 0x1.0bfbe8p-15f;
  private static final float ROUND_F = 0x1.8p23f + 126;
  private static final float ROUND_TWICE_F = 0x1.8p23f + 2 * 127;

  private Exponentials() {}

  private static double q(double r) {
    double high = Math.fma(r, 2.092709508721735e-09, 2.511244857348309e-08);
    high = Math.fma(r, high, 2.755723283849305e-07);
    high = Math.fma(r, high, 2.7557233654842433e-06);
    high = Math.fma(r, high, 2.480158737440708e-05);
    high = Math.fma(r, high, 0.00019841269897620786);
    high = Math.fma(r, high, 0.0013888888888858055);
    high = Math.fma(r, high, 0.008333333333316522);
    high = Math.fma(r, high, 0.04166666666666673);
    high = Math.fma(r, high, 0.16666666666666685);
    return Math.fma(r, high, 0.5);
  }

  private static float q(float r) {
    float high = Math.fma(r, 0.00139507314f, 0.00836901832f);
    high = Math.fma(r, high, 0.0416662022f);
    high = Math.fma(r, high, 0.166665182f);
    return Math.fma(r, high, 0.5f);
  }

  /** A power of 2; what is above its biased exponent is shifted out. */
  private static double power(long exponent) {
    return Double.longBitsToDouble(exponent << 52);
  }

  private static float power(int exponent) {
    return Float.intBitsToFloat(exponent << 23);
  }

  /** e to the power of x; within 1 ulp. */
  public static double exp(double x) {
    double near = x > 710 ? 710 : x < -746 ? -746 : x;
    double shifted = Math.fma(near, LOG2_E, ROUND_TWICE);
    double n = shifted - ROUND_TWICE;
    double high = Math.fma(n, -LN2_HIGH, near);
    double r = Math.fma(n, -LN2_LOW, high);
    double y = 1 + (r + Math.fma(r * r, q(r), Math.fma(n, -LN2_LOW, high - r)));
    long both = Double.doubleToRawLongBits(shifted);
    long half = both >> 1;
    return y * power(half) * power(both - half);
  }

  /** e to the power of x; within 1.1 ulp. */
  public static float exp(float x) {
    float near = x > 89 ? 89 : x < -104 ? -104 : x;
    float shifted = Math.fma(near, (float) LOG2_E, ROUND_TWICE_F);
    float n = shifted - ROUND_TWICE_F;
    float r = Math.fma(n, -LN2_LOW_F, Math.fma(n, -LN2_HIGH_F, near));
    float y = Math.fma(r * r, q(r), r) + 1;
    int both = Float.floatToRawIntBits(shifted);
    int half = both >> 1;
    return y * power(half) * power(both - half);
  }

  /** e to the power of x, minus 1; within 2 ulp. */
  public static double expm1(double x) {
    double near = x > 710 ? 710 : x < -40 ? -40 : x;
    double shifted = Math.fma(near, LOG2_E, ROUND);
    double n = shifted - ROUND;
    double high = Math.fma(n, -LN2_HIGH, near);
    double r = Math.fma(n, -LN2_LOW, high);
    double y = r + Math.fma(r * r, q(r), Math.fma(n, -LN2_LOW, high - r));
    double half = power(Double.doubleToRawLongBits(shifted));
    double result = 2 * Math.fma(half, y, half - 0.5);
    return Math.abs(x) < 0x1p-54 ? x : result;
  }

  /** e to the power of x, minus 1; within 2 ulp. */
  public static float expm1(float x) {
    float near = x > 89 ? 89 : x < -18 ? -18 : x;
    float shifted = Math.fma(near, (float) LOG2_E, ROUND_F);
    float n = shifted - ROUND_F;
    float high = Math.fma(n, -LN2_HIGH_F, near);
    float r = Math.fma(n, -LN2_LOW_F, high);
    float y = r + Math.fma(r * r, q(r), Math.fma(n, -LN2_LOW_F, high - r));
    float half = power(Float.floatToRawIntBits(shifted));
    float result = 2 * Math.fma(half, y, half - 0.5f);
    return Math.abs(x) < 0x1p-25f ? x : result;
  }

  /** {@code (e^2x - 1) / (e^2x + 1)}; within 3 ulp. */
  public static double tanh(double x) {
    double size = Math.abs(x);
    double e = expm1(2 * (size > 20 ? 20 : size));
    return Roundings.copySign(e / (e + 2), x);
  }

  /** {@code (e^2x - 1) / (e^2x + 1)}; within 3 ulp. */
  public static float tanh(float x) {
    float size = Math.abs(x);
    float e = expm1(2 * (size > 10 ? 10 : size));
    return Roundings.copySign(e / (e + 2), x);
  }

  /** {@code (e^x - e^-x) / 2}; within 3 ulp. */
  public static double sinh(double x) {
    double size = Math.abs(x);
    double e = expm1(size);
    double root = exp(0.5 * size);
    double y = size > 700 ? 0.5 * root * root : 0.5 * (e + e / (e + 1));
    return size < 0x1p-28 ? x : Roundings.copySign(y, x);
  }

  /** {@code (e^x - e^-x) / 2}; within 3 ulp. */
  public static float sinh(float x) {
    float size = Math.abs(x);
    float e = expm1(size);
    float root = exp(0.5f * size);
    float y = size > 80 ? 0.5f * root * root : 0.5f * (e + e / (e + 1));
    return size < 0x1p-13f ? x : Roundings.copySign(y, x);
  }

  /** {@code (e^x + e^-x) / 2}; within 3 ulp. */
  public static double cosh(double x) {
    double size = Math.abs(x);
    double e = exp(size);
    double root = exp(0.5 * size);
    return size > 700 ? 0.5 * root * root : 0.5 * e + 0.5 / e;
  }

  /** {@code (e^x + e^-x) / 2}; within 3 ulp. */
  public static float cosh(float x) {
    float size = Math.abs(x);
    float e = exp(size);
    float root = exp(0.5f * size);
    return size > 80 ? 0.5f * root * root : 0.5f * e + 0.5f / e;
  }

  /** {@code 1 / (1 + e^-x)}; within 3 ulp. */
  public static double logistic(double x) {
    double e = exp(-Math.abs(x));
    return (x > 0 ? 1 : e) / (1 + e);
  }

  /** {@code 1 / (1 + e^-x)}; within 3 ulp. */
  public static float logistic(float x) {
    float e = exp(-Math.abs(x));
    return (x > 0 ? 1 : e) / (1 + e);
  }

  /** {@code 1 / (1 + e^x)}; within 3 ulp. */
  public static double fermi(double x) {
    return logistic(-x);
  }

  /** {@code 1 / (1 + e^x)}; within 3 ulp. */
  public static float fermi(float x) {
    return logistic(-x);
  }

  /** {@code log(1 + e^x)}; within 3 ulp. */
  public static double softplus(double x) {
    return Math.max(x, 0) + Logarithms.log1p(exp(-Math.abs(x)));
  }

  /** {@code log(1 + e^x)}; within 3 ulp. */
  public static float softplus(float x) {
    return Math.max(x, 0) + Logarithms.log1p(exp(-Math.abs(x)));
  }
}
