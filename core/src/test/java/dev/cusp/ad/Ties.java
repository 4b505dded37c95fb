package dev.cusp.ad;

import dev.cusp.Checkpoint;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/** Programs at ties of many kinds, most of them smooth functions written so that they are not. */
final class Ties {
  private Ties() {}

  private static double relu(double x) {
    return x > 0 ? x : 0;
  }

  private static double recAbs(double x, int n) {
    return n == 0 ? 0 : Math.abs(x) - Math.abs(-x) + x / 3 + recAbs(x, n - 1);
  }

  private static double recBranch(double x, int n) {
    if (n == 0) {
      return x > 0 ? x : 0;
    }
    return recBranch(x, n - 1) - recBranch(-x, n - 1);
  }

  private static double recMax(double[] x, int low, int high) {
    if (high - low == 1) {
      return x[low];
    }
    int middle = (low + high) / 2;
    return Math.max(recMax(x, low, middle), recMax(x, middle, high));
  }

  @Checkpoint
  private static double ck(double x) {
    return relu(x) - relu(-x);
  }

  private static double twice(DoubleUnaryOperator f, double x) {
    return f.applyAsDouble(f.applyAsDouble(x));
  }

  private static final class Best {
    private double v = Double.NEGATIVE_INFINITY;
    private int i = -1;

    void offer(double x, int k) {
      if (x > v) {
        v = x;
        i = k;
      }
    }
  }

  private record P(double x, double y) {
    P max(P other) {
      return x >= other.x ? this : other;
    }
  }

  // ---- in methods that are called

  /** {@code |x| - |-x| + x}, three calls deep. */
  @Answer(at = "0", gradient = "1")
  static double recursion(double[] x) {
    return recAbs(x[0], 3);
  }

  /** {@code relu(x) - relu(-x)}, each in a call of its own. */
  @Answer(at = "0", gradient = "1")
  static double recursionBranch(double[] x) {
    return recBranch(x[0], 1);
  }

  /** The largest of four, by halves. */
  @Answer(at = "1 1 1 1", vertices = "1 0 0 0; 0 1 0 0; 0 0 1 0; 0 0 0 1")
  static double tournament(double[] x) {
    return recMax(x, 0, 4);
  }

  /** The largest of four less the largest of the same four backwards: 0. */
  @Answer(at = "1 1 1 1", gradient = "0 0 0 0")
  static double tournamentTwice(double[] x) {
    double[] r = new double[x.length];
    for (int i = 0; i < x.length; i++) r[i] = x[x.length - 1 - i];
    return recMax(x, 0, 4) - recMax(r, 0, 4);
  }

  /** {@code relu(x) - relu(-x)} where the forward sweep keeps nothing. */
  @Answer(at = "0", gradient = "1")
  static double checkpoint(double[] x) {
    return ck(x[0]);
  }

  /** The same five times over. */
  @Answer(at = "0", gradient = "1")
  static double checkpointLoop(double[] x) {
    double s = x[0];
    for (int i = 0; i < 5; i++) s = ck(s);
    return s;
  }

  /** Functions handed over. */
  @Answer(at = "0", gradient = "1")
  static double lambdas(double[] x) {
    return twice(v -> v > 0 ? v : 0, x[0]) - twice(v -> v < 0 ? 0 : v, -x[0]);
  }

  // ---- orders

  /** The largest taken out, three times: the sum. */
  @Answer(at = "2 2 2", gradient = "1 1 1")
  static double argmaxRemove(double[] x) {
    boolean[] used = new boolean[3];
    double s = 0;
    for (int k = 0; k < 3; k++) {
      int best = -1;
      for (int i = 0; i < 3; i++) if (!used[i] && (best < 0 || x[i] > x[best])) best = i;
      used[best] = true;
      s += x[best];
    }
    return s;
  }

  /** The library's order less that of a sorting network: 0. */
  @Answer(at = "3 3 3 3", gradient = "0 0 0 0")
  static double sortVsNetwork(double[] x) {
    double[] y = x.clone();
    Arrays.sort(y);
    double[] z = x.clone();
    int[][] net = {{0, 1}, {2, 3}, {0, 2}, {1, 3}, {1, 2}};
    for (int[] p : net) {
      double a = Math.min(z[p[0]], z[p[1]]);
      double b = Math.max(z[p[0]], z[p[1]]);
      z[p[0]] = a;
      z[p[1]] = b;
    }
    double s = 0;
    for (int i = 0; i < 4; i++) s += (i + 1) * (y[i] - z[i]);
    return s;
  }

