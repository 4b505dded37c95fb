package dev.cusp.rules;

import java.lang.reflect.Method;
import java.util.Random;

/** Where a method of Math is differentiable, and sample points there. */
final class Domain {
  private Domain() {}

  /** Arguments of moderate size, inside the domain and away from its border. */
  static Object[] sample(Method method, Random random) {
    Class<?>[] types = method.getParameterTypes();
    Object[] point = new Object[types.length];
    for (int i = 0; i < point.length; i++) {
      double x = number(method.getName(), i, random);
      point[i] = boxed(types[i], x);
    }
    return point;
  }

  private static double number(String method, int argument, Random random) {
    return switch (method) {
      case "log", "log10", "sqrt" -> random.nextDouble(0.1, 5);
      case "cbrt" -> (random.nextBoolean() ? 1 : -1) * random.nextDouble(0.1, 5);
      case "log1p" -> random.nextDouble(-0.9, 5);
      case "asin", "acos" -> random.nextDouble(-0.95, 0.95);
      case "tan" -> random.nextDouble(-1.4, 1.4);
      case "atan2", "hypot" -> (random.nextBoolean() ? 1 : -1) * random.nextDouble(0.2, 3);
      case "pow" -> argument == 0 ? random.nextDouble(0.1, 3) : random.nextDouble(-3, 3);
      case "IEEEremainder" -> argument == 0 ? random.nextDouble(-9, 9) : random.nextDouble(0.5, 3);
      case "clamp" -> random.nextDouble(-2, 2) + (argument == 1 ? -2 : argument == 2 ? 2 : 0);
      default -> random.nextDouble(-3, 3);
    };
  }

  private static Object boxed(Class<?> type, double x) {
    if (type == int.class) {
      return (int) Math.rint(x);
    }
    if (type == float.class) {
      return (float) x;
    }
    return x;
  }

  /**
   * Whether a kink or a jump in an argument, or the next value of a step function whose size the
   * argument's magnitude decides, is within a distance.
   */
  static boolean hasKinkNear(Method method, Object[] point, int i, double distance) {
    double x = ((Number) point[i]).doubleValue();
    return switch (method.getName()) {
      case "abs", "signum" -> Math.abs(x) < distance;
      case "copySign" -> Math.abs(x) < distance;
      case "max", "min" -> Math.abs(at(point, 0) - at(point, 1)) < distance;
      case "clamp" ->
          Math.abs(at(point, 0) - at(point, 1)) < distance
              || Math.abs(at(point, 0) - at(point, 2)) < distance;
      case "floor", "ceil" -> Math.abs(x - Math.rint(x)) < distance;
      case "rint" -> Math.abs(Math.abs(x - Math.rint(x)) - 0.5) < distance;
      case "IEEEremainder" ->
          Math.abs(Math.abs(Math.IEEEremainder(at(point, 0), at(point, 1))) - at(point, 1) / 2)
              < 10 * distance;
      default -> false;
    };
  }

  private static double at(Object[] point, int i) {
    return ((Number) point[i]).doubleValue();
  }
}
