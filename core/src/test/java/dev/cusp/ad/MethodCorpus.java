package dev.cusp.ad;

import java.util.Objects;

/** Programs of four numbers: numerical methods, recursion, loops and arrays in their odd shapes. */
final class MethodCorpus {
  private MethodCorpus() {}

  static double recursiveInPlace(double[] x) {
    double[] w = {1, 2, 3, 4};
    rec(x, w, 3);
    return x[0] * w[1] + x[2] * w[3];
  }

  private static void rec(double[] a, double[] b, int n) {
    if (n == 0) {
      a[0] *= b[1];
      return;
    }
    a[n] += b[n - 1] * a[n - 1];
    rec(b, a, n - 1);
    b[n] *= a[n];
  }

  private static double power(double x, int n) {
    return n == 0 ? 1 : x * power(x, n - 1);
  }

  /** Loops that could be reversed as they run, were it not for the calls that follow. */
  static double sumsThenRecursion(double[] x) {
    double sum = 0;
    for (double v : x) {
      sum += v * v * v;
    }
    double product = power(sum, 2);
    for (double v : x) {
      product += Math.sin(v);
    }
    return product * power(x[1], 3);
  }

  static double recursionSameArray(double[] x) {
    rec(x, x, 3);
    return x[0] * x[1] + x[2] * x[3];
  }

  static double recursionWithBreaks(double[] x) {
    return walk(x, 0, 1.0);
  }

  private static double walk(double[] x, int i, double acc) {
    for (int k = i; k < 4; k++) {
      acc = acc * 0.5 + x[k];
      if (acc > 1) {
        return walk(x, k + 1, acc - x[k] * x[k]);
      }
      if (acc < -2) break;
    }
    return acc * acc;
  }

  static double hanoi(double[] x) {
    double[][] pegs = new double[3][4];
    int[] n = {4, 0, 0};
    for (int i = 0; i < 4; i++) pegs[0][i] = x[i];
    double[] cost = {0};
    move(pegs, n, 4, 0, 2, 1, cost);
    return cost[0];
  }

  private static void move(double[][] p, int[] n, int k, int a, int b, int c, double[] cost) {
    if (k == 0) return;
    move(p, n, k - 1, a, c, b, cost);
    double v = p[a][--n[a]];
    p[b][n[b]++] = v * 1.1;
    cost[0] += v * v * (b + 1);
    move(p, n, k - 1, c, b, a, cost);
  }

  static double ackermannish(double[] x) {
    return ack(2, 2, x);
  }

  private static double ack(int m, int n, double[] x) {
    if (m == 0) return x[n % 4] + n;
    if (n == 0) return ack(m - 1, 1, x) * x[0];
    double inner = ack(m, n - 1, x);
    return ack(m - 1, (int) Math.abs(inner) % 3, x) + inner * 0.5;
  }

  static double gaussSeidel(double[] x) {
    double[] u = new double[6];
    u[0] = x[0];
    u[5] = x[1];
    for (int it = 0; it < 50; it++) {
      double res = 0;
      for (int i = 1; i < 5; i++) {
        double o = u[i];
        u[i] = (u[i - 1] + u[i + 1] + x[2] * u[i] * u[i] * 0.1) / (2 + x[3] * x[3]);
        res += Math.abs(u[i] - o);
      }
      if (res < 1e-3) break;
    }
    return u[1] + u[2] * u[3];
  }

  static double stencil2d(double[] x) {
    double[][] a = new double[6][6], b = new double[6][6];
    for (int i = 0; i < 6; i++) for (int j = 0; j < 6; j++) a[i][j] = x[(i + j) % 4];
    for (int t = 0; t < 4; t++) {
      for (int i = 1; i < 5; i++)
        for (int j = 1; j < 5; j++)
          b[i][j] =
              a[i][j]
                  + 0.1
                      * (a[i - 1][j] + a[i + 1][j] + a[i][j - 1] + a[i][j + 1] - 4 * a[i][j])
                      * a[i][j];
      double[][] t2 = a;
      a = b;
      b = t2;
    }
    return a[2][2] * b[3][3] + a[1][4];
  }