  /** Two ways to sort, one of which moves what is equal: 0. */
  @Answer(at = "1 1 2", gradient = "0 0 0")
  static double bubbleVsInsertion(double[] x) {
    double[] a = x.clone();
    for (int i = 0; i < 3; i++)
      for (int j = 0; j + 1 < 3; j++)
        if (a[j] > a[j + 1]) {
          double t = a[j];
          a[j] = a[j + 1];
          a[j + 1] = t;
        }
    double[] b = x.clone();
    for (int i = 1; i < 3; i++) {
      double t = b[i];
      int j = i - 1;
      while (j >= 0 && b[j] >= t) {
        b[j + 1] = b[j];
        j--;
      }
      b[j + 1] = t;
    }
    double s = 0;
    for (int i = 0; i < 3; i++) s += (i + 2) * (a[i] - b[i]);
    return s;
  }

  /** The median by partitions less that by minima and maxima: 0. */
  @Answer(at = "2 2 2", gradient = "0 0 0")
  static double quickselect(double[] x) {
    double[] a = x.clone();
    int lo = 0, hi = 2, k = 1;
    while (lo < hi) {
      double p = a[hi];
      int s = lo;
      for (int i = lo; i < hi; i++)
        if (a[i] < p) {
          double t = a[i];
          a[i] = a[s];
          a[s] = t;
          s++;
        }
      double t = a[hi];
      a[hi] = a[s];
      a[s] = t;
      if (s == k) break;
      if (s < k) lo = s + 1;
      else hi = s - 1;
    }
    double mid = Math.max(Math.min(x[0], x[1]), Math.min(Math.max(x[0], x[1]), x[2]));
    return a[k] - mid;
  }

  /** What a heap gives back, all of it: the sum. */
  @Answer(at = "1 1 1 1 1 1", gradient = "1 1 1 1 1 1")
  static double heapSum(double[] x) {
    double[] h = x.clone();
    int n = h.length;
    double s = 0;
    while (n > 0) {
      for (int i = n / 2 - 1; i >= 0; i--) {
        int k = i;
        while (true) {
          int c = 2 * k + 1;
          if (c >= n) break;
          if (c + 1 < n && h[c + 1] < h[c]) c++;
          if (h[k] <= h[c]) break;
          double t = h[k];
          h[k] = h[c];
          h[c] = t;
          k = c;
        }
      }
      s += h[0];
      h[0] = h[n - 1];
      n--;
    }
    return s;
  }

  /** Sorted by index less sorted by value: 0. */
  @Answer(at = "1 2 1", gradient = "0 0 0")
  static double argsort(double[] x) {
    int[] idx = {0, 1, 2};
    for (int i = 1; i < 3; i++) {
      int t = idx[i];
      int j = i - 1;
      while (j >= 0 && x[idx[j]] > x[t]) {
        idx[j + 1] = idx[j];
        j--;
      }
      idx[j + 1] = t;
    }
    double[] y = x.clone();
    Arrays.sort(y);
    double s = 0;
    for (int i = 0; i < 3; i++) s += (i + 1) * (x[idx[i]] - y[i]);
    return s;
  }

  /** Numbers times their ranks less the same of the sorted: 0. */
  @Answer(at = "3 1 3", gradient = "0 0 0")
  static double rankWeighted(double[] x) {
    double s = 0;
    for (int i = 0; i < 3; i++) {
      int r = 0;
      for (int j = 0; j < 3; j++) if (x[j] < x[i] || x[j] == x[i] && j < i) r++;
      s += x[i] * r;
    }
    double[] y = x.clone();
    Arrays.sort(y);
    return s - y[1] - 2 * y[2];
  }

  /** The last of the largest less the first of the largest: 0. */
  @Answer(at = "1 1 1", gradient = "0 0 0")
  static double indexOf(double[] x) {
    int k = 0;
    for (int i = 1; i < 3; i++) if (x[i] >= x[k]) k = i;
    int j = 2;
    for (int i = 1; i >= 0; i--) if (x[i] > x[j]) j = i;
    return x[k] - x[j];
  }

