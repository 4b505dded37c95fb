package dev.cusp.ad.nonsmooth;

/**
 * Taylor coefficients f_k = f^(k)(c) / k! of functions at a point inside their domain.
 *
 * <p>Source: Griewank and Walther, Evaluating Derivatives, 2nd ed., section 13.2; of what solves a
 * differential equation the coefficients follow by comparing those of both sides.
 */
final class Taylor {
  private Taylor() {}

  /**
   * The coefficients f_0 to f_n.
   *
   * @param value f_0, as the program computes it
   */
  static double[] of(String function, double c, double value, int n) {
    double[] f =
        switch (function) {
          case "exp" -> exponential(value, n);
          case "expm1" -> exponential(Math.exp(c), n);
          case "log" -> logarithm(c, n, 1);
          case "log10" -> logarithm(c, n, Math.log(10));
          case "log1p" -> logarithm(1 + c, n, 1);
          case "sqrt" -> power(c, 0.5, n);
          case "cbrt" -> power(c, 1.0 / 3, n);
          case "sin" -> cycle(value, Math.cos(c), -1, n);
          case "cos" -> cycle(value, -Math.sin(c), -1, n);
          case "sinh" -> cycle(value, Math.cosh(c), 1, n);
          case "cosh" -> cycle(value, Math.sinh(c), 1, n);
          case "tan" -> tangent(value, 1 + value * value, 1, n);
          case "tanh" -> tangent(value, 1 / Math.cosh(c) / Math.cosh(c), -1, n);
          case "atan" -> integral(quadratic(1 + c * c, 2 * c, 1, -1, n), 1);
          case "asin" -> integral(quadratic((1 - c) * (1 + c), -2 * c, -1, -0.5, n), 1);
          case "acos" -> integral(quadratic((1 - c) * (1 + c), -2 * c, -1, -0.5, n), -1);
          default -> throw new IllegalArgumentException(function);
        };
    f[0] = value;
    return f;
  }

  /** exp' = exp. */
  private static double[] exponential(double exp, int n) {
    double[] f = new double[n + 1];
    f[0] = exp;
    for (int k = 1; k <= n; k++) {
      f[k] = f[k - 1] / k;
    }
    return f;
  }

  /** log(c + u) / base: (-1)^(k+1) / (k c^k). */
  private static double[] logarithm(double c, int n, double base) {
    double[] f = new double[n + 1];
    double power = -1 / base;
    for (int k = 1; k <= n; k++) {
      power /= -c;
      f[k] = power / k;
    }
    return f;
  }

  /** (c + u)^p: f_k = f_(k-1) (p - k + 1) / (k c). */
  static double[] power(double c, double p, int n) {
    double[] f = new double[n + 1];
    f[0] = p == 0.5 ? Math.sqrt(c) : p == 1.0 / 3 ? Math.cbrt(c) : Math.pow(c, p);
    for (int k = 1; k <= n; k++) {
      f[k] = f[k - 1] * (p - k + 1) / (k * c);
    }
    return f;
  }

  /** f'' = sign f. */
  private static double[] cycle(double value, double slope, int sign, int n) {
    double[] f = new double[n + 1];
    f[0] = value;
    double next = slope;
    double after = sign * value;
    double factorial = 1;
    for (int k = 1; k <= n; k++) {
      factorial *= k;
      f[k] = next / factorial;
      double swap = next;
      next = after;
      after = sign * swap;
    }
    return f;
  }

  /** f' = 1 + sign f²: k f_k is the sum over j of sign f_j f_(k-1-j). */
  private static double[] tangent(double value, double slope, int sign, int n) {
    double[] f = new double[n + 1];
    f[0] = value;
    for (int k = 1; k <= n; k++) {
      double sum = 0;
      for (int j = 0; j < k; j++) {
        sum += f[j] * f[k - 1 - j];
      }
      f[k] = k == 1 ? slope : sign * sum / k;
    }
    return f;
  }

  /**
   * (a + b u + c u²)^p by Miller's recurrence: k a h_k is the sum over j of (j (p + 1) - k) q_j
   * h_(k-j).
   */
  private static double[] quadratic(double a, double b, double c, double p, int n) {
    double[] h = new double[n + 1];
    h[0] = Math.pow(a, p);
    for (int k = 1; k <= n; k++) {
      double sum = (p + 1 - k) * b * h[k - 1];
      if (k > 1) {
        sum += (2 * (p + 1) - k) * c * h[k - 2];
      }
      h[k] = sum / (k * a);
    }
    return h;
  }

  /** Integrates, leaving f_0 open. */
  private static double[] integral(double[] h, int sign) {
    double[] f = new double[h.length];
    for (int k = 1; k < f.length; k++) {
      f[k] = sign * h[k - 1] / k;
    }
    return f;
  }

  /** The coefficients of the derivative. */
  static double[] slope(double[] f) {
    double[] slope = new double[Math.max(1, f.length - 1)];
    for (int k = 1; k < f.length; k++) {
      slope[k - 1] = k * f[k];
    }
    return slope;
  }
}
