package dev.cusp.ad;

/**
 * Residuals of the test problems of Moré, Garbow and Hillstrom (Testing unconstrained optimization
 * software, ACM TOMS 7, 1981, 17-41), numbered as there.
 */
final class MoreGarbowHillstrom {
  static final double[] BARD = {
    .14, .18, .22, .25, .29, .32, .35, .39, .37, .58, .73, .96, 1.34, 2.10, 4.39
  };
  static final double[] GAUSS = {.0009, .0044, .0175, .0540, .1295, .2420, .3521, .3989};
  static final double[] MEYER = {
    34780, 28610, 23650, 19630, 16370, 13720, 11540, 9744, 8261, 7030, 6005, 5147, 4427, 3820, 3307,
    2872
  };
  static final double[] KOWALIK_Y = {
    .1957, .1947, .1735, .1600, .0844, .0627, .0456, .0342, .0323, .0235, .0246
  };
  static final double[] KOWALIK_U = {4, 2, 1, .5, .25, .167, .125, .1, .0833, .0714, .0625};
  static final double[] OSBORNE = {
    .844, .908, .932, .936, .925, .908, .881, .850, .818, .784, .751, .718, .685, .658, .628, .603,
    .580, .558, .538, .522, .506, .490, .478, .467, .457, .448, .438, .431, .424, .420, .414, .411,
    .406
  };

  private MoreGarbowHillstrom() {}

  static double squares(double[] f) {
    double s = 0;
    for (double v : f) {
      s += v * v;
    }
    return s;
  }

  static double[] rosenbrock(double[] x) {
    return new double[] {10 * (x[1] - x[0] * x[0]), 1 - x[0]};
  }

  static double[] freudensteinRoth(double[] x) {
    return new double[] {
      -13 + x[0] + ((5 - x[1]) * x[1] - 2) * x[1], -29 + x[0] + ((x[1] + 1) * x[1] - 14) * x[1]
    };
  }

  static double[] powellBadlyScaled(double[] x) {
    return new double[] {1e4 * x[0] * x[1] - 1, Math.exp(-x[0]) + Math.exp(-x[1]) - 1.0001};
  }

  static double[] brownBadlyScaled(double[] x) {
    return new double[] {x[0] - 1e6, x[1] - 2e-6, x[0] * x[1] - 2};
  }

  static double[] beale(double[] x) {
    double[] y = {1.5, 2.25, 2.625};
    double[] f = new double[3];
    for (int i = 0; i < 3; i++) {
      f[i] = y[i] - x[0] * (1 - Math.pow(x[1], i + 1));
    }
    return f;
  }

  static double[] jennrichSampson(double[] x) {
    double[] f = new double[10];
    for (int i = 1; i <= 10; i++) {
      f[i - 1] = 2 + 2 * i - (Math.exp(i * x[0]) + Math.exp(i * x[1]));
    }
    return f;
  }

  static double[] helicalValley(double[] x) {
    double theta = Math.atan(x[1] / x[0]) / (2 * Math.PI) + (x[0] < 0 ? 0.5 : 0);
    double r = Math.sqrt(x[0] * x[0] + x[1] * x[1]);
    return new double[] {10 * (x[2] - 10 * theta), 10 * (r - 1), x[2]};
  }

  static double[] bard(double[] x) {
    double[] f = new double[15];
    for (int i = 1; i <= 15; i++) {
      f[i - 1] = BARD[i - 1] - (x[0] + i / ((16 - i) * x[1] + Math.min(i, 16 - i) * x[2]));
    }
    return f;
  }

  static double[] gaussian(double[] x) {
    double[] f = new double[15];
    for (int i = 1; i <= 15; i++) {
      double d = (8 - i) / 2.0 - x[2];
      f[i - 1] = x[0] * Math.exp(-x[1] * d * d / 2) - GAUSS[Math.min(i, 16 - i) - 1];
    }
    return f;
  }

  static double[] meyer(double[] x) {
    double[] f = new double[16];
    for (int i = 1; i <= 16; i++) {
      f[i - 1] = x[0] * Math.exp(x[1] / (45 + 5 * i + x[2])) - MEYER[i - 1];
    }
    return f;
  }

