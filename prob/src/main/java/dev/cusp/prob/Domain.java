package dev.cusp.prob;

import dev.cusp.tensor.Operation;
import dev.cusp.tensor.Shape;
import dev.cusp.tensor.ShapeException;
import dev.cusp.tensor.Tensor;

/**
 * What numbers a parameter may be. It is looked at as far as its elements are there: none are
 * computed for that, so parameters that a network gives cost nothing, and are not looked at.
 */
enum Domain {
  POSITIVE("above 0") {
    @Override
    boolean has(double x) {
      return x > 0 && x < Double.POSITIVE_INFINITY;
    }
  },
  NOT_NEGATIVE("0 or more") {
    @Override
    boolean has(double x) {
      return x >= 0 && x < Double.POSITIVE_INFINITY;
    }
  },
  COUNT("a whole number from 0 on") {
    @Override
    boolean has(double x) {
      return x >= 0 && x == Math.rint(x) && x < Double.POSITIVE_INFINITY;
    }
  },
  SHARE("between 0 and 1") {
    @Override
    boolean has(double x) {
      return x >= 0 && x <= 1;
    }
  },
  POSITIVE_SHARE("above 0 and at most 1") {
    @Override
    boolean has(double x) {
      return x > 0 && x <= 1;
    }
  },
  NOT_ZERO("other than 0") {
    @Override
    boolean has(double x) {
      return x != 0 && Math.abs(x) < Double.POSITIVE_INFINITY;
    }
  };

  private final String words;

  Domain(String words) {
    this.words = words;
  }

  abstract boolean has(double x);

  /**
   * Looks at a parameter of a distribution.
   *
   * @throws IllegalArgumentException with what it is and has to be, and the user's line
   */
  void check(String owner, String name, Tensor parameter) {
    Tensor known = known(parameter);
    if (known == null) {
      return;
    }
    switch (known.known()) {
      case double[] array -> {
        for (int i = 0; i < array.length; i++) {
          check(owner, name, known.shape(), i, array[i]);
        }
      }
      case float[] array -> {
        for (int i = 0; i < array.length; i++) {
          check(owner, name, known.shape(), i, array[i]);
        }
      }
      case null, default -> {
        double[] array = numbers(known);
        for (int i = 0; i < array.length; i++) {
          check(owner, name, known.shape(), i, array[i]);
        }
      }
    }
  }

  private void check(String owner, String name, Shape shape, int at, double x) {
    if (!has(x)) {
      throw refused("%s: %s is %s; it has to be %s", owner, place(name, shape, at), x, words);
    }
  }

  /** Looks at the diagonals of matrices, which must not have zeros. */
  static void checkDiagonal(String owner, String name, Tensor matrices) {
    Tensor known = known(matrices);
    int n = matrices.shape().length(-1);
    double[] array = known == null ? new double[0] : numbers(known);
    for (int i = 0; i < array.length; i++) {
      if (i / n % n == i % n) {
        NOT_ZERO.check(owner, name, known.shape(), i, array[i]);
      }
    }
  }

  /** Looks at two bounds, the first of which has to be below the second. */
  static void checkOrder(String owner, Tensor least, Tensor most) {
    Tensor low = known(least);
    Tensor high = known(most);
    if (low == null || high == null) {
      return;
    }
    Shape shape = Shape.broadcast("bounds", low.shape(), high.shape());
    double[] lows = numbers(low);
    double[] highs = numbers(high);
    for (int i = 0; i < shape.size(); i++) {
      double a = lows[part(low.shape(), shape, i)];
      double b = highs[part(high.shape(), shape, i)];
      if (!(a < b)) {
        throw refused("%s: %s to %s; least has to be below most", owner, a, b);
      }
    }
  }

  /** The place in a tensor of what is at a place of the whole that it broadcasts to. */
  private static int part(Shape shape, Shape whole, int at) {
    int place = 0;
    int stride = 1;
    int rest = at;
    for (int axis = -1; axis >= -shape.rank(); axis--) {
      int length = shape.length(axis);
      place += length == 1 ? 0 : stride * (rest % whole.length(axis));
      stride *= length;
      rest /= whole.length(axis);
    }
    return place;
  }

  /** The tensor whose elements a parameter has and that are there; null where they are not. */
  private static Tensor known(Tensor parameter) {
    Tensor t = parameter;
    while (t.known() == null) {
      Operation operation = t.derivation() == null ? t.operation() : null;
      switch (operation) {
        case Operation.Reshape(Tensor input) -> t = input;
        case Operation.Broadcast(Tensor input) -> t = input;
        case Operation.Number _ -> {
          return t;
        }
        case null, default -> {
          return null;
        }
      }
    }
    return t;
  }

  private static double[] numbers(Tensor known) {
    return known.known() == null && known.operation() instanceof Operation.Number(double x)
        ? new double[] {x}
        : known.toDoubles();
  }

  private static String place(String name, Shape shape, int at) {
    if (shape.size() == 1) {
      return name;
    }
    StringBuilder text = new StringBuilder();
    int rest = at;
    for (int axis = -1; axis >= -shape.rank(); axis--) {
      text.insert(0, (axis == -shape.rank() ? "" : ", ") + rest % shape.length(axis));
      rest /= shape.length(axis);
    }
    return "%s[%s]".formatted(name, text);
  }

  private static IllegalArgumentException refused(String message, Object... args) {
    String where = ShapeException.where(Domain.class);
    String line = where.isEmpty() ? "" : ", at " + where;
    return new IllegalArgumentException(message.formatted(args) + line);
  }
}