  static double binarySearch(double[] x) {
    double[] g = {-1, 0, 0.5, 1, 2};
    int lo = 0, hi = 4;
    while (hi - lo > 1) {
      int m = (lo + hi) >>> 1;
      if (g[m] <= x[3]) lo = m;
      else hi = m;
    }
    double w = (x[3] - g[lo]) / (g[hi] - g[lo]);
    return w * x[0] + (1 - w) * x[1];
  }

  static double maxPool(double[] x) {
    double m = Double.NEGATIVE_INFINITY;
    int k = -1;
    for (int i = 0; i < 4; i++) {
      if (x[i] * x[i] > m) {
        m = x[i] * x[i];
        k = i;
      }
    }
    return m * x[(k + 1) % 4];
  }

  static double argSort(double[] x) {
    int[] idx = {0, 1, 2, 3};
    for (int i = 1; i < 4; i++) {
      int v = idx[i], j = i - 1;
      while (j >= 0 && x[idx[j]] > x[v]) {
        idx[j + 1] = idx[j];
        j--;
      }
      idx[j + 1] = v;
    }
    double s = 0;
    for (int i = 0; i < 4; i++) s += (i + 1) * x[idx[i]] * x[idx[(i + 1) % 4]];
    return s;
  }

  static double varReuse(double[] x) {
    double t = x[0];
    t = t * x[1];
    {
      double u = t;
      t = u * u;
    }
    double u = t + x[2];
    t = u;
    u = x[3];
    return t * u;
  }

  static double swapInLoop(double[] x) {
    double a = x[0], b = x[1];
    for (int i = 0; i < 5; i++) {
      double t = a;
      a = b + x[2] * t;
      b = t * x[3];
    }
    return a * b;
  }

  static double twoDimSwapRows(double[] x) {
    double[][] m = {{x[0], x[1]}, {x[2], x[3]}, {1, x[0]}};
    for (int i = 0; i < 5; i++) {
      int p = i % 3, q = (i + 1) % 3;
      double[] t = m[p];
      m[p] = m[q];
      m[q] = t;
      m[p][0] = m[p][0] * m[q][1] + 0.1;
    }
    return m[0][0] + m[1][0] * m[2][1] + m[2][0];
  }

  static double rowAliasLoop(double[] x) {
    double[][] m = new double[3][2];
    for (int i = 0; i < 3; i++) {
      double[] r = m[i];
      r[0] = x[i];
      r[1] = i > 0 ? m[i - 1][0] * x[3] : 1;
    }
    double s = 0;
    for (double[] r : m) {
      r[0] *= r[1];
      s += r[0];
    }
    return s * m[2][0];
  }

  static double cubeOfRecordsArrays(double[] x) {
    Pt[][] g = new Pt[2][2];
    for (int i = 0; i < 2; i++)
      for (int j = 0; j < 2; j++) g[i][j] = new Pt(x[i], new double[] {x[2 + j], i});
    Pt[] row = g[0];
    g[0] = g[1];
    g[1] = row;
    g[1][0].a[0] *= 3;
    double s = 0;
    for (Pt[] r : g) for (Pt p : r) s = s * 0.9 + p.v * p.a[0];
    return s;
  }

  record Pt(double v, double[] a) {}

  static double exceptionsNotTaken(double[] x) {
    if (x.length != 4) throw new IllegalArgumentException("length " + x.length);
    Objects.requireNonNull(x, "x");
    Objects.checkIndex(2, x.length);
    return x[0] * x[1];
  }

  static double chained(double[] x) {
    double a, b, c;
    a = b = c = x[0];
    a += b *= c -= x[1];
    return a * b * c;
  }

  static double incrementsInIndex(double[] x) {
    int i = 0;
    double s = x[i++] * x[i++];
    s += x[i]++ * 2;
    x[i--] *= 3;
    x[i] = x[i + 1] += 1;
    return s + x[1] * x[2];
  }

