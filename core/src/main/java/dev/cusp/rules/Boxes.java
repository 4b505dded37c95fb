package dev.cusp.rules;

import dev.cusp.runtime.Guard;

/** Methods of boxed numbers, by those of the numbers. */
public final class Boxes {
  private Boxes() {}

  @Substitute(Double.class)
  static int compareTo(Double x, Double y) {
    return Double.compare(x.doubleValue(), y.doubleValue());
  }

  @Substitute(Double.class)
  static boolean equals(Double x, Object y) {
    return y instanceof Double other && Double.compare(x.doubleValue(), other.doubleValue()) == 0;
  }

  @Substitute(Double.class)
  static boolean isNaN(Double x) {
    return Double.isNaN(x.doubleValue());
  }

  @Substitute(Double.class)
  static boolean isInfinite(Double x) {
    return Double.isInfinite(x.doubleValue());
  }

  @Substitute(Double.class)
  static int intValue(Double x) {
    return (int) x.doubleValue();
  }

  @Substitute(Double.class)
  static long longValue(Double x) {
    return (long) x.doubleValue();
  }

  @Substitute(Double.class)
  static float floatValue(Double x) {
    return (float) x.doubleValue();
  }

  @Substitute(Number.class)
  static double doubleValue(Number x) {
    if (x instanceof Double number) {
      return number.doubleValue();
    }
    return x instanceof Float number ? number.floatValue() : Index.number(Guard.foreign(x));
  }

  @Substitute(Float.class)
  static int compareTo(Float x, Float y) {
    return Float.compare(x.floatValue(), y.floatValue());
  }

  @Substitute(Float.class)
  static boolean isNaN(Float x) {
    return Float.isNaN(x.floatValue());
  }

  @Substitute(Float.class)
  static int intValue(Float x) {
    return (int) x.floatValue();
  }

  @Substitute(Float.class)
  static double doubleValue(Float x) {
    return x.floatValue();
  }
}
