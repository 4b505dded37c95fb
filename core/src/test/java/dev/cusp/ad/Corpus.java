package dev.cusp.ad;

import java.util.Arrays;

/** Programs of four numbers, one for each thing the language has; all are smooth at the points. */
final class Corpus {
  private Corpus() {}

  record Vec(double x, double y) {
    Vec plus(Vec o) {
      return new Vec(x + o.x, y + o.y);
    }

    double dot(Vec o) {
      return x * o.x + y * o.y;
    }
  }

  record Layer(double[][] weight, double[] bias, int repeats) {}

  static final class Account {
    private double sum;
    private int count;

    Account(double start) {
      sum = start;
    }

    void add(double x) {
      sum += x * sum;
      count++;
    }
  }

  static double rosenbrock(double[] x) {
    double s = 0;
    for (int i = 0; i < x.length - 1; i++) {
      double t = x[i + 1] - x[i] * x[i];
      double u = 1 - x[i];
      s += 100 * t * t + u * u;
    }
    return s;
  }

  static double functions(double[] x) {
    return Math.pow(x[0], 3)
        + Math.pow(2, x[1])
        + Math.sin(x[0] * x[1]) * Math.atan2(x[0], x[1])
        + Math.hypot(x[2], x[3]) / Math.cosh(x[1]);
  }

  static double overwritesItsArgument(double[] x) {
    for (int k = 0; k < 3; k++) {
      for (int i = 1; i < x.length; i++) {
        x[i] = Math.sin(x[i - 1]) * x[i];
      }
    }
    double s = 0;
    for (double v : x) {
      s += v * v;
    }
    return s;
  }

  static double breaksOut(double[] x) {
    double y = x[0] + 5;
    int n = 0;
    while (true) {
      y = y * 0.7 + x[1];
      if (y < 1.4) {
        break;
      }
      if (n++ > 20) {
        return y;
      }
    }
    return y * y;
  }

  static double conditions(double[] x) {
    double r = 0;
    for (int i = 0; i < x.length; i++) {
      if (x[i] > 0 && x[i] < 1 || i == 7) {
        continue;
      }
      r += x[i] > 1 ? x[i] * x[i] : -x[i];
    }
    return r * r;
  }

  static double records(double[] x) {
    Vec v = new Vec(x[0], x[1]);
    for (int i = 0; i < 3; i++) {
      v = v.plus(new Vec(v.y() * x[2], -v.x()));
    }
    return v.dot(v);
  }

  static double arraysOfRecords(double[] x) {
    Vec[] v = new Vec[x.length / 2];
    for (int i = 0; i < v.length; i++) {
      v[i] = new Vec(x[2 * i], x[2 * i + 1]);
    }
    double s = 0;
    for (int i = 0; i < v.length; i++) {
      for (int j = 0; j < i; j++) {
        s += v[i].dot(v[j]) * v[j].dot(v[j]);
      }
    }
    return s;
  }

  static double matrices(double[] x) {
    double[][] a = {{x[0], x[1]}, {x[2], x[3]}};
    double[][] b = product(a, product(a, a));
    return b[0][0] + 2 * b[0][1] + 3 * b[1][0] * b[1][1];
  }

