package dev.cusp.ad.nonsmooth;

import dev.cusp.ad.NonsmoothException.Kind;

/** Programs that pass through infinity on the way, some to a derivative, some to none. */
final class Singularities {
  private Singularities() {}

  // ---- square roots, powers, norms

  @Kink(
      at = 0,
      answers = {1, -1})
  static double rootOfSquare(double[] x) {
    return Math.sqrt(x[0] * x[0]);
  }

  @Kink(at = 0, answers = 0)
  static double rootOfFourthPower(double[] x) {
    return Math.sqrt(x[0] * x[0] * x[0] * x[0]);
  }

  @Kink(at = 0, answers = 1)
  static double cubeRootOfCube(double[] x) {
    return Math.cbrt(x[0] * x[0] * x[0]);
  }

  @Kink(at = 0, answers = 1)
  static double rootTimesRoot(double[] x) {
    double root = Math.sqrt(Math.abs(x[0]));
    return Math.copySign(root, x[0]) * root;
  }

  @Kink(at = 0, answers = 0)
  static double fourThirds(double[] x) {
    return Math.pow(x[0] * x[0], 2.0 / 3);
  }

  @Kink(
      at = 0,
      answers = {1, -1})
  static double powerHalf(double[] x) {
    return Math.pow(x[0] * x[0], 0.5);
  }

  @Kink(at = 0, answers = 0)
  static double zerothPower(double[] x) {
    return Math.pow(x[0], 0) + Math.pow(Math.sin(x[0]), 0);
  }

  @Kink(
      at = 0,
      answers = {1, -1})
  static double arcOfCosine(double[] x) {
    return Math.acos(Math.cos(x[0]));
  }

  @Kink(
      at = 0,
      answers = {1, -1})
  static double arcNearMinusOne(double[] x) {
    return Math.PI - Math.acos(-Math.cos(x[0]));
  }

  @Kink(
      at = 0,
      answers = {-1, 1})
  static double arcsineOfCosine(double[] x) {
    return Math.asin(Math.cos(x[0]));
  }

  @Kink(
      at = {0, 0},
      answers = {0, 0})
  static double cubedNorm(double[] x) {
    double r = Math.hypot(x[0], x[1]);
    return r * r * r;
  }

  @Kink(
      at = {0, 0, 0},
      answers = {2, 0, 1})
  static double normalizedAndScaled(double[] x) {
    double r = Math.sqrt(x[0] * x[0] + x[1] * x[1]);
    double u = r > 0 ? x[0] / r : 1;
    return 2 * u * r + x[2];
  }

  @Kink(
      at = {0, 0},
      answers = {0, 0})
  static double angleTimesArea(double[] x) {
    return Math.atan2(x[1], x[0]) * (x[0] * x[0] + x[1] * x[1]);
  }

  @Kink(
      at = {2, 0, 2},
      answers = {1, 0, 1})
  static double traceByEigenvalues(double[] x) {
    double middle = (x[0] + x[2]) / 2;
    double d = x[0] - x[2];
    double radius = Math.sqrt(d * d + 4 * x[1] * x[1]) / 2;
    return (middle + radius) + (middle - radius);
  }

  @Kink(
      at = {3, 3},
      answers = {0.7071067811865476, -0.7071067811865476, -0.7071067811865476, 0.7071067811865476})
  static double deviation(double[] x) {
    double mean = (x[0] + x[1]) / 2;
    double a = x[0] - mean;
    double b = x[1] - mean;
    return Math.sqrt(a * a + b * b);
  }

  // ---- removable singularities, masks

  @Kink(at = 0, answers = 0.5)
  static double expQuotient(double[] x) {
    return x[0] == 0 ? 1 : (Math.exp(x[0]) - 1) / x[0];
  }

  @Kink(at = 0, answers = 0)
  static double sinc(double[] x) {
    return x[0] == 0 ? 1 : Math.sin(x[0]) / x[0];
  }

  @Kink(at = 0, answers = -0.125)
  static double rootQuotient(double[] x) {
    return x[0] == 0 ? 0.5 : (Math.sqrt(1 + x[0]) - 1) / x[0];
  }

  @Kink(at = 0, answers = -0.5)
  static double cotangentLess(double[] x) {
    return x[0] == 0 ? 0.5 : (x[0] + Math.expm1(-x[0])) / (x[0] * Math.tan(x[0])) - x[0] / 3;
  }

  @Kink(
      at = {0, 5},
      answers = {5, 0})
  static double masked(double[] x) {
    double quotient = x[1] / x[0];
    double chosen = x[0] != 0 ? quotient : -1;
    return chosen * x[0] * x[0];
  }

  @Kink(at = -4, answers = 1)
  static double maskedLogarithm(double[] x) {
    double log = Math.log(x[0]);
    return Double.isNaN(log) ? x[0] : log;
  }

  @Kink(at = 0, answers = 0)
  static double squareTimesLogarithm(double[] x) {
    return x[0] == 0 ? 0 : x[0] * x[0] * Math.log(Math.abs(x[0]));
  }

  @Kink(at = 0, answers = 0)
  static double flat(double[] x) {
    return x[0] == 0 ? 0 : Math.exp(-1 / (x[0] * x[0]));
  }

