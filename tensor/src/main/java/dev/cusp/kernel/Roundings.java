package dev.cusp.kernel;

/** Rounding and signs; exactly what {@link Math} has. */
public final class Roundings {
  private static final double WHOLE = 0x1p52;
  private static final float WHOLE_F = 0x1p23f;
  private static final double RADIANS = 0.017453292519943295;
  private static final double DEGREES = 57.29577951308232;

  private Roundings() {}

  public static double copySign(double x, double sign) {
    long bits = Double.doubleToRawLongBits(x) & Long.MAX_VALUE;
    return Double.longBitsToDouble(bits | Double.doubleToRawLongBits(sign) & Long.MIN_VALUE);
  }

  public static float copySign(float x, float sign) {
    int bits = Float.floatToRawIntBits(x) & Integer.MAX_VALUE;
    return Float.intBitsToFloat(bits | Float.floatToRawIntBits(sign) & Integer.MIN_VALUE);
  }

  public static double signum(double x) {
    return x > 0 ? 1 : x < 0 ? -1 : x;
  }

  public static float signum(float x) {
    return x > 0 ? 1 : x < 0 ? -1 : x;
  }

  public static double rint(double x) {
    double size = Math.abs(x);
    return size < WHOLE ? copySign(size + WHOLE - WHOLE, x) : x;
  }

  public static float rint(float x) {
    float size = Math.abs(x);
    return size < WHOLE_F ? copySign(size + WHOLE_F - WHOLE_F, x) : x;
  }

  public static double floor(double x) {
    double near = rint(x);
    return copySign(near > x ? near - 1 : near, x);
  }

  public static float floor(float x) {
    float near = rint(x);
    return copySign(near > x ? near - 1 : near, x);
  }

  public static double ceil(double x) {
    double near = rint(x);
    return copySign(near < x ? near + 1 : near, x);
  }

  public static float ceil(float x) {
    float near = rint(x);
    return copySign(near < x ? near + 1 : near, x);
  }

  public static float sqrt(float x) {
    return (float) Math.sqrt(x);
  }

  public static double toRadians(double x) {
    return x * RADIANS;
  }

  public static float toRadians(float x) {
    return x * (float) RADIANS;
  }

  public static double toDegrees(double x) {
    return x * DEGREES;
  }

  public static float toDegrees(float x) {
    return x * (float) DEGREES;
  }
}
