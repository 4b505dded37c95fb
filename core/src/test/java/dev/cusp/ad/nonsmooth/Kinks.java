package dev.cusp.ad.nonsmooth;

import java.util.Arrays;

/** Programs with kinks, ties, guards and removable singularities, and their exact derivatives. */
final class Kinks {
  private Kinks() {}

  // ---- identities: smooth functions in kinky clothes

  @Kink(at = 0, answers = 3)
  static double threeHalves(double[] x) {
    return 3 * Math.max(x[0], 0) + 3 * Math.min(0, x[0]);
  }

  @Kink(at = 0, answers = 1)
  static double nestedRelu(double[] x) {
    return relu(relu(relu(x[0]))) - relu(relu(-x[0]));
  }

  @Kink(at = 0, answers = 2)
  static double signTimesSize(double[] x) {
    return 2 * Math.signum(x[0]) * Math.abs(x[0]);
  }

  @Kink(
      at = {2, 2},
      answers = {1, 1})
  static double largerAndSmaller(double[] x) {
    return Math.max(x[0], x[1]) + Math.min(x[1], x[0]);
  }

  @Kink(
      at = {2, 2},
      answers = {0, 0})
  static double twoWaysToTheLarger(double[] x) {
    double branch = x[0] > x[1] ? x[0] : x[1];
    double formula = (x[0] + x[1] + Math.abs(x[0] - x[1])) / 2;
    return Math.max(x[0], x[1]) * 2 - branch - formula;
  }

  @Kink(
      at = {1, 1, 0},
      answers = {1, 1, 1})
  static double sumOfSorted(double[] x) {
    double[] sorted = x.clone();
    Arrays.sort(sorted);
    return sorted[0] + sorted[1] + sorted[2];
  }

  @Kink(at = 1, answers = 1)
  static double clampedParts(double[] x) {
    return Math.clamp(x[0], -1.0, 1.0) + relu(x[0] - 1) - relu(-1 - x[0]);
  }

  @Kink(at = 0, answers = 0.5)
  static double softplus(double[] x) {
    return Math.max(x[0], 0) + Math.log1p(Math.exp(-Math.abs(x[0])));
  }

  @Kink(
      at = {0, 0},
      answers = {0, 0})
  static double wedge(double[] x) {
    return Math.max(0, x[0] * x[0] * x[0] * x[0] - Math.abs(x[1]));
  }

  // ---- guards, loops, integers

  @Kink(at = 0, answers = 4)
  static double guardedByAPower(double[] x) {
    return x[0] * x[0] * x[0] * x[0] > 0 ? 4 * x[0] : 0;
  }

  @Kink(
      at = {0, 0},
      answers = {2, 3})
  static double guardedByASumOfSquares(double[] x) {
    if (x[0] * x[0] + x[1] * x[1] == 0) {
      return 0;
    }
    return 2 * x[0] + 3 * x[1];
  }

  @Kink(at = 0, answers = 7)
  static double notEqual(double[] x) {
    return x[0] != 0 ? 7 * x[0] : 0;
  }

  @Kink(at = 3, answers = 1)
  static double countedAway(double[] x) {
    double y = x[0];
    int n = 0;
    while (y >= 1) {
      y--;
      n++;
    }
    return n + y;
  }

  @Kink(
      at = 4,
      answers = {0.25, 0.125})
  static double halvings(double[] x) {
    double y = x[0];
    double n = 0;
    while (y > 1) {
      y *= 0.5;
      n += 0.5;
    }
    return y + n;
  }

  @Kink(at = 3, answers = 6.283185307179586)
  static double sawtooth(double[] x) {
    return Math.sin(2 * Math.PI * (x[0] - Math.floor(x[0])));
  }

  @Kink(at = -3, answers = 1)
  static double wholeAndRest(double[] x) {
    return (int) x[0] + x[0] % 1;
  }

  @Kink(
      at = 2.5,
      answers = {1, -1})
  static double triangleWave(double[] x) {
    return Math.abs(x[0] - Math.rint(x[0]));
  }

  @Kink(
      at = 1.5,
      answers = {1, -1})
  static double triangleOfRemainders(double[] x) {
    return Math.abs(Math.IEEEremainder(x[0], 1));
  }

  @Kink(
      at = {1, 0.5},
      answers = {2, 0, 3, 0})
  static double interpolated(double[] x) {
    double[] table = {0, 2, 5};
    int i = (int) x[0];
    return table[i] + (x[0] - i) * (table[i + 1] - table[i]) + 0 * x[1];
  }

  // ---- ties

  @Kink(
      at = {1, 1, 1},
      answers = {1, 0, 0, 0, 1, 0, 0, 0, 1})
  static double middle(double[] x) {
    double[] sorted = x.clone();
    Arrays.sort(sorted);
    return sorted[1];
  }

  @Kink(
      at = {1, 1, 0},
      answers = {2, 3, 1, 3, 2, 1})
  static double weighted(double[] x) {
    double[] sorted = x.clone();
    Arrays.sort(sorted);
    return sorted[0] + 2 * sorted[1] + 3 * sorted[2];
  }

  @Kink(
      at = {5, 5, 5, 1},
      answers = {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0})
  static double pooled(double[] x) {
    double best = Double.NEGATIVE_INFINITY;
    for (double v : x) {
      best = Math.max(best, v);
    }
    return best;
  }

  @Kink(
      at = {0, 0},
      answers = {1, 0, 0, 1})
  static double largestOfEqualFunctions(double[] x) {
    double[] e = {Math.exp(x[0]), Math.exp(x[1]), Math.exp(x[0])};
    double best = e[0];
    for (double v : e) {
      if (v > best) {
        best = v;
      }
    }
    return best;
  }

  @Kink(
      at = 0,
      answers = {2, -2})
  static double nearestOfTwo(double[] x) {
    double left = (x[0] + 1) * (x[0] + 1);
    double right = (x[0] - 1) * (x[0] - 1);
    return Math.sqrt(left) < Math.sqrt(right) ? left : right;
  }

  private static double relu(double z) {
    return z > 0 ? z : 0;
  }
}
