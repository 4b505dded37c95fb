package dev.cusp.kernel;

/**
 * Trigonometric functions. With n the integer nearest to {@code x / (pi/2)}, {@code r = x - n pi/2}
 * is taken in steps whose products are exact (Cody and Waite), and sine and cosine of r are minimax
 * polynomials. Large arguments go to {@link Math}.
 */
public final class Angles {
  private static final double ROUND = 0x1.8p52;
  private static final float ROUND_F = 0x1.8p23f;

  /** Up to there n has no more than 20 bits, in float 11. */
  private static final double LARGE = 800_000;

  private static final float LARGE_F = 3000;

  private Angles() {}

  private static double rest(double x, double n) {
    double r = Math.fma(n, -0x1.921fb544p+0, x);
    r = Math.fma(n, -0x1.0b4611a6p-34, r);
    r = Math.fma(n, -0x1.3198a2ep-69, r);
    return Math.fma(n, -0x1.b839a252049c1p-104, r);
  }

  private static float rest(float x, float n) {
    float r = Math.fma(n, -0x1.92p+0f, x);
    r = Math.fma(n, -0x1.fb4p-12f, r);
    r = Math.fma(n, -0x1.444p-24f, r);
    return Math.fma(n, -0x1.68c234p-39f, r);
  }

  private static double sine(double r) {
    double z = r * r;
    double high = Math.fma(z, 1.5896373825049845e-10, -2.5050751570855374e-08);
    high = Math.fma(z, high, 2.7557313655810382e-06);
    high = Math.fma(z, high, -0.00019841269829724752);
    high = Math.fma(z, high, 0.008333333333322347);
    high = Math.fma(z, high, -0.16666666666666632);
    return Math.fma(r * z, high, r);
  }

  private static float sine(float r) {
    float z = r * r;
    float high = Math.fma(z, 2.71820159e-06f, -0.000198393245f);
    high = Math.fma(z, high, 0.00833332911f);
    high = Math.fma(z, high, -0.166666672f);
    return Math.fma(r * z, high, r);
  }

  private static double cosine(double r) {
    double z = r * r;
    double high = Math.fma(z, -1.1360855810509355e-11, 2.0875749778581696e-09);
    high = Math.fma(z, high, -2.755731457629123e-07);
    high = Math.fma(z, high, 2.4801587290386212e-05);
    high = Math.fma(z, high, -0.0013888888888875849);
    high = Math.fma(z, high, 0.04166666666666661);
    double half = 0.5 * z;
    double near = 1 - half;
    return near + Math.fma(z * z, high, 1 - near - half);
  }

  private static float cosine(float r) {
    float z = r * r;
    float high = Math.fma(z, -2.72104444e-07f, 2.47995249e-05f);
    high = Math.fma(z, high, -0.00138888834f);
    high = Math.fma(z, high, 0.0416666679f);
    float half = 0.5f * z;
    float near = 1 - half;
    return near + Math.fma(z * z, high, 1 - near - half);
  }

  /** Sine (turn 0) or cosine (turn 1). */
  private static double wave(double x, int turn) {
    double shifted = Math.fma(x, 2 / Math.PI, ROUND);
    double r = rest(x, shifted - ROUND);
    long quarter = Double.doubleToRawLongBits(shifted) + turn;
    double y = (quarter & 1) == 0 ? sine(r) : cosine(r);
    return Double.longBitsToDouble(Double.doubleToRawLongBits(y) ^ (quarter & 2) << 62);
  }

  private static float wave(float x, int turn) {
    float shifted = Math.fma(x, (float) (2 / Math.PI), ROUND_F);
    float r = rest(x, shifted - ROUND_F);
    int quarter = Float.floatToRawIntBits(shifted) + turn;
    float y = (quarter & 1) == 0 ? sine(r) : cosine(r);
    return Float.intBitsToFloat(Float.floatToRawIntBits(y) ^ (quarter & 2) << 30);
  }

  /** The sine; within 2 ulp. */
  public static double sin(double x) {
    double size = Math.abs(x);
    double y = size < 0x1p-27 ? x : wave(x, 0);
    return size > LARGE ? Math.sin(x) : y;
  }

  /** The sine; within 2 ulp. */
  public static float sin(float x) {
    float size = Math.abs(x);
    float y = size < 0x1p-13f ? x : wave(x, 0);
    return size > LARGE_F ? farSin(x) : y;
  }

