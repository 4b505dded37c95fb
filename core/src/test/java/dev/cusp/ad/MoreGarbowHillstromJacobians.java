package dev.cusp.ad;

import static java.lang.Math.cos;
import static java.lang.Math.exp;
import static java.lang.Math.log;
import static java.lang.Math.pow;
import static java.lang.Math.sin;
import static java.lang.Math.sqrt;

/** The Jacobians of {@link MoreGarbowHillstrom}, derived on paper. */
final class MoreGarbowHillstromJacobians {
  private MoreGarbowHillstromJacobians() {}

  static double[][] rosenbrock(double[] x) {
    return new double[][] {{-20 * x[0], 10}, {-1, 0}};
  }

  static double[][] freudensteinRoth(double[] x) {
    return new double[][] {
      {1, 10 * x[1] - 3 * x[1] * x[1] - 2}, {1, 3 * x[1] * x[1] + 2 * x[1] - 14}
    };
  }

  static double[][] powellBadlyScaled(double[] x) {
    return new double[][] {{1e4 * x[1], 1e4 * x[0]}, {-exp(-x[0]), -exp(-x[1])}};
  }

  static double[][] brownBadlyScaled(double[] x) {
    return new double[][] {{1, 0}, {0, 1}, {x[1], x[0]}};
  }

  static double[][] beale(double[] x) {
    double y = x[1];
    return new double[][] {
      {y - 1, x[0]}, {y * y - 1, 2 * x[0] * y}, {y * y * y - 1, 3 * x[0] * y * y}
    };
  }

  static double[][] jennrichSampson(double[] x) {
    double[][] j = new double[10][];
    for (int i = 1; i <= 10; i++) {
      j[i - 1] = new double[] {-i * exp(i * x[0]), -i * exp(i * x[1])};
    }
    return j;
  }

  static double[][] helicalValley(double[] x) {
    double q = x[0] * x[0] + x[1] * x[1];
    double c = 100 / (2 * Math.PI * q);
    double r = sqrt(q);
    return new double[][] {{c * x[1], -c * x[0], 10}, {10 * x[0] / r, 10 * x[1] / r, 0}, {0, 0, 1}};
  }

  static double[][] bard(double[] x) {
    double[][] j = new double[15][];
    for (int i = 1; i <= 15; i++) {
      int v = 16 - i;
      int w = Math.min(i, v);
      double d = v * x[1] + w * x[2];
      j[i - 1] = new double[] {-1, i * v / (d * d), i * w / (d * d)};
    }
    return j;
  }

  static double[][] gaussian(double[] x) {
    double[][] j = new double[15][];
    for (int i = 1; i <= 15; i++) {
      double d = (8 - i) / 2.0 - x[2];
      double e = exp(-x[1] * d * d / 2);
      j[i - 1] = new double[] {e, -x[0] * e * d * d / 2, x[0] * e * x[1] * d};
    }
    return j;
  }

  static double[][] meyer(double[] x) {
    double[][] j = new double[16][];
    for (int i = 1; i <= 16; i++) {
      double d = 45 + 5 * i + x[2];
      double e = exp(x[1] / d);
      j[i - 1] = new double[] {e, x[0] * e / d, -x[0] * x[1] * e / (d * d)};
    }
    return j;
  }

  static double[][] gulf(double[] x) {
    double[][] j = new double[99][];
    for (int i = 1; i <= 99; i++) {
      double y = 25 + pow(-50 * log(i / 100.0), 2 / 3.0);
      double d = Math.abs(y - x[1]);
      double p = pow(d, x[2]);
      double e = exp(-p / x[0]);
      double sign = Math.signum(y - x[1]);
      j[i - 1] =
          new double[] {
            e * p / (x[0] * x[0]), e * sign * x[2] * pow(d, x[2] - 1) / x[0], -e * p * log(d) / x[0]
          };
    }
    return j;
  }

