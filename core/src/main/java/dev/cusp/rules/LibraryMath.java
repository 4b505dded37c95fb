package dev.cusp.rules;

import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What the {@link dev.cusp.ir.MathClasses} of libraries have of their own, and what is lifted in
 * their place. All else has the rules of {@link Math}.
 */
final class LibraryMath {
  private LibraryMath() {}

  /** What gives the very result of a function, so that its kinks and steps are known; or null. */
  static Method exact(String name, MethodTypeDesc type) {
    return find(Exact.class, name, type);
  }

  /** The rule of a function that {@link Math} does not have, or null. */
  static Method rule(String name, MethodTypeDesc type) {
    List<Class<?>> parameters = new ArrayList<>();
    List<Class<?>> declared =
        MethodType.fromMethodDescriptorString(objectsFor(type), null).parameterList();
    for (Class<?> parameter : declared) {
      parameters.add(parameter);
      if (parameter == double.class) {
        parameters.add(parameter);
      }
    }
    MethodType rule = MethodType.methodType(double.class, parameters);
    return find(Further.class, name, rule.describeConstable().orElseThrow());
  }

  /** Types that need not be loaded. */
  private static String objectsFor(MethodTypeDesc type) {
    return type.descriptorString().replaceAll("L[^;]*;", "Ljava/lang/Object;");
  }

  private static Method find(Class<?> among, String name, MethodTypeDesc type) {
    return Arrays.stream(among.getDeclaredMethods())
        .filter(m -> m.getName().equals(name))
        .filter(m -> Rules.descriptorOf(m).equals(type.descriptorString()))
        .findFirst()
        .orElse(null);
  }

  /** Functions whose result is one certain number. */
  static final class Exact {
    private Exact() {}

    static double abs(double x) {
      return Math.abs(x);
    }

    static float abs(float x) {
      return Math.abs(x);
    }

    static double max(double x, double y) {
      return Math.max(x, y);
    }

    static float max(float x, float y) {
      return Math.max(x, y);
    }

    static double min(double x, double y) {
      return Math.min(x, y);
    }

    static float min(float x, float y) {
      return Math.min(x, y);
    }

    static double signum(double x) {
      return Math.signum(x);
    }

    static float signum(float x) {
      return Math.signum(x);
    }

    static double copySign(double x, double sign) {
      return Math.copySign(x, sign);
    }

    static float copySign(float x, float sign) {
      return Math.copySign(x, sign);
    }

    static double floor(double x) {
      return Math.floor(x);
    }

    static double ceil(double x) {
      return Math.ceil(x);
    }

    static double rint(double x) {
      return Math.rint(x);
    }

    static double sqrt(double x) {
      return Math.sqrt(x);
    }

    static double scalb(double x, int exponent) {
      return Math.scalb(x, exponent);
    }

    static double fma(double x, double y, double z) {
      return Math.fma(x, y, z);
    }

    static double IEEEremainder(double x, double y) {
      return Math.IEEEremainder(x, y);
    }
  }

  /** Derivative rules; section 4.37 of the NIST Digital Library of Mathematical Functions. */
  static final class Further {
    private Further() {}

    /** asinh' = 1 / sqrt(x² + 1). */
    static double asinh(double x, double xDot) {
      return 1 / Math.hypot(x, 1) * xDot;
    }

    /** acosh' = 1 / sqrt(x² - 1), factored so as not to cancel near 1. */
    static double acosh(double x, double xDot) {
      return 1 / (Math.sqrt(x - 1) * Math.sqrt(x + 1)) * xDot;
    }

    /** atanh' = 1 / (1 - x²), factored so as not to cancel near ±1. */
    static double atanh(double x, double xDot) {
      return 1 / ((1 - x) * (1 + x)) * xDot;
    }

    /** d(x^n) = n x^(n-1) dx. */
    static double pow(double x, double xDot, int n) {
      return n == 0 ? 0 : n * Math.pow(x, n - 1.0) * xDot;
    }

    /** See above. */
    static double pow(double x, double xDot, long n) {
      return n == 0 ? 0 : n * Math.pow(x, n - 1.0) * xDot;
    }
  }
}
