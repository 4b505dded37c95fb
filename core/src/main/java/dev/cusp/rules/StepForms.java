package dev.cusp.rules;

/** Step functions, written with comparisons so that a ray decides on which step one stands. */
public final class StepForms {
  private StepForms() {}

  static double signum(double x) {
    return x > 0 ? 1 : x < 0 ? -1 : x;
  }

  static float signum(float x) {
    return x > 0 ? 1 : x < 0 ? -1 : x;
  }

  static double copySign(double x, double sign) {
    return x < 0 == sign < 0 ? x : -x;
  }

  static float copySign(float x, float sign) {
    return x < 0 == sign < 0 ? x : -x;
  }

  static int compare(double x, double y) {
    return x < y ? -1 : x > y ? 1 : 0;
  }

  static int compare(float x, float y) {
    return x < y ? -1 : x > y ? 1 : 0;
  }

  static double floor(double x) {
    double k = StrictMath.floor(x);
    return x < k ? k - 1 : k;
  }

  static double ceil(double x) {
    double k = StrictMath.ceil(x);
    return x > k ? k + 1 : k;
  }

  static double rint(double x) {
    double k = StrictMath.rint(x);
    double rest = x - k;
    return rest > 0.5 ? k + 1 : rest < -0.5 ? k - 1 : k;
  }

  static long round(double x) {
    return (long) floor(x + 0.5);
  }

  static int round(float x) {
    return (int) floor(x + 0.5f);
  }
}