  static double arraysInConditions(double[] x) {
    boolean[] f = new boolean[4];
    for (int i = 0; i < 4; i++) f[i] = x[i] > 0.5;
    double s = 0;
    for (int i = 0; i < 4; i++)
      if (f[i] ^ f[(i + 1) % 4]) s += x[i] * x[i];
      else s -= x[i];
    return s;
  }

  static double divisions(double[] x) {
    double s = 1 / x[0] / x[1] + x[2] % 0.5 + 5 % (x[3] + 2) + Math.floorDiv(7, 2) / x[3];
    return s + 1 / (x[0] * x[0]);
  }

  static double hypotAtan(double[] x) {
    return Math.hypot(x[0], x[1]) * Math.atan2(x[2], x[3])
        + Math.asin(x[1]) * Math.acos(x[1] / 2)
        + Math.tan(x[0])
        + Math.sinh(x[2]) * Math.log10(x[3])
        + Math.toDegrees(Math.atan(x[0])) * 0.01;
  }

  static double fmaFloat(double[] x) {
    float a = 1.5f;
    double s = 0;
    for (int i = 0; i < 4; i++) {
      s += a * x[i];
      a *= 2;
    }
    return s
        + Math.fma(x[0], x[1], x[2] * x[3])
        + Math.copySign(x[0], x[1])
        + Math.rint(2.4) * x[0]
        + Math.floor(x[0])
        + Math.ulp(x[1]);
  }

  static double ifElseChain(double[] x) {
    double s = 0;
    for (double v : x) {
      if (v > 1) s += v;
      else if (v > 0.5) s *= v;
      else if (v < 0) s -= v * s + 1;
      else {
        s += 2 * v;
        continue;
      }
      s += v * v;
    }
    return s;
  }

  static double switchLoop(double[] x) {
    int state = 0, n = 0;
    double s = x[0];
    loop:
    while (true) {
      switch (state) {
        case 0:
          s *= x[1];
          state = 1;
          break;
        case 1:
          s += x[2];
          state = n > 3 ? 3 : 2;
          break;
        case 2:
          n++;
          s = Math.cos(s);
          state = s > 0.7 ? 0 : 1;
          if (n > 8) break loop;
          continue;
        default:
          break loop;
      }
      s += 0.01 * x[3];
    }
    return s;
  }

  static double bigSwitchStrings(double[] x) {
    String[] ops = {"add", "mul", "sin", "nop", "mul"};
    double s = x[0];
    for (int i = 0; i < ops.length; i++)
      switch (ops[i]) {
        case "add" -> s += x[1];
        case "mul" -> s *= x[i % 4];
        case "sin" -> {
          double t = Math.sin(s);
          s = t * t;
        }
        default -> {}
      }
    return s * x[3];
  }

  static double localArrayInLoop(double[] x) {
    double s = 0;
    for (int i = 0; i < 3; i++) {
      double[] t = new double[3];
      for (int j = 0; j < 3; j++) t[j] = (j > 0 ? t[j - 1] : 1) * x[(i + j) % 4] + s;
      s = t[2] * 0.5 + t[0];
    }
    return s;
  }

  static double arraysOfDifferentLife(double[] x) {
    double[] keep = null;
    double s = 1;
    for (int i = 0; i < 4; i++) {
      double[] t = {x[i], s};
      if (keep != null) {
        keep[0] *= t[0];
        s += keep[0] + keep[1];
      }
      if (i % 2 == 0) keep = t;
    }
    return s * keep[0];
  }

  static double conditionalAlloc(double[] x) {
    double[] a = x[0] > 1 ? new double[] {x[1], x[2]} : x;
    a[1] += a[0] * x[3];
    return a[1] * x[1];
  }