  /** {@link Double#compare} and max: 0. */
  @Answer(at = "1 1", gradient = "0 0")
  static double comparator(double[] x) {
    int c = Double.compare(x[0], x[1]);
    double a = c >= 0 ? x[0] : x[1];
    return a - Math.max(x[0], x[1]);
  }

  // ---- clamps and pieces

  /** Clamps in clamps less the same by max and min: 0. */
  @Answer(at = "1", gradient = "0")
  static double nestedClamps(double[] x) {
    return Math.clamp(Math.clamp(x[0], -2.0, 1.0), -1.0, 1.0)
        - Math.max(-1, Math.min(1, Math.min(x[0], 1)));
  }

  /** A clamp whose bounds vary and meet: by absolute values the same, so 0. */
  @Answer(at = "0 0", gradient = "0 0")
  static double clampVariableBounds(double[] x) {
    double hi = Math.abs(x[1]);
    double c = x[0] > hi ? hi : x[0] < -hi ? -hi : x[0];
    return c - (Math.abs(x[0] + hi) - Math.abs(x[0] - hi)) / 2;
  }

  /** A quadratic that goes on as its tangent: slope 1 where they meet. */
  @Answer(at = "1", gradient = "1")
  static double huber(double[] x) {
    return Math.abs(x[0]) <= 1 ? 0.5 * x[0] * x[0] : Math.abs(x[0]) - 0.5;
  }

  /** Interpolation in a table at one of its nodes. */
  @Answer(at = "1", vertices = "2; 1")
  static double tableKink(double[] x) {
    double[] xs = {0, 1, 2}, ys = {0, 2, 3};
    int k = Math.min(1, (int) x[0]);
    double t = x[0] - xs[k];
    return ys[k] + t * (ys[k + 1] - ys[k]);
  }

  /** A triangle wave at its top. */
  @Answer(at = "0.5", vertices = "1; -1")
  static double tri(double[] x) {
    double f = x[0] - Math.floor(x[0]);
    return f < 0.5 ? f : 1 - f;
  }

  /** A sum, whichever is larger. */
  @Answer(at = "1 1", gradient = "1 1")
  static double ternaryChain(double[] x) {
    int k = (x[0] < x[1] ? 1 : 0) + (x[0] > x[1] ? 2 : 0);
    return k == 1 ? x[0] + x[1] : k == 2 ? x[1] + x[0] : 2;
  }

  // ---- trip counts and branches

  /** Division by subtraction: what is left and what was taken add up to x. */
  @Answer(at = "4", gradient = "1")
  static double tripRemainder(double[] x) {
    int k = 0;
    double r = x[0];
    while (r >= 2) {
      r -= 2;
      k++;
    }
    return 2.0 * k + r;
  }

  /** A loop that ends where it meets its argument. */
  @Answer(at = "1", gradient = "2")
  static double breakAtTie(double[] x) {
    double s = 0;
    for (int i = 0; i < 10; i++) {
      if (i >= x[0]) {
        s += (x[0] - (i - 1)) * 2 - 2;
        break;
      }
      s += 2;
    }
    return s;
  }

  /** A switch on the sign. */
  @Answer(at = "0", gradient = "1")
  static double switchSignum(double[] x) {
    return switch ((int) Math.signum(x[0])) {
      case 1 -> x[0];
      case 0 -> 0;
      default -> -Math.abs(x[0]);
    };
  }

  /** Comparisons kept in variables. */
  @Answer(at = "0", gradient = "1")
  static double bools(double[] x) {
    boolean p = x[0] > 0, n = x[0] < 0;
    boolean z = !p && !n;
    return z ? 0 : p || n ? x[0] : 99;
  }

  /** Comparisons packed into bits. */
  @Answer(at = "0", gradient = "1")
  static double bitmask(double[] x) {
    int f = (x[0] > 0 ? 1 : 0) | (x[0] < 0 ? 2 : 0);
    return switch (f) {
      case 0 -> 0.0;
      case 1, 2 -> x[0];
      default -> Double.NaN;
    };
  }

  /** Newton's iteration until it stands still, at a square. */
  @Answer(at = "4", gradient = "0.25")
  static double newtonSqrt(double[] x) {
    double y = x[0];
    for (int i = 0; i < 100; i++) {
      double n = 0.5 * (y + x[0] / y);
      if (n == y) break;
      y = n;
    }
    return y;
  }

  // ---- steps

