package dev.cusp.lift;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.IntToDoubleFunction;
import java.util.function.Supplier;

/** Methods that make lambdas and call them. */
final class LambdaCases {
  private LambdaCases() {}

  record Box(double v) {
    double scaled(double s) {
      return v * s;
    }
  }

  private static double twice(DoubleUnaryOperator f, double x) {
    return f.applyAsDouble(f.applyAsDouble(x));
  }

  private static double sum(IntToDoubleFunction f, int n) {
    double s = 0;
    for (int i = 0; i < n; i++) {
      s += f.applyAsDouble(i);
    }
    return s;
  }

  private static DoubleUnaryOperator then(DoubleUnaryOperator f, DoubleUnaryOperator g) {
    return x -> g.applyAsDouble(f.applyAsDouble(x));
  }

  static double capturing(double x, double k) {
    return twice(v -> v * k + 1, x);
  }

  static double summing(int n, double[] a) {
    return sum(i -> a.length > i ? a[i] * 2 : i, n);
  }

  static double references(double x) {
    Box box = new Box(x);
    Function<Double, Box> make = Box::new;
    DoubleBinaryOperator max = Math::max;
    Supplier<Double> boxed = box::v;
    return twice(Math::abs, x)
        + twice(box::scaled, 2)
        + make.apply(x + 1).v()
        + max.applyAsDouble(x, 1)
        + boxed.get();
  }

  static double composed(double x) {
    return then(v -> v + 1, then(Math::sqrt, v -> v * 3)).applyAsDouble(x);
  }

  static double generic(double x) {
    Function<Double, Double> f = v -> v * v;
    Function<Double, Integer> g = v -> v > 1 ? 3 : 4;
    return f.apply(x) + g.apply(x);
  }

  static double chosen(double x, int n) {
    DoubleUnaryOperator f = n > 2 ? v -> v * 2 : v -> -v;
    return f.applyAsDouble(x);
  }

  static double escaping(double x, int n) {
    double[] a = new double[Math.floorMod(n, 9)];
    Arrays.setAll(a, i -> x * i);
    return a.length == 0 ? 0 : a[a.length - 1];
  }

  static double sumsInSums(int n, double x) {
    int m = Math.min(n, 7);
    return sum(i -> sum(j -> x * i + j, m) * i, m);
  }

  static double capturedArray(double[] a) {
    double[] b = new double[a.length];
    DoubleUnaryOperator put =
        v -> {
          b[0] += v;
          return b[0];
        };
    return a.length == 0 ? 0 : twice(put, a[0]) + b[0];
  }

  private static double apply(Function<? super Double, ? extends Number> f, double x) {
    return f.apply(x).doubleValue();
  }

  static double wildcards(double x) {
    return apply(v -> v + 1, x) + apply(v -> (int) (v / 2), x);
  }
}