  static double[] gulf(double[] x) {
    double[] f = new double[99];
    for (int i = 1; i <= 99; i++) {
      double t = i / 100.0;
      double y = 25 + Math.pow(-50 * Math.log(t), 2 / 3.0);
      f[i - 1] = Math.exp(-Math.pow(Math.abs(y - x[1]), x[2]) / x[0]) - t;
    }
    return f;
  }

  static double[] box(double[] x) {
    double[] f = new double[10];
    for (int i = 1; i <= 10; i++) {
      double t = 0.1 * i;
      f[i - 1] =
          Math.exp(-t * x[0]) - Math.exp(-t * x[1]) - x[2] * (Math.exp(-t) - Math.exp(-10 * t));
    }
    return f;
  }

  static double[] powellSingular(double[] x) {
    double a = x[1] - 2 * x[2];
    double b = x[0] - x[3];
    return new double[] {
      x[0] + 10 * x[1], Math.sqrt(5) * (x[2] - x[3]), a * a, Math.sqrt(10) * b * b
    };
  }

  static double[] wood(double[] x) {
    return new double[] {
      10 * (x[1] - x[0] * x[0]),
      1 - x[0],
      Math.sqrt(90) * (x[3] - x[2] * x[2]),
      1 - x[2],
      Math.sqrt(10) * (x[1] + x[3] - 2),
      (x[1] - x[3]) / Math.sqrt(10)
    };
  }

  static double[] kowalikOsborne(double[] x) {
    double[] f = new double[11];
    for (int i = 0; i < 11; i++) {
      double u = KOWALIK_U[i];
      f[i] = KOWALIK_Y[i] - x[0] * (u * u + u * x[1]) / (u * u + u * x[2] + x[3]);
    }
    return f;
  }

  static double[] brownDennis(double[] x) {
    double[] f = new double[20];
    for (int i = 1; i <= 20; i++) {
      double t = i / 5.0;
      double a = x[0] + t * x[1] - Math.exp(t);
      double b = x[2] + x[3] * Math.sin(t) - Math.cos(t);
      f[i - 1] = a * a + b * b;
    }
    return f;
  }

  static double[] osborne(double[] x) {
    double[] f = new double[33];
    for (int i = 0; i < 33; i++) {
      double t = 10 * i;
      f[i] = OSBORNE[i] - (x[0] + x[1] * Math.exp(-t * x[3]) + x[2] * Math.exp(-t * x[4]));
    }
    return f;
  }

  static double[] biggs(double[] x) {
    double[] f = new double[13];
    for (int i = 1; i <= 13; i++) {
      double t = 0.1 * i;
      double y = Math.exp(-t) - 5 * Math.exp(-10 * t) + 3 * Math.exp(-4 * t);
      f[i - 1] =
          x[2] * Math.exp(-t * x[0]) - x[3] * Math.exp(-t * x[1]) + x[5] * Math.exp(-t * x[4]) - y;
    }
    return f;
  }

  static double[] watson(double[] x) {
    double[] f = new double[31];
    for (int i = 1; i <= 29; i++) {
      double t = i / 29.0;
      double slope = 0;
      double sum = 0;
      for (int j = x.length - 1; j >= 0; j--) {
        sum = sum * t + x[j];
        if (j > 0) {
          slope = slope * t + j * x[j];
        }
      }
      f[i - 1] = slope - sum * sum - 1;
    }
    f[29] = x[0];
    f[30] = x[1] - x[0] * x[0] - 1;
    return f;
  }

  static double[] extendedRosenbrock(double[] x) {
    double[] f = new double[x.length];
    for (int i = 0; i < x.length; i += 2) {
      f[i] = 10 * (x[i + 1] - x[i] * x[i]);
      f[i + 1] = 1 - x[i];
    }
    return f;
  }

  static double[] penaltyOne(double[] x) {
    int n = x.length;
    double[] f = new double[n + 1];
    f[n] = -0.25;
    for (int i = 0; i < n; i++) {
      f[i] = Math.sqrt(1e-5) * (x[i] - 1);
      f[n] += x[i] * x[i];
    }
    return f;
  }