  static double[][] box(double[] x) {
    double[][] j = new double[10][];
    for (int i = 1; i <= 10; i++) {
      double t = 0.1 * i;
      j[i - 1] = new double[] {-t * exp(-t * x[0]), t * exp(-t * x[1]), exp(-10 * t) - exp(-t)};
    }
    return j;
  }

  static double[][] powellSingular(double[] x) {
    double a = 2 * (x[1] - 2 * x[2]);
    double b = 2 * sqrt(10) * (x[0] - x[3]);
    return new double[][] {
      {1, 10, 0, 0}, {0, 0, sqrt(5), -sqrt(5)}, {0, a, -2 * a, 0}, {b, 0, 0, -b}
    };
  }

  static double[][] wood(double[] x) {
    return new double[][] {
      {-20 * x[0], 10, 0, 0},
      {-1, 0, 0, 0},
      {0, 0, -2 * sqrt(90) * x[2], sqrt(90)},
      {0, 0, -1, 0},
      {0, sqrt(10), 0, sqrt(10)},
      {0, 1 / sqrt(10), 0, -1 / sqrt(10)}
    };
  }

  static double[][] kowalikOsborne(double[] x) {
    double[][] j = new double[11][];
    for (int i = 0; i < 11; i++) {
      double u = MoreGarbowHillstrom.KOWALIK_U[i];
      double top = u * u + u * x[1];
      double d = u * u + u * x[2] + x[3];
      double c = x[0] * top / (d * d);
      j[i] = new double[] {-top / d, -x[0] * u / d, c * u, c};
    }
    return j;
  }

  static double[][] brownDennis(double[] x) {
    double[][] j = new double[20][];
    for (int i = 1; i <= 20; i++) {
      double t = i / 5.0;
      double a = 2 * (x[0] + t * x[1] - exp(t));
      double b = 2 * (x[2] + x[3] * sin(t) - cos(t));
      j[i - 1] = new double[] {a, t * a, b, b * sin(t)};
    }
    return j;
  }

  static double[][] osborne(double[] x) {
    double[][] j = new double[33][];
    for (int i = 0; i < 33; i++) {
      double t = 10 * i;
      double e = exp(-t * x[3]);
      double g = exp(-t * x[4]);
      j[i] = new double[] {-1, -e, -g, t * x[1] * e, t * x[2] * g};
    }
    return j;
  }

  static double[][] biggs(double[] x) {
    double[][] j = new double[13][];
    for (int i = 1; i <= 13; i++) {
      double t = 0.1 * i;
      double a = exp(-t * x[0]);
      double b = exp(-t * x[1]);
      double c = exp(-t * x[4]);
      j[i - 1] = new double[] {-t * x[2] * a, t * x[3] * b, a, -b, -t * x[5] * c, c};
    }
    return j;
  }

  static double[][] watson(double[] x) {
    int n = x.length;
    double[][] j = new double[31][n];
    for (int i = 1; i <= 29; i++) {
      double t = i / 29.0;
      double sum = 0;
      for (int k = 0; k < n; k++) {
        sum += x[k] * pow(t, k);
      }
      for (int k = 0; k < n; k++) {
        j[i - 1][k] = (k == 0 ? 0 : k * pow(t, k - 1)) - 2 * sum * pow(t, k);
      }
    }
    j[29][0] = 1;
    j[30][0] = -2 * x[0];
    j[30][1] = 1;
    return j;
  }

  static double[][] extendedRosenbrock(double[] x) {
    double[][] j = new double[x.length][x.length];
    for (int i = 0; i < x.length; i += 2) {
      j[i][i] = -20 * x[i];
      j[i][i + 1] = 10;
      j[i + 1][i] = -1;
    }
    return j;
  }

  static double[][] penaltyOne(double[] x) {
    int n = x.length;
    double[][] j = new double[n + 1][n];
    for (int i = 0; i < n; i++) {
      j[i][i] = sqrt(1e-5);
      j[n][i] = 2 * x[i];
    }
    return j;
  }

