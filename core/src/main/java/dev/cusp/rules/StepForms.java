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

  static double floor(double x) {
    double k = StrictMath.floor(x);
    return x < k ? k - 1 : k;
  }

  static double ceil(double x) {
    double k = StrictMath.ceil(x);
    return x > k ? k + 1 : k;
  }

  static double rint(double x) {
    return floor(x + 0.5);
  }

  static long round(double x) {
    return (long) floor(x + 0.5);
  }

  static int round(float x) {
    return (int) floor(x + 0.5f);
  }
}