  static double[] penaltyTwo(double[] x) {
    int n = x.length;
    double a = Math.sqrt(1e-5);
    double[] f = new double[2 * n];
    f[0] = x[0] - 0.2;
    f[2 * n - 1] = -1;
    for (int i = 1; i <= n; i++) {
      if (i > 1) {
        double y = Math.exp(i / 10.0) + Math.exp((i - 1) / 10.0);
        f[i - 1] = a * (Math.exp(x[i - 1] / 10) + Math.exp(x[i - 2] / 10) - y);
        f[n + i - 2] = a * (Math.exp(x[i - 1] / 10) - Math.exp(-0.1));
      }
      f[2 * n - 1] += (n - i + 1) * x[i - 1] * x[i - 1];
    }
    return f;
  }

  static double[] variablyDimensioned(double[] x) {
    int n = x.length;
    double[] f = new double[n + 2];
    double s = 0;
    for (int i = 0; i < n; i++) {
      f[i] = x[i] - 1;
      s += (i + 1) * (x[i] - 1);
    }
    f[n] = s;
    f[n + 1] = s * s;
    return f;
  }

  static double[] trigonometric(double[] x) {
    int n = x.length;
    double[] f = new double[n];
    double s = n;
    for (double v : x) {
      s -= Math.cos(v);
    }
    for (int i = 0; i < n; i++) {
      f[i] = s + (i + 1) * (1 - Math.cos(x[i])) - Math.sin(x[i]);
    }
    return f;
  }

  static double[] brownAlmostLinear(double[] x) {
    int n = x.length;
    double sum = 0;
    double product = 1;
    for (double v : x) {
      sum += v;
      product *= v;
    }
    double[] f = new double[n];
    for (int i = 0; i < n - 1; i++) {
      f[i] = x[i] + sum - (n + 1);
    }
    f[n - 1] = product - 1;
    return f;
  }

  static double[] boundaryValue(double[] x) {
    int n = x.length;
    double h = 1.0 / (n + 1);
    double[] f = new double[n];
    for (int i = 0; i < n; i++) {
      double c = x[i] + (i + 1) * h + 1;
      f[i] = 2 * x[i] + h * h * c * c * c / 2;
      if (i > 0) {
        f[i] -= x[i - 1];
      }
      if (i < n - 1) {
        f[i] -= x[i + 1];
      }
    }
    return f;
  }

  static double[] integralEquation(double[] x) {
    int n = x.length;
    double h = 1.0 / (n + 1);
    double[] f = new double[n];
    for (int i = 0; i < n; i++) {
      double t = (i + 1) * h;
      double below = 0;
      double above = 0;
      for (int j = 0; j < n; j++) {
        double s = (j + 1) * h;
        if (j <= i) {
          below += s * Math.pow(x[j] + s + 1, 3);
        } else {
          above += (1 - s) * Math.pow(x[j] + s + 1, 3);
        }
      }
      f[i] = x[i] + h * ((1 - t) * below + t * above) / 2;
    }
    return f;
  }

  static double[] broydenTridiagonal(double[] x) {
    int n = x.length;
    double[] f = new double[n];
    for (int i = 0; i < n; i++) {
      double left = i > 0 ? x[i - 1] : 0;
      double right = i < n - 1 ? x[i + 1] : 0;
      f[i] = (3 - 2 * x[i]) * x[i] - left - 2 * right + 1;
    }
    return f;
  }

  static double[] broydenBanded(double[] x) {
    int n = x.length;
    double[] f = new double[n];
    for (int i = 0; i < n; i++) {
      f[i] = x[i] * (2 + 5 * x[i] * x[i]) + 1;
      for (int j = Math.max(0, i - 5); j <= Math.min(n - 1, i + 1); j++) {
        if (j != i) {
          f[i] -= x[j] * (1 + x[j]);
        }
      }
    }
    return f;
  }

  static double[] linearFullRank(double[] x) {
    int n = x.length;
    double[] f = new double[n + 4];
    double s = 0;
    for (double v : x) {
      s += v;
    }
    for (int i = 0; i < f.length; i++) {
      f[i] = (i < n ? x[i] : 0) - 2.0 / f.length * s - 1;
    }
    return f;
  }

  static double[] linearRankOne(double[] x) {
    double[] f = new double[x.length + 4];
    double s = 0;
    for (int j = 0; j < x.length; j++) {
      s += (j + 1) * x[j];
    }
    for (int i = 0; i < f.length; i++) {
      f[i] = (i + 1) * s - 1;
    }
    return f;
  }
}
