package dev.cusp.bench.cases;

import java.util.function.ToDoubleFunction;

/** Central differences, with steps of the cube root of the machine precision. */
final class Differences {
  private static final double STEP = Math.cbrt(Math.ulp(1.0));

  private Differences() {}

  static double[] gradient(ToDoubleFunction<double[]> f, double[] x) {
    double[] y = x.clone();
    double[] g = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      double step = STEP * Math.max(1, Math.abs(x[i]));
      y[i] = x[i] + step;
      double above = f.applyAsDouble(y);
      double right = y[i];
      y[i] = x[i] - step;
      g[i] = (above - f.applyAsDouble(y)) / (right - y[i]);
      y[i] = x[i];
    }
    return g;
  }
}
