package dev.cusp.kernel;

/**
 * Logarithms and powers. With {@code x = 2^k (1 + f)}, f between sqrt(1/2) - 1 and sqrt(2) - 1, and
 * {@code s = f / (2 + f)}: {@code log(1 + f) = f - (f^2/2 - s (f^2/2 + R(s^2)))} as in fdlibm, R a
 * minimax polynomial.
 */
public final class Logarithms {
  private static final double LN2_HIGH = 0x1.62e42fee00000p-1;
  private static final double LN2_LOW = 0x1.a39ef35793c76p-33;
  private static final long ROOT_HALF = 0x3fe6a09e667f3bcdL;
  private static final float LN2_HIGH_F = 0x1.62ep-1f;
  private static final float LN2_LOW_F = 0x1.0bfbe8p-15f;
  private static final int ROOT_HALF_F = 0x3f3504f3;

  private Logarithms() {}

  private static double polynomial(double z) {
    double high = Math.fma(z, 0.13251716973866925, 0.13250130334602966);
    high = Math.fma(z, high, 0.1538708716274515);
    high = Math.fma(z, high, 0.18181775838271663);
    high = Math.fma(z, high, 0.2222222264310709);
    high = Math.fma(z, high, 0.2857142856912495);
    high = Math.fma(z, high, 0.40000000000006053);
    return z * Math.fma(z, high, 0.6666666666666666);
  }

  private static float polynomial(float z) {
    float high = Math.fma(z, 0.23583366f, 0.285372823f);
    high = Math.fma(z, high, 0.400003344f);
    return z * Math.fma(z, high, 0.666666627f);
  }

  /** The logarithm of a positive finite number. */
  private static double positive(double x) {
    boolean small = x < Double.MIN_NORMAL;
    long bits = Double.doubleToRawLongBits(small ? x * 0x1p54 : x) - ROOT_HALF;
    // 2^52 + k + 2048 as bits: a long becomes a double without a conversion
    long exponent = (bits + (2048L << 52) >>> 52) + 0x4330000000000000L;
    double k = Double.longBitsToDouble(exponent) - (0x1p52 + 2048) - (small ? 54 : 0);
    double f = Double.longBitsToDouble((bits & 0xfffffffffffffL) + ROOT_HALF) - 1;
    double s = f / (2 + f);
    double square = 0.5 * f * f;
    double rest = Math.fma(k, LN2_LOW, s * (square + polynomial(s * s)));
    return Math.fma(k, LN2_HIGH, f - (square - rest));
  }

  private static float positive(float x) {
    boolean small = x < Float.MIN_NORMAL;
    int bits = Float.floatToRawIntBits(small ? x * 0x1p25f : x) - ROOT_HALF_F;
    float k = (bits >> 23) - (small ? 25 : 0);
    float f = Float.intBitsToFloat((bits & 0x7fffff) + ROOT_HALF_F) - 1;
    float s = f / (2 + f);
    float square = 0.5f * f * f;
    float rest = Math.fma(k, LN2_LOW_F, s * (square + polynomial(s * s)));
    return Math.fma(k, LN2_HIGH_F, f - (square - rest));
  }

  /** The natural logarithm; within 1 ulp. */
  public static double log(double x) {
    double finite = x < Double.POSITIVE_INFINITY ? positive(x) : x;
    return x > 0 ? finite : x == 0 ? Double.NEGATIVE_INFINITY : Double.NaN;
  }

  /** The natural logarithm; within 1 ulp. */
  public static float log(float x) {
    float finite = x < Float.POSITIVE_INFINITY ? positive(x) : x;
    return x > 0 ? finite : x == 0 ? Float.NEGATIVE_INFINITY : Float.NaN;
  }

  /** The natural logarithm of 1 + x; within 2 ulp. */
  public static double log1p(double x) {
    double u = 1 + x;
    double y = positive(u) + (x - (u - 1)) / u;
    double finite = x < Double.POSITIVE_INFINITY ? y : x;
    double inside = x > -1 ? finite : x == -1 ? Double.NEGATIVE_INFINITY : Double.NaN;
    return Math.abs(x) < 0x1p-54 ? x : inside;
  }

  /** The natural logarithm of 1 + x; within 2 ulp. */
  public static float log1p(float x) {
    float u = 1 + x;
    float y = positive(u) + (x - (u - 1)) / u;
    float finite = x < Float.POSITIVE_INFINITY ? y : x;
    float inside = x > -1 ? finite : x == -1 ? Float.NEGATIVE_INFINITY : Float.NaN;
    return Math.abs(x) < 0x1p-25f ? x : inside;
  }

  /** x to the power of y, computed in double; within 1 ulp. */
  public static float pow(float x, float y) {
    double size = Math.abs(x);
    double power = Exponentials.exp(y * log(size));
    double halved = 0.5 * y;
    boolean whole = y == Roundings.rint((double) y);
    boolean odd = whole && halved != Roundings.rint(halved);
    boolean negative = Float.floatToRawIntBits(x) < 0;
    boolean finite = size < Double.POSITIVE_INFINITY && Math.abs(y) < Float.POSITIVE_INFINITY;
    double signed = negative && odd ? -power : power;
    double result = x < 0 && finite && !whole ? Double.NaN : signed;
    return y == 0 ? 1 : (float) result;
  }
}
