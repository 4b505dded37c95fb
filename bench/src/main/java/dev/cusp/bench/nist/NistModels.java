package dev.cusp.bench.nist;

/** The models as NIST states them, one method each: parameters b, predictor x. */
final class NistModels {
  private NistModels() {}

  static double bennett5(double[] b, double x) {
    return b[0] * Math.pow(b[1] + x, -1 / b[2]);
  }

  /** BoxBOD and Misra1a. */
  static double saturation(double[] b, double x) {
    return b[0] * (1 - Math.exp(-b[1] * x));
  }

  static double chwirut(double[] b, double x) {
    return Math.exp(-b[0] * x) / (b[1] + b[2] * x);
  }

  static double danWood(double[] b, double x) {
    return b[0] * Math.pow(x, b[1]);
  }

  /** A yearly cycle and two of unknown length. */
  static double enso(double[] b, double x) {
    double year = 2 * Math.PI * x / 12;
    double first = 2 * Math.PI * x / b[3];
    double second = 2 * Math.PI * x / b[6];
    return b[0]
        + b[1] * Math.cos(year)
        + b[2] * Math.sin(year)
        + b[4] * Math.cos(first)
        + b[5] * Math.sin(first)
        + b[7] * Math.cos(second)
        + b[8] * Math.sin(second);
  }

  static double eckerle4(double[] b, double x) {
    double z = (x - b[2]) / b[1];
    return b[0] / b[1] * Math.exp(-0.5 * z * z);
  }

  /** Gauss1, Gauss2 and Gauss3: two bells on a decaying baseline. */
  static double gauss(double[] b, double x) {
    double sum = b[0] * Math.exp(-b[1] * x);
    for (int i = 2; i < 8; i += 3) {
      double z = (x - b[i + 1]) / b[i + 2];
      sum += b[i] * Math.exp(-z * z);
    }
    return sum;
  }

  /** Hahn1 and Thurber: a cubic over a cubic. */
  static double cubics(double[] b, double x) {
    return (b[0] + x * (b[1] + x * (b[2] + x * b[3]))) / (1 + x * (b[4] + x * (b[5] + x * b[6])));
  }

  static double kirby2(double[] b, double x) {
    return (b[0] + x * (b[1] + x * b[2])) / (1 + x * (b[3] + x * b[4]));
  }

  /** Lanczos1, Lanczos2 and Lanczos3: three exponentials. */
  static double lanczos(double[] b, double x) {
    double sum = 0;
    for (int i = 0; i < b.length; i += 2) {
      sum += b[i] * Math.exp(-b[i + 1] * x);
    }
    return sum;
  }

  static double mgh09(double[] b, double x) {
    return b[0] * (x * x + x * b[1]) / (x * x + x * b[2] + b[3]);
  }

  static double mgh10(double[] b, double x) {
    return b[0] * Math.exp(b[1] / (x + b[2]));
  }

  static double mgh17(double[] b, double x) {
    return b[0] + b[1] * Math.exp(-x * b[3]) + b[2] * Math.exp(-x * b[4]);
  }

  static double misra1b(double[] b, double x) {
    double z = 1 + b[1] * x / 2;
    return b[0] * (1 - 1 / (z * z));
  }

  static double misra1c(double[] b, double x) {
    return b[0] * (1 - 1 / Math.sqrt(1 + 2 * b[1] * x));
  }

  static double misra1d(double[] b, double x) {
    return b[0] * b[1] * x / (1 + b[1] * x);
  }

  /** The logarithm of the response. */
  static double nelson(double[] b, double x1, double x2) {
    return b[0] - b[1] * x1 * Math.exp(-b[2] * x2);
  }

  static double rat42(double[] b, double x) {
    return b[0] / (1 + Math.exp(b[1] - b[2] * x));
  }

  static double rat43(double[] b, double x) {
    return b[0] / Math.pow(1 + Math.exp(b[1] - b[2] * x), 1 / b[3]);
  }

  static double roszman1(double[] b, double x) {
    return b[0] - b[1] * x - Math.atan(b[2] / (x - b[3])) / Math.PI;
  }
}
