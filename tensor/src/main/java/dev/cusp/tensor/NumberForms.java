package dev.cusp.tensor;

import dev.cusp.rules.Substitute;

/**
 * Methods of tensors that take or give numbers, as they are lifted: numbers become tensors, and the
 * other way round, in two places that have a derivative, {@link #number} and {@link
 * Tensor#toDoubles}.
 */
final class NumberForms {
  private NumberForms() {}

  /** A number as a scalar. */
  static Tensor number(double[] value, DType type) {
    return Tensor.number(value[0], type);
  }

  private static Tensor beside(double y, Tensor x) {
    return number(new double[] {y}, typeBeside(y, x));
  }

  static DType typeBeside(double y, Tensor x) {
    return Lifting.number(y, x).type();
  }

  @Substitute(Tensor.class)
  static Tensor scalar(double value) {
    return number(new double[] {value}, DType.F64);
  }

  @Substitute(Tensor.class)
  static Tensor full(double value, DType type, int... shape) {
    return number(new double[] {value}, type).broadcastTo(shape);
  }

  @Substitute(Tensor.class)
  static Tensor full(double value, DType type, Shape shape) {
    return number(new double[] {value}, type).broadcastTo(shape);
  }

  @Substitute(Tensor.class)
  static Tensor of(float... values) {
    double[] wide = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      wide[i] = values[i];
    }
    return Tensor.of(wide).as(DType.F32);
  }

  @Substitute(Tensor.class)
  static Tensor ofNested(double[] values) {
    return Tensor.of(values);
  }

  @Substitute(Tensor.class)
  static Tensor ofNested(double[][] rows) {
    int columns = rows.length == 0 ? 0 : rows[0].length;
    double[] all = new double[rows.length * columns];
    for (int i = 0; i < rows.length; i++) {
      requireLength(rows[i].length, columns);
      for (int j = 0; j < columns; j++) {
        all[i * columns + j] = rows[i][j];
      }
    }
    return Tensor.of(all).reshape(rows.length, columns);
  }

  private static void requireLength(int length, int first) {
    if (length != first) {
      throw new ShapeException(
          "nested arrays: a row on axis 1 has length %d, but the first one %d", length, first);
    }
  }

  @Substitute(Tensor.class)
  static double item(Tensor x) {
    requireOne(x);
    return x.toDoubles()[0];
  }

  static void requireOne(Tensor x) {
    if (x.shape().size() != 1) {
      x.item(); // which refuses
    }
  }

  @Substitute(Tensor.class)
  static double get(Tensor x, int... at) {
    return x.toDoubles()[x.position(at)];
  }

  @Substitute(Arithmetic.class)
  static Tensor add(Arithmetic x, double y) {
    return x.add(beside(y, (Tensor) x));
  }

  @Substitute(Arithmetic.class)
  static Tensor sub(Arithmetic x, double y) {
    return x.sub(beside(y, (Tensor) x));
  }

  @Substitute(Arithmetic.class)
  static Tensor mul(Arithmetic x, double y) {
    return x.mul(beside(y, (Tensor) x));
  }

  @Substitute(Arithmetic.class)
  static Tensor div(Arithmetic x, double y) {
    return x.div(beside(y, (Tensor) x));
  }

  @Substitute(Comparisons.class)
  static Tensor lt(Comparisons x, double y) {
    return x.lt(beside(y, (Tensor) x));
  }

  @Substitute(Comparisons.class)
  static Tensor le(Comparisons x, double y) {
    return x.le(beside(y, (Tensor) x));
  }

  @Substitute(Comparisons.class)
  static Tensor gt(Comparisons x, double y) {
    return x.gt(beside(y, (Tensor) x));
  }

  @Substitute(Comparisons.class)
  static Tensor ge(Comparisons x, double y) {
    return x.ge(beside(y, (Tensor) x));
  }

  @Substitute(Elementwise.class)
  static Tensor where(Elementwise c, Tensor x, double y) {
    return c.where(x, beside(y, x));
  }
}