  static double[][] penaltyTwo(double[] x) {
    int n = x.length;
    double a = sqrt(1e-5) / 10;
    double[][] j = new double[2 * n][n];
    j[0][0] = 1;
    for (int k = 0; k < n; k++) {
      if (k > 0) {
        j[k][k] = a * exp(x[k] / 10);
        j[k][k - 1] = a * exp(x[k - 1] / 10);
        j[n + k - 1][k] = a * exp(x[k] / 10);
      }
      j[2 * n - 1][k] = 2 * (n - k) * x[k];
    }
    return j;
  }

  static double[][] variablyDimensioned(double[] x) {
    int n = x.length;
    double[][] j = new double[n + 2][n];
    double s = 0;
    for (int i = 0; i < n; i++) {
      s += (i + 1) * (x[i] - 1);
    }
    for (int i = 0; i < n; i++) {
      j[i][i] = 1;
      j[n][i] = i + 1;
      j[n + 1][i] = 2 * s * (i + 1);
    }
    return j;
  }

  static double[][] trigonometric(double[] x) {
    int n = x.length;
    double[][] j = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < n; k++) {
        j[i][k] = sin(x[k]);
      }
      j[i][i] += (i + 1) * sin(x[i]) - cos(x[i]);
    }
    return j;
  }

  static double[][] brownAlmostLinear(double[] x) {
    int n = x.length;
    double[][] j = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < n; k++) {
        double others = 1;
        for (int l = 0; l < n; l++) {
          others *= l == k ? 1 : x[l];
        }
        j[i][k] = i == n - 1 ? others : i == k ? 2 : 1;
      }
    }
    return j;
  }

  static double[][] boundaryValue(double[] x) {
    int n = x.length;
    double h = 1.0 / (n + 1);
    double[][] j = new double[n][n];
    for (int i = 0; i < n; i++) {
      double c = x[i] + (i + 1) * h + 1;
      j[i][i] = 2 + 1.5 * h * h * c * c;
      if (i > 0) {
        j[i][i - 1] = -1;
        j[i - 1][i] = -1;
      }
    }
    return j;
  }

  static double[][] integralEquation(double[] x) {
    int n = x.length;
    double h = 1.0 / (n + 1);
    double[][] j = new double[n][n];
    for (int i = 0; i < n; i++) {
      double t = (i + 1) * h;
      for (int k = 0; k < n; k++) {
        double s = (k + 1) * h;
        double c = x[k] + s + 1;
        double kernel = k <= i ? (1 - t) * s : t * (1 - s);
        j[i][k] = (i == k ? 1 : 0) + 1.5 * h * kernel * c * c;
      }
    }
    return j;
  }

  static double[][] broydenTridiagonal(double[] x) {
    int n = x.length;
    double[][] j = new double[n][n];
    for (int i = 0; i < n; i++) {
      j[i][i] = 3 - 4 * x[i];
      if (i > 0) {
        j[i][i - 1] = -1;
        j[i - 1][i] = -2;
      }
    }
    return j;
  }

  static double[][] broydenBanded(double[] x) {
    int n = x.length;
    double[][] j = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < n; k++) {
        boolean near = k >= i - 5 && k <= i + 1;
        j[i][k] = k == i ? 2 + 15 * x[i] * x[i] : near ? -1 - 2 * x[k] : 0;
      }
    }
    return j;
  }

  static double[][] linearFullRank(double[] x) {
    int n = x.length;
    double[][] j = new double[n + 4][n];
    for (int i = 0; i < n + 4; i++) {
      for (int k = 0; k < n; k++) {
        j[i][k] = (i == k ? 1 : 0) - 2.0 / (n + 4);
      }
    }
    return j;
  }

  static double[][] linearRankOne(double[] x) {
    int n = x.length;
    double[][] j = new double[n + 4][n];
    for (int i = 0; i < n + 4; i++) {
      for (int k = 0; k < n; k++) {
        j[i][k] = (i + 1.0) * (k + 1);
      }
    }
    return j;
  }
}