  @Kink(
      at = 0,
      answers = {1, -1})
  static double saturated(double[] x) {
    return x[0] == 0 ? 0 : x[0] * Math.tanh(1 / x[0]);
  }

  @Kink(at = 0, answers = 0)
  static double dampedOscillation(double[] x) {
    return x[0] == 0 ? 0 : x[0] * x[0] * x[0] * Math.sin(1 / x[0]);
  }

  @Kink(
      at = {0, 0},
      answers = {0.5, 0.5})
  static double maskedSoftmax(double[] x) {
    double[] z = {x[0], Double.NEGATIVE_INFINITY, x[1]};
    double m = Math.max(Math.max(z[0], z[1]), z[2]);
    double sum = 0;
    for (double v : z) {
      sum += Math.exp(v - m);
    }
    return m + Math.log(sum);
  }

  @Kink(at = 0, answers = 0)
  static double edgeOfTheDomain(double[] x) {
    return x[0] * Math.sqrt(x[0]);
  }

  @Kink(at = 0, answers = 2)
  static double thrownOnOneSide(double[] x) {
    if (x[0] < 0) {
      throw new IllegalArgumentException("negative: " + x[0]);
    }
    return 2 * x[0] + x[0] * Math.sqrt(x[0]);
  }

  // ---- no derivative

  @Kink(at = 0, refused = Kind.DISCONTINUOUS)
  static double step(double[] x) {
    return x[0] >= 0 ? 1 : 0;
  }

  @Kink(at = 0, refused = Kind.DISCONTINUOUS)
  static double isolated(double[] x) {
    return x[0] == 0 ? 5 : x[0];
  }

  @Kink(at = 1.5, refused = Kind.DISCONTINUOUS)
  static double rounded(double[] x) {
    return Math.round(x[0]) + x[0];
  }

  @Kink(at = 3, refused = Kind.DISCONTINUOUS)
  static double cast(double[] x) {
    return (long) x[0];
  }

  @Kink(at = 4, refused = Kind.DISCONTINUOUS)
  static double rest(double[] x) {
    return x[0] % 2;
  }

  @Kink(
      at = {-1, 0},
      refused = Kind.DISCONTINUOUS)
  static double branchCut(double[] x) {
    return Math.atan2(x[1], x[0]);
  }

  @Kink(at = 0, refused = Kind.NOT_LIPSCHITZ)
  static double root(double[] x) {
    return 1 + Math.sqrt(x[0]);
  }

  @Kink(at = 0, refused = Kind.NOT_LIPSCHITZ)
  static double cubeRoot(double[] x) {
    return Math.cbrt(x[0]);
  }

  @Kink(at = 0, refused = Kind.NOT_LIPSCHITZ)
  static double twoThirds(double[] x) {
    return Math.pow(x[0] * x[0], 1.0 / 3);
  }

  @Kink(at = 1, refused = Kind.NOT_LIPSCHITZ)
  static double arccosine(double[] x) {
    return Math.acos(x[0]);
  }

  @Kink(at = 0, refused = Kind.NOT_LIPSCHITZ)
  static double pole(double[] x) {
    return 1 / x[0];
  }

  @Kink(
      at = {2, 1},
      refused = Kind.NOT_LIPSCHITZ)
  static double doubleZero(double[] x) {
    return x[0] + Math.sqrt(Math.abs(x[0] * x[0] - 4 * x[1]));
  }

  @Kink(at = 0, refused = Kind.UNRESOLVED)
  static double entropy(double[] x) {
    return x[0] == 0 ? 0 : -Math.abs(x[0]) * Math.log(Math.abs(x[0]));
  }

  @Kink(at = 0, refused = Kind.UNRESOLVED)
  static double oscillation(double[] x) {
    return x[0] == 0 ? 0 : x[0] * x[0] * Math.sin(1 / x[0]);
  }

  @Kink(at = 0, refused = Kind.UNRESOLVED)
  static double unequalBeyondSight(double[] x) {
    double sine = Math.sin(x[0]);
    return sine + Math.pow(x[0], 11) > sine ? x[0] : -x[0];
  }

  // ---- what cannot be known and is not used

  /** The sine of what grows without bound, on a branch that is not taken. */
  @Kink(at = 0, answers = 2)
  static double unusedOscillation(double[] x) {
    double wave = Math.sin(1 / x[0]);
    return x[0] > 1 ? wave : 2 * x[0];
  }

  /** A cosine of the same, in an array and never read. */
  @Kink(at = 0, answers = 1)
  static double unreadOscillation(double[] x) {
    double[] all = {Math.cos(1 / x[0]), x[0]};
    return all[1];
  }

  /** A remainder by what vanishes, unused. */
  @Kink(at = 0, answers = 3)
  static double unusedRemainder(double[] x) {
    double rest = 1 % x[0];
    return x[0] > 1 ? rest : 3 * x[0];
  }

  @Kink(at = 0, refused = Kind.UNRESOLVED)
  static double usedRemainder(double[] x) {
    double rest = 1 % x[0];
    return x[0] * rest;
  }

  @Kink(at = 0, refused = Kind.UNRESOLVED)
  static double decidedByTheUnknown(double[] x) {
    return Math.sin(1 / x[0]) > 0 ? x[0] : -x[0];
  }
}