  /** The IEEE remainder less the same by %: 0. */
  @Answer(at = "0.5", gradient = "0")
  static double ieee(double[] x) {
    return Math.abs(Math.IEEEremainder(x[0], 1)) - (x[0] % 1 < 0.5 ? x[0] % 1 : 1 - x[0] % 1);
  }

  /** The distance to the nearest whole number, halfway. */
  @Answer(at = "0.5", vertices = "1; -1")
  static double ieeeAlone(double[] x) {
    return Math.abs(Math.IEEEremainder(x[0], 1));
  }

  /** A sine of what floor leaves. */
  @Answer(at = "1.5", gradient = "6.283185307179586")
  static double floorMod(double[] x) {
    double f = x[0] * 2 - Math.floor(x[0] * 2);
    return Math.sin(2 * Math.PI * f) / 2;
  }

  /** A cast below zero: the whole part and the rest add up. */
  @Answer(at = "-2", gradient = "1")
  static double negativeCast(double[] x) {
    int n = (int) x[0];
    double f = x[0] - n;
    return n + f;
  }

  /** A kink in single precision. */
  @Answer(at = "0", gradient = "1")
  static double floatCast(double[] x) {
    float f = (float) x[0];
    return f > 0 ? f : -Math.abs(f);
  }

  /** From polar coordinates and back, on the cut. */
  @Answer(at = "-1 0", gradient = "1 0")
  static double atanPolarCut(double[] x) {
    double t = Math.atan2(x[1], x[0]);
    double r = Math.hypot(x[0], x[1]);
    return r * Math.cos(t);
  }

  // ---- norms and powers

  /** Two ways to the norm of a vector, at 0. */
  @Answer(at = "0 0", gradient = "0 0")
  static double hypotVsSqrt(double[] x) {
    return Math.hypot(x[0], x[1]) - Math.sqrt(x[0] * x[0] + x[1] * x[1]);
  }

  /** A norm's cube, smooth at 0. */
  @Answer(at = "0 0 0", gradient = "0 0 0")
  static double normCubed(double[] x) {
    double s = 0;
    for (double v : x) s += v * v;
    double n = Math.sqrt(s);
    return n * n * n;
  }

  /** A component by way of the norm, guarded. */
  @Answer(at = "0 0", gradient = "1 0")
  static double hypotRatio(double[] x) {
    double h = Math.hypot(x[0], x[1]);
    return h == 0 ? 0 : x[0] / h * h;
  }

  /** The vector part of a rotation by nothing. */
  @Answer(at = "0 0 0", gradient = "1 0 0")
  static double quaternion(double[] x) {
    double t = Math.sqrt(x[0] * x[0] + x[1] * x[1] + x[2] * x[2]);
    double s = t > 1e-8 ? Math.sin(t / 2) / t : 0.5;
    return 2 * s * x[0];
  }

  /** The sine of the angle times the square of the radius. */
  @Answer(at = "0 0", gradient = "0 0")
  static double angleTimesRadius(double[] x) {
    double r2 = x[0] * x[0] + x[1] * x[1];
    return r2 == 0 ? 0 : r2 * Math.sin(Math.atan2(x[1], x[0]));
  }

  /** A standard deviation of two, and half the distance between them: the same. */
  @Answer(at = "1 1", gradient = "0 0")
  static double stdTwice(double[] x) {
    double m = (x[0] + x[1]) / 2;
    double v = (x[0] - m) * (x[0] - m) + (x[1] - m) * (x[1] - m);
    return Math.sqrt(2 * v) - Math.abs(x[0] - x[1]);
  }

  /** The root of {@code 2 cosh x - 2}: nearly {@code |x|}. */
  @Answer(at = "0", vertices = "1; -1")
  static double cosh(double[] x) {
    return Math.sqrt(2 * (Math.cosh(x[0]) - 1));
  }

  /** A cube root times its square. */
  @Answer(at = "0", gradient = "1")
  static double powThird(double[] x) {
    return Math.pow(Math.abs(x[0]), 1.0 / 3)
        * Math.pow(Math.abs(x[0]), 2.0 / 3)
        * Math.signum(x[0]);
  }

  /** Size and sign put together again. */
  @Answer(at = "0", gradient = "1")
  static double copySign2(double[] x) {
    return Math.copySign(Math.abs(x[0]), x[0]);
  }

  /** A logarithm behind a guard. */
  @Answer(at = "0", gradient = "0")
  static double masked(double[] x) {
    return x[0] > 0 ? x[0] * x[0] * Math.log(x[0]) : 0;
  }