  static double lengthDependent(double[] x) {
    int n = x[0] > 1 ? 3 : 5;
    double[] a = new double[n];
    for (int i = 0; i < n; i++) a[i] = x[i % 4] * i;
    double s = 0;
    for (double v : a) s += v * v;
    return s;
  }

  static double cumulativeProductMatrix(double[] x) {
    double[][][] ms = new double[4][][];
    for (int k = 0; k < 4; k++) ms[k] = new double[][] {{1, x[k]}, {-x[k], 1}};
    double[][] r = ms[0];
    for (int k = 1; k < 4; k++) {
      double[][] n = new double[2][2];
      for (int i = 0; i < 2; i++)
        for (int j = 0; j < 2; j++) for (int l = 0; l < 2; l++) n[i][j] += r[i][l] * ms[k][l][j];
      r = n;
    }
    return r[0][0] * r[0][1];
  }

  static double lstm(double[] x) {
    double h = x[0], c = x[1];
    for (int t = 0; t < 5; t++) {
      double f = sig(x[2] * h + t), i = sig(x[3] * h - 1), g = Math.tanh(h * x[0] + x[1]);
      c = f * c + i * g;
      h = Math.tanh(c) * sig(h);
    }
    return h * c;
  }

  private static double sig(double v) {
    return v >= 0 ? 1 / (1 + Math.exp(-v)) : Math.exp(v) / (1 + Math.exp(v));
  }

  static double viterbi(double[] x) {
    double[] d = {0, 0};
    for (int t = 0; t < 5; t++) {
      double[] n = new double[2];
      for (int j = 0; j < 2; j++) {
        double best = -1e300;
        for (int i = 0; i < 2; i++) {
          double v = d[i] + x[2 * i + j] * (t + 1) + 0.01 * i;
          if (v > best) best = v;
        }
        n[j] = best;
      }
      d = n;
    }
    return Math.max(d[0], d[1]);
  }

  static double conjugateGradient(double[] x) {
    int n = 4;
    double[][] a = new double[n][n];
    double[] r = new double[n], p = new double[n], z = new double[n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) a[i][j] = x[i] * x[j] + (i == j ? 3 : 0);
      r[i] = i + x[0];
      p[i] = r[i];
    }
    double rr = dot(r, r);
    for (int k = 0; k < 3 && rr > 1e-20; k++) {
      double[] ap = new double[n];
      for (int i = 0; i < n; i++) ap[i] = dot(a[i], p);
      double al = rr / dot(p, ap);
      for (int i = 0; i < n; i++) {
        z[i] += al * p[i];
        r[i] -= al * ap[i];
      }
      double nr = dot(r, r);
      double be = nr / rr;
      for (int i = 0; i < n; i++) p[i] = r[i] + be * p[i];
      rr = nr;
    }
    return dot(z, z);
  }

  private static double dot(double[] a, double[] b) {
    double s = 0;
    for (int i = 0; i < a.length; i++) s += a[i] * b[i];
    return s;
  }

  static double qr(double[] x) {
    double[][] a = {{x[0] + 2, x[1]}, {x[2], x[3] + 1}, {1, x[0]}};
    double det = 1;
    for (int k = 0; k < 2; k++) {
      double nrm = 0;
      for (int i = k; i < 3; i++) nrm = Math.hypot(nrm, a[i][k]);
      if (a[k][k] < 0) nrm = -nrm;
      for (int i = k; i < 3; i++) a[i][k] /= nrm;
      a[k][k] += 1;
      for (int j = k + 1; j < 2; j++) {
        double s = 0;
        for (int i = k; i < 3; i++) s += a[i][k] * a[i][j];
        s = -s / a[k][k];
        for (int i = k; i < 3; i++) a[i][j] += s * a[i][k];
      }
      det *= -nrm;
    }
    return det;
  }

  static double logistic(double[] x) {
    double y = 0.3;
    for (int i = 0; i < 6; i++) y = (2.5 + x[0]) * y * (1 - y) + 0.01 * x[1];
    return y * x[2] + x[3] * y * y;
  }
}
