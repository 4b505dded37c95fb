package dev.cusp.ad.nonsmooth;

/** Casts of germs, and what the classes Double and Float say of them. */
final class Conversions {
  private Conversions() {}

  /** The cast to a primitive type; an integer is constant along the ray. */
  static Object convert(Germ x, String to) {
    return switch (to) {
      case "D" -> x;
      case "F" -> x.toFloat();
      case "J" -> (long) truncated(x);
      case "I" -> (int) truncated(x);
      case "S" -> (int) (short) (int) truncated(x);
      case "C" -> (int) (char) (int) truncated(x);
      case "B" -> (int) (byte) (int) truncated(x);
      default -> throw new IllegalArgumentException(to);
    };
  }

  private static double truncated(Germ x) {
    double limit = x.value().limit();
    return Double.isFinite(limit) ? Steps.at("truncate", x.value()) : limit;
  }

  /** Math.round, to int or long. */
  static Object round(Germ x, String to) {
    double limit = x.value().limit();
    double rounded = Double.isFinite(limit) ? Steps.at("round", x.value()) : limit;
    return to.equals("I") ? (Object) (int) rounded : (Object) (long) rounded;
  }

  /** A test of a number, or null for another method. */
  static Object test(String name, Germ x) {
    return switch (name) {
      case "isNaN" -> x.value().isNaN() ? 1 : 0;
      case "isInfinite" -> x.value().isInfinite() ? 1 : 0;
      case "isFinite" -> x.value().isNaN() || x.value().isInfinite() ? 0 : 1;
      default -> null;
    };
  }
}
