package dev.cusp.examples.minimize;

import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Test problems of nonsmooth optimization: "LV" from Luksan and Vlcek, Test Problems for Nonsmooth
 * Unconstrained and Linearly Constrained Optimization (2000); "HMM" from Haarala, Miettinen and
 * Makela, New limited memory bundle method for large-scale nonsmooth optimization (2004), with any
 * number of variables.
 */
public final class Problems {
  private Problems() {}

  /** The problems, those with a number of variables to choose with n. */
  public static List<Problem> all(int n) {
    return List.of(
        new Problem("Rosenbrock, abs", Problems::rosenbrock, at(-1.2, 1), 0, false),
        new Problem("Crescent (LV)", x -> chainedCrescent2(x), at(-1.5, 2), 0, false),
        new Problem("CB2 (LV)", Problems::cb2, at(1, -0.1), 1.9522245, true),
        new Problem("CB3 (LV)", Problems::chainedCb3, at(2, 2), 2, true),
        new Problem("DEM (LV)", Problems::dem, at(1, 1), -3, true),
        new Problem("QL (LV)", Problems::ql, at(-1, 5), 7.2, true),
        new Problem("Mifflin 2 (LV)", Problems::mifflin2, at(-1, -1), -1, false),
        new Problem("Wolfe (LV)", Problems::wolfe, at(3, 2), -8, true),
        new Problem("MAXL (LV)", Problems::maxl, ramp(n), 0, true),
        new Problem("L1HILB (LV)", Problems::l1hilb, filled(n, i -> 1), 0, true),
        new Problem("Goffin (LV)", Problems::goffin, filled(n, i -> i - (n - 1) / 2.0), 0, true),
        new Problem("MAXQ (HMM)", Problems::maxq, ramp(n), 0, true),
        new Problem("MXHILB (HMM)", Problems::mxhilb, filled(n, i -> 1), 0, true),
        new Problem(
            "Chained LQ (HMM)",
            Problems::chainedLq,
            filled(n, i -> -0.5),
            -(n - 1) * Math.sqrt(2),
            true),
        new Problem(
            "Chained CB3 I (HMM)", Problems::chainedCb3, filled(n, i -> 2), 2 * (n - 1), true),
        new Problem("Active faces (HMM)", Problems::activeFaces, filled(n, i -> 1), 0, false),
        new Problem(
            "Chained crescent I (HMM)", Problems::chainedCrescent1, alternating(n), 0, false),
        new Problem(
            "Chained crescent II (HMM)", Problems::chainedCrescent2, alternating(n), 0, false));
  }

  private static double[] at(double... x) {
    return x;
  }

  private static double[] filled(int n, IntToDoubleFunction entry) {
    return IntStream.range(0, n).mapToDouble(entry).toArray();
  }

  private static double[] ramp(int n) {
    return filled(n, i -> i < n / 2 ? i + 1 : -i - 1);
  }

  private static double[] alternating(int n) {
    return filled(n, i -> i % 2 == 0 ? -1.5 : 2);
  }

  static double rosenbrock(double[] x) {
    return 8 * Math.abs(x[0] * x[0] - x[1]) + (1 - x[0]) * (1 - x[0]);
  }

  static double cb2(double[] x) {
    double a = x[0] * x[0] + Math.pow(x[1], 4);
    double b = (2 - x[0]) * (2 - x[0]) + (2 - x[1]) * (2 - x[1]);
    return Math.max(Math.max(a, b), 2 * Math.exp(x[1] - x[0]));
  }

  static double dem(double[] x) {
    double bowl = x[0] * x[0] + x[1] * x[1] + 4 * x[1];
    return Math.max(5 * Math.abs(x[0]) + x[1], bowl);
  }

  static double ql(double[] x) {
    double cut = Math.max(-4 * x[0] - x[1] + 4, -x[0] - 2 * x[1] + 6);
    return x[0] * x[0] + x[1] * x[1] + 10 * Math.max(0, cut);
  }

  static double mifflin2(double[] x) {
    double circle = x[0] * x[0] + x[1] * x[1] - 1;
    return -x[0] + 2 * circle + 1.75 * Math.abs(circle);
  }

  /** Wolfe's example: steepest descent with exact line search converges to 0, no minimum. */
  static double wolfe(double[] x) {
    if (x[0] >= Math.abs(x[1])) {
      return 5 * Math.sqrt(9 * x[0] * x[0] + 16 * x[1] * x[1]);
    }
    double sides = 9 * x[0] + 16 * Math.abs(x[1]);
    return x[0] > 0 ? sides : sides - Math.pow(x[0], 9);
  }

  static double maxl(double[] x) {
    double max = 0;
    for (double xi : x) {
      max = Math.max(max, Math.abs(xi));
    }
    return max;
  }

  static double maxq(double[] x) {
    double max = 0;
    for (double xi : x) {
      max = Math.max(max, xi * xi);
    }
    return max;
  }

  private static double hilbert(int row, double[] x) {
    double sum = 0;
    for (int j = 0; j < x.length; j++) {
      sum += x[j] / (row + j + 1);
    }
    return Math.abs(sum);
  }

  static double l1hilb(double[] x) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += hilbert(i, x);
    }
    return sum;
  }

  static double mxhilb(double[] x) {
    double max = 0;
    for (int i = 0; i < x.length; i++) {
      max = Math.max(max, hilbert(i, x));
    }
    return max;
  }

  static double goffin(double[] x) {
    double max = x[0];
    double sum = 0;
    for (double xi : x) {
      max = Math.max(max, xi);
      sum += xi;
    }
    return x.length * max - sum;
  }

  static double chainedLq(double[] x) {
    double sum = 0;
    for (int i = 0; i + 1 < x.length; i++) {
      double circle = x[i] * x[i] + x[i + 1] * x[i + 1] - 1;
      sum += -x[i] - x[i + 1] + Math.max(0, circle);
    }
    return sum;
  }

  static double chainedCb3(double[] x) {
    double sum = 0;
    for (int i = 0; i + 1 < x.length; i++) {
      double a = Math.pow(x[i], 4) + x[i + 1] * x[i + 1];
      double b = (2 - x[i]) * (2 - x[i]) + (2 - x[i + 1]) * (2 - x[i + 1]);
      sum += Math.max(Math.max(a, b), 2 * Math.exp(x[i + 1] - x[i]));
    }
    return sum;
  }

  static double activeFaces(double[] x) {
    double max = 0;
    double sum = 0;
    for (double xi : x) {
      max = Math.max(max, Math.log(Math.abs(xi) + 1));
      sum += xi;
    }
    return Math.max(max, Math.log(Math.abs(sum) + 1));
  }

  static double chainedCrescent1(double[] x) {
    double outer = 0;
    double inner = 0;
    for (int i = 0; i + 1 < x.length; i++) {
      double circle = x[i] * x[i] + (x[i + 1] - 1) * (x[i + 1] - 1);
      outer += circle + x[i + 1] - 1;
      inner += -circle + x[i + 1] + 1;
    }
    return Math.max(outer, inner);
  }

  static double chainedCrescent2(double[] x) {
    double sum = 0;
    for (int i = 0; i + 1 < x.length; i++) {
      double circle = x[i] * x[i] + (x[i + 1] - 1) * (x[i + 1] - 1);
      sum += Math.max(circle + x[i + 1] - 1, -circle + x[i + 1] + 1);
    }
    return sum;
  }
}
