package dev.cusp.pass;

/** Programs written as the text book has the formulas, which overflow or cancel. */
final class Formulas {
  private Formulas() {}

  static double lecture(double x) {
    return 10 * Math.log(1 + Math.exp(-2 * x));
  }

  static double softplusStrict(double x) {
    return StrictMath.log1p(StrictMath.exp(x));
  }

  static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  static double risingSigmoid(double x) {
    double e = Math.exp(x);
    return e / (e + 1);
  }

  static double crossEntropy(double x) {
    double p = sigmoid(x);
    return -0.25 * Math.log(p) - 0.75 * Math.log(1 - p);
  }

  static double scaledSigmoid(double x) {
    return 2 / (1 + Math.exp(-2 * x)) - 1;
  }

  static double tanh(double x) {
    return (Math.exp(x) - Math.exp(-x)) / (Math.exp(x) + Math.exp(-x));
  }

  static double tanhOfHalf(double x) {
    double e = Math.exp(2 * x);
    return (e - 1) / (e + 1);
  }

  static double logAddExp(double x) {
    return Math.log(Math.exp(x) + Math.exp(3 * x));
  }

  static double logOfDifference(double x) {
    return Math.log(1 - Math.exp(-x));
  }

  static double logOfExcess(double x) {
    return Math.log(Math.exp(x) - 1);
  }

  static double logCosh(double x) {
    return Math.log(Math.cosh(x));
  }

  static double logOfDensity(double x) {
    return Math.log(0.5 * Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI));
  }

  /** Two normal densities around 3 and -3. */
  static double logOfMixture(double x) {
    return Math.log(
        0.5 * Math.exp(-0.5 * (x - 3) * (x - 3)) + 0.5 * Math.exp(-0.5 * (x + 3) * (x + 3)));
  }

  static double logSumExp(double x) {
    double sum = 0;
    for (int i = -2; i <= 2; i++) {
      sum += Math.exp(i * x);
    }
    return Math.log(sum);
  }

  static double nestedLogSumExp(double x) {
    double sum = 0;
    for (int i = -1; i <= 1; i++) {
      for (int j = -1; j <= 1; j++) {
        if (i != j) {
          sum += Math.exp((i - j) * x);
        } else {
          sum += 1;
        }
      }
    }
    return Math.log(sum);
  }

  /** The sum is needed in every round. */
  static double runningLogSumExp(double x) {
    double sum = 0;
    double total = 0;
    for (int i = 0; i < 4; i++) {
      sum += Math.exp(i * x);
      total += Math.log(sum);
    }
    return total;
  }

  static double softmax(double x) {
    return Math.exp(x) / (Math.exp(x) + Math.exp(0.5 * x) + 2);
  }

  static double logSoftmax(double x) {
    double sum = 0;
    for (int i = 0; i < 3; i++) {
      sum += Math.exp(i * x);
    }
    return Math.log(Math.exp(x) / sum);
  }

  static double norm(double x) {
    double y = 3;
    return Math.sqrt(x * x + y * y);
  }

  static double norm3(double x) {
    double y = 0.5 * x;
    double z = 2 * x;
    return Math.sqrt(x * x + y * y + Math.pow(z, 2));
  }

  static double versine(double x) {
    return 1 - Math.cos(x);
  }

  static double expm1(double x) {
    return Math.exp(x) - 1;
  }

  static double log1p(double x) {
    return Math.log(1 + x);
  }

  static double sqrt1pm1(double x) {
    return Math.sqrt(1 + x) - 1;
  }

  /** The sum of exponentials is taken by a method that calls itself. */
  static double recursive(double x) {
    return sumFrom(3, x);
  }

  private static double sumFrom(int n, double x) {
    return n == 0 ? 0 : Math.log(1 + Math.exp(n * x)) + sumFrom(n - 1, x);
  }

  /** Takes care itself, which costs a loop nothing more. */
  static double shifted(double[] x) {
    double max = Double.NEGATIVE_INFINITY;
    for (double v : x) {
      max = Math.max(max, v);
    }
    double sum = 0;
    for (double v : x) {
      sum += Math.exp(v - max);
    }
    return max + Math.log(sum);
  }

  /** Neither 1.5 nor whole numbers nor floats, and one square or a square and a constant. */
  static double notOne(double x) {
    int n = (int) x;
    float y = 1 + (float) Math.cos(x);
    return Math.log(1.5 + Math.cos(x))
        + Math.sqrt(x * x)
        + Math.sqrt(x * x + 1)
        + (1 + n) / (1 - n * n - 7)
        + (y - 1) / (1 + y);
  }
}