  /** The cosine; within 2 ulp. */
  public static double cos(double x) {
    double y = wave(x, 1);
    return Math.abs(x) > LARGE ? Math.cos(x) : y;
  }

  /** The cosine; within 2 ulp. */
  public static float cos(float x) {
    float y = wave(x, 1);
    return Math.abs(x) > LARGE_F ? farCos(x) : y;
  }

  /** The tangent, {@code sin / cos}; within 3 ulp. */
  public static double tan(double x) {
    double shifted = Math.fma(x, 2 / Math.PI, ROUND);
    double r = rest(x, shifted - ROUND);
    double sin = sine(r);
    double cos = cosine(r);
    boolean turned = (Double.doubleToRawLongBits(shifted) & 1) != 0;
    double y = (turned ? -cos : sin) / (turned ? sin : cos);
    double size = Math.abs(x);
    double near = size < 0x1p-27 ? x : y;
    return size > LARGE ? Math.tan(x) : near;
  }

  /** The tangent, {@code sin / cos}; within 3 ulp. */
  public static float tan(float x) {
    float shifted = Math.fma(x, (float) (2 / Math.PI), ROUND_F);
    float r = rest(x, shifted - ROUND_F);
    float sin = sine(r);
    float cos = cosine(r);
    boolean turned = (Float.floatToRawIntBits(shifted) & 1) != 0;
    float y = (turned ? -cos : sin) / (turned ? sin : cos);
    float size = Math.abs(x);
    float near = size < 0x1p-13f ? x : y;
    return size > LARGE_F ? farTan(x) : near;
  }

  /**
   * The arc tangent, of what is above tan(pi/8) as pi/4 plus that of {@code (x - 1) / (x + 1)}, of
   * what is above tan(3 pi/8) as pi/2 minus that of 1 / x; within 2 ulp.
   */
  public static double atan(double x) {
    double size = Math.abs(x);
    boolean large = size > 2.414213562373095;
    boolean middle = size > 0.41421356237309503;
    double t = (large ? -1 : middle ? size - 1 : size) / (large ? size : middle ? size + 1 : 1);
    double z = t * t;
    double high = Math.fma(z, 0.015161255106652718, -0.033441748553954);
    high = Math.fma(z, high, 0.04502177623717806);
    high = Math.fma(z, high, -0.05218076579323957);
    high = Math.fma(z, high, 0.05876972648590898);
    high = Math.fma(z, high, -0.06666221959836251);
    high = Math.fma(z, high, 0.07692282452637716);
    high = Math.fma(z, high, -0.09090908132077642);
    high = Math.fma(z, high, 0.11111111087873374);
    high = Math.fma(z, high, -0.1428571428538406);
    high = Math.fma(z, high, 0.1999999999999765);
    high = Math.fma(z, high, -0.33333333333333326);
    double start = large ? Math.PI / 2 : middle ? Math.PI / 4 : 0;
    double beyond = large ? 6.123233995736766e-17 : middle ? 3.061616997868383e-17 : 0;
    return Roundings.copySign(start + (t + Math.fma(t * z, high, beyond)), x);
  }

  /** As in double. */
  public static float atan(float x) {
    float size = Math.abs(x);
    boolean large = size > 2.41421356f;
    boolean middle = size > 0.41421356f;
    float t = (large ? -1 : middle ? size - 1 : size) / (large ? size : middle ? size + 1 : 1);
    float z = t * t;
    float high = Math.fma(z, -0.0607527271f, 0.105929993f);
    high = Math.fma(z, high, -0.142434776f);
    high = Math.fma(z, high, 0.199984714f);
    high = Math.fma(z, high, -0.333333164f);
    float start = large ? (float) (Math.PI / 2) : middle ? (float) (Math.PI / 4) : 0;
    float beyond = large ? -4.371139e-8f : middle ? -2.1855695e-8f : 0;
    return Roundings.copySign(start + (t + Math.fma(t * z, high, beyond)), x);
  }

  /** The sine of a large number: a call, even where everything else is put in its place. */
  public static float farSin(float x) {
    return (float) Math.sin(x);
  }

  /** The cosine of a large number. */
  public static float farCos(float x) {
    return (float) Math.cos(x);
  }

  /** The tangent of a large number. */
  public static float farTan(float x) {
    return (float) Math.tan(x);
  }
}
