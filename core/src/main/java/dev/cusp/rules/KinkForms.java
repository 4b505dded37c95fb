package dev.cusp.rules;

import dev.cusp.runtime.Ray;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;

/**
 * Operations with kinks, written with comparisons: what holds for comparisons at ties then holds
 * for them. Where nothing decides, both answers give the same derivative.
 */
public final class KinkForms {
  private KinkForms() {}

  /** The form of a function of Math with a kink or a step; null where it has none. */
  public static Method of(String name, MethodTypeDesc type) {
    for (Class<?> forms : new Class<?>[] {KinkForms.class, StepForms.class}) {
      for (Method m : forms.getDeclaredMethods()) {
        MethodType own = MethodType.methodType(m.getReturnType(), m.getParameterTypes());
        if (m.getName().equals(name) && own.describeConstable().orElseThrow().equals(type)) {
          return m;
        }
      }
    }
    return null;
  }

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
