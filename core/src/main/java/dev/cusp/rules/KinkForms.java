package dev.cusp.rules;

import dev.cusp.runtime.Ray;

/**
 * Operations with kinks, written with comparisons: what holds for comparisons at ties then holds
 * for them. Where nothing decides, both answers give the same derivative.
 */
public final class KinkForms {
  private KinkForms() {}

  static double abs(double x) {
    return x >= 0 ? x : -x;
  }

  static float abs(float x) {
    return x >= 0 ? x : -x;
  }

  static double max(double x, double y) {
    return x >= y ? x : y;
  }

  static float max(float x, float y) {
    return x >= y ? x : y;
  }

  static double min(double x, double y) {
    return x <= y ? x : y;
  }

  static float min(float x, float y) {
    return x <= y ? x : y;
  }

  static double clamp(double x, double low, double high) {
    double above = x < low ? low : x;
    return above > high ? high : above;
  }

  static float clamp(float x, float low, float high) {
    float above = x < low ? low : x;
    return above > high ? high : above;
  }

  static double hypot(double x, double y) {
    return StrictMath.hypot(Ray.regular(x, !Ray.isOrigin(x, y)), y);
  }

  static double atan2(double y, double x) {
    return StrictMath.atan2(Ray.regular(y, !Ray.isCut(y, x)), x);
  }

  static double IEEEremainder(double x, double y) {
    return StrictMath.IEEEremainder(Ray.regular(x, !Ray.isHalfway(x, y)), y);
  }
}
