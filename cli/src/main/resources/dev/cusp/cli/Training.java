import java.util.Arrays;

/** A little of everything, for the launcher's cache of loaded classes; see Train. */
class Training {
  record Params(double mu, double sigma, double[] w) {}

  static double loss(Params p, double[][] data, int n, boolean squared) {
    double[] residuals = new double[n];
    for (int i = 0; i < n; i++) {
      double z = (data[i][0] - p.mu()) / p.sigma();
      residuals[i] = z > 0 ? Math.log(1 + Math.exp(-z)) : Math.max(z, -p.w()[i % 2]);
    }
    double sum = 0;
    for (double r : Arrays.copyOf(residuals, n)) {
      sum += squared ? square(r) : Math.abs(r);
    }
    return Math.sqrt(sum) + Math.pow(p.sigma(), 2);
  }

  static double square(double x) {
    return x * x;
  }

  static double[] polar(double r, double angle) {
    return new double[] {r * Math.cos(angle), r * Math.sin(angle)};
  }
}
