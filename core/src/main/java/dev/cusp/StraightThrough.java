package dev.cusp;

/** Functions with the values of one and the derivatives of another. */
final class StraightThrough {
  private StraightThrough() {}

  static Scalar of(Scalar forward, Scalar surrogate) {
    return x ->
        Cusp.surrogate(forward.applyAsDouble(Cusp.stopGradient(x)), surrogate.applyAsDouble(x));
  }

  static Function<double[], double[]> ofArray(
      Function<double[], double[]> forward, Function<double[], double[]> surrogate) {
    return x -> of(forward.apply(stopped(x)), surrogate.apply(x));
  }

  private static double[] stopped(double[] x) {
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = Cusp.stopGradient(x[i]);
    }
    return y;
  }

  static double[] of(double[] values, double[] surrogates) {
    if (values.length != surrogates.length) {
      throw new IllegalArgumentException(
          "forward gives " + values.length + " numbers, its surrogate " + surrogates.length);
    }
    double[] y = new double[values.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = Cusp.surrogate(values[i], surrogates[i]);
    }
    return y;
  }
}