  private static double[][] product(double[][] a, double[][] b) {
    int n = a.length;
    double[][] c = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double s = 0;
        for (int k = 0; k < n; k++) {
          s += a[i][k] * b[k][j];
        }
        c[i][j] = s;
      }
    }
    return c;
  }

  static double rowsSwapped(double[] x) {
    double[][] a = {{x[0], x[1]}, {x[2], x[3]}};
    for (int k = 0; k < 3; k++) {
      double[] row = a[0];
      a[0] = a[1];
      a[1] = row;
      a[0][0] *= a[1][1];
      a[1][0] += Math.exp(a[0][1]);
    }
    return a[0][0] * a[1][0] - a[0][1] * a[1][1];
  }

  static double logSumExp(double[] x) {
    double m = x[0];
    for (double v : x) {
      m = Math.max(m, v);
    }
    double s = 0;
    for (double v : x) {
      s += Math.exp(v - m);
    }
    return m + Math.log(s);
  }

  static double copies(double[] x) {
    double[] y = x.clone();
    double[] z = new double[x.length];
    System.arraycopy(y, 0, z, 1, x.length - 1);
    z[0] = y[1] * y[2];
    double[] w = Arrays.copyOf(z, 6);
    Arrays.fill(w, 4, 6, z[0]);
    double s = 0;
    for (int i = 0; i < w.length; i++) {
      s += w[i] * w[(i + 1) % w.length];
    }
    return s;
  }

  static double aliases(double[] x) {
    double[] y = x;
    double[] z = y;
    z[0] = x[1] * y[2];
    y[1] = z[0] * x[3];
    return x[0] * x[1] + z[2];
  }

  static double doWhile(double[] x) {
    double y = x[0];
    int k = 0;
    do {
      y = y * y * 0.5 + x[1];
      k++;
    } while (k < 4);
    return y;
  }

  static double labelled(double[] x) {
    double s = 0;
    outer:
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        if (j == i + 1) {
          continue outer;
        }
        s = s * x[0] + x[1] * j + i;
        if (s > 50) {
          break outer;
        }
      }
    }
    return s;
  }

  static double objects(double[] x) {
    Account a = new Account(x[0]);
    for (double d : x) {
      a.add(d);
    }
    return a.sum * a.count;
  }

  @SuppressWarnings("fallthrough") // it is what is tested
  static double switches(double[] x) {
    double r = 0;
    for (int i = 0; i < x.length; i++) {
      switch (i % 3) {
        case 0:
          r += x[i];
          break;
        case 1:
          r *= x[i];
        default:
          r -= x[i] * x[i];
      }
      r +=
          switch (i) {
            case 1 -> x[i] * r;
            case 2, 3 -> r / 2;
            default -> 1;
          };
    }
    return r;
  }

  static double sorts(double[] x) {
    double[] y = x.clone();
    Arrays.sort(y);
    return y[0] + 2 * y[1] * y[2];
  }

  static double recursion(double[] x) {
    return power(x[0], 4) * x[1] + fold(x, 4);
  }

  private static double power(double x, int n) {
    return n == 0 ? 1 : x * power(x, n - 1) + Math.sin(x);
  }

  private static double fold(double[] a, int n) {
    if (n < 2) {
      a[n] *= 1.1;
      return a[n];
    }
    return fold(a, n - 1) * fold(a, n - 2) + a[2];
  }

  static double nestedLoops(double[] x) {
    double y = x[0];
    for (int i = 0; i < 5; i++) {
      double r = y * y + x[1];
      for (int k = 0; k < i; k++) {
        r = r * x[2] + 0.1;
        int n = 3;
        while (n-- > 0) {
          r = Math.sin(r) * x[3];
        }
      }
      y = y > 1 ? 0.3 * y * x[0] : r;
    }
    return y * y;
  }

  static double countsDown(double[] x) {
    double s = 1;
    for (int i = x.length - 1; i >= 0; i--) {
      s = s * x[i] + Math.exp(-s * s);
    }
    for (int i = 0; i < 7; i += 2) {
      s *= 1 + x[i / 2] * s;
    }
    return s;
  }

  static double models(double[] x) {
    Layer layer =
        new Layer(new double[][] {{x[0], x[1]}, {x[1], x[2]}}, new double[] {x[3], x[0]}, 3);
    double[] h = {1, x[2]};
    for (int k = 0; k < layer.repeats(); k++) {
      double[] next = layer.bias().clone();
      for (int i = 0; i < next.length; i++) {
        for (int j = 0; j < h.length; j++) {
          next[i] += layer.weight()[i][j] * h[j];
        }
        next[i] = Math.tanh(next[i]);
      }
      h = next;
    }
    return h[0] * h[1];
  }

  static double checkpoints(double[] x) {
    double[] u = x.clone();
    for (int k = 0; k < 6; k++) {
      step(u);
    }
    return u[0] * u[1] + u[2] * u[3];
  }

  @dev.cusp.Checkpoint
  private static void step(double[] u) {
    for (int i = 0; i < u.length; i++) {
      double left = u[(i + u.length - 1) % u.length];
      u[i] = u[i] + 0.3 * Math.sin(left) * u[i];
    }
  }

  static double floatsAndLongs(double[] x) {
    long k = 3L;
    double y = (double) (k << 2) * x[0] / (1 + (byte) 300);
    float f = 2.5f;
    return y * f + (x[1] > 0 ? k : -k) * x[2] + (char) 65 * x[3];
  }

  static double integerWork(double[] x) {
    int[] order = {3, 1, 0, 2};
    byte[] sign = {1, -1, 1, 1};
    double s = 1;
    for (int i = 0; i < order.length; i++) {
      int k = order[i];
      s = s * 0.5 + sign[k] * x[k] * x[order[k]];
      if ((i & 1) == 1 ^ k > 2) {
        s *= s;
      }
    }
    return s;
  }
}