  /** {@code x² log |x|}. */
  @Answer(at = "0", gradient = "0")
  static double xlogx2(double[] x) {
    double a = Math.abs(x[0]);
    return a == 0 ? 0 : a * a * Math.log(a);
  }

  // ---- programs

  /** An object that keeps the best of what it is offered, in both orders: 0. */
  @Answer(at = "1 1", gradient = "0 0")
  static double objects(double[] x) {
    Best a = new Best();
    a.offer(x[0], 0);
    a.offer(x[1], 1);
    Best b = new Best();
    b.offer(x[1], 1);
    b.offer(x[0], 0);
    return a.v - x[b.i];
  }

  /** The larger of two records, in both orders: 0. */
  @Answer(at = "1 1", gradient = "0 0")
  static double records(double[] x) {
    P a = new P(x[0], 1), b = new P(x[1], 1);
    return a.max(b).x() - b.max(a).x();
  }

  /** Numbers sorted into bins by their sign, summed: the sum. */
  @Answer(at = "0 0", gradient = "1 1")
  static double histogram(double[] x) {
    double[] bins = new double[2];
    for (double v : x) bins[v > 0 ? 1 : 0] += v;
    return bins[0] + bins[1];
  }

  /** A determinant by elimination with tied pivots. */
  @Answer(at = "1 2 1 5", gradient = "5 -1 -2 1")
  static double pivotedDeterminant(double[] x) {
    double[][] m = {{x[0], x[1]}, {x[2], x[3]}};
    double det = 1;
    for (int k = 0; k < 2; k++) {
      int p = k;
      for (int i = k + 1; i < 2; i++) if (Math.abs(m[i][k]) > Math.abs(m[p][k])) p = i;
      if (p != k) {
        double[] t = m[p];
        m[p] = m[k];
        m[k] = t;
        det = -det;
      }
      det *= m[k][k];
      for (int i = k + 1; i < 2; i++) {
        double f = m[i][k] / m[k][k];
        for (int j = k; j < 2; j++) m[i][j] -= f * m[k][j];
      }
    }
    return det;
  }

  /** Two paths of the same length. */
  @Answer(at = "1 1 2", vertices = "1 1 0; 0 0 1")
  static double shortestPath(double[] x) {
    int[][] e = {{0, 1}, {1, 2}, {0, 2}};
    double[] d = {0, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
    for (int r = 0; r < 3; r++)
      for (int k = 0; k < 3; k++)
        if (d[e[k][0]] + x[k] < d[e[k][1]]) d[e[k][1]] = d[e[k][0]] + x[k];
    return d[2];
  }

  /** An alignment by dynamic programming, all of whose paths cost the same. */
  @Answer(at = "1 1", vertices = "2 0; 1 1; 0 2")
  static double dp(double[] x) {
    double[][] t = new double[3][3];
    for (int i = 0; i < 3; i++)
      for (int j = 0; j < 3; j++) {
        if (i == 0 && j == 0) continue;
        double b = Double.POSITIVE_INFINITY;
        if (i > 0) b = Math.min(b, t[i - 1][j] + x[0]);
        if (j > 0) b = Math.min(b, t[i][j - 1] + x[1]);
        if (i > 0 && j > 0) b = Math.min(b, t[i - 1][j - 1] + Math.min(x[0], x[1]));
        t[i][j] = b;
      }
    return t[2][2];
  }

  /** Distances to the nearer of two centres, by cases and by absolute values: 0. */
  @Answer(at = "0 0", gradient = "0 0")
  static double kmeans(double[] x) {
    double c0 = -1, c1 = 1;
    double s = 0;
    for (double v : x) {
      double d0 = (v - c0) * (v - c0), d1 = (v - c1) * (v - c1);
      s += d0 < d1 ? d0 : d1;
      s += 2 * Math.abs(v);
      s -= v * v + 1;
    }
    return s;
  }

  /** The largest taken out of a sum of exponentials. */
  @Answer(at = "1 1 1", gradient = "0.333333333333333 0.333333333333333 0.333333333333333")
  static double lse(double[] x) {
    double m = x[0];
    for (double v : x) if (v > m) m = v;
    double s = 0;
    for (double v : x) s += Math.exp(v - m);
    return m + Math.log(s);
  }
}
