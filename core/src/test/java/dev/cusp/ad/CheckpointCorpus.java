package dev.cusp.ad;

import dev.cusp.Checkpoint;

/** Programs of four numbers with checkpoints: what they write, share and give back. */
final class CheckpointCorpus {
  private CheckpointCorpus() {}

  @Checkpoint
  private static double[] cpArray(double[] a, double c) {
    double[] r = new double[2];
    r[0] = a[0] * c;
    return r;
  }

  static double ret(double[] x) {
    double[] a = cpArray(x, x[1]);
    return a[0];
  }

  static final class Store {
    double[] q;
    double e;

    Store() {}
  }

  @Checkpoint
  private static void renew(Store s, double c) {
    double[] n = new double[2];
    n[0] = s.q[1] * c;
    n[1] = s.q[0] + c;
    s.q = n;
    s.e += n[0];
  }

  static double renews(double[] x) {
    Store s = new Store();
    s.q = new double[] {x[0], x[1]};
    for (int i = 0; i < 3; i++) renew(s, x[2 + i % 2]);
    return s.e * s.q[0] + s.q[1];
  }

  record P(double a, double b) {}

  @Checkpoint
  private static P turn(P p, double c) {
    return new P(p.a * c - p.b, p.b * c + p.a);
  }

  static double records(double[] x) {
    P p = new P(x[0], x[1]);
    for (int i = 0; i < 4; i++) p = turn(p, x[i]);
    return p.a * p.b;
  }

  @Checkpoint
  private static double[] same(double[] a) {
    a[0] *= a[1];
    return a;
  }

  static double sameBack(double[] x) {
    double[] a = x.clone();
    for (int i = 0; i < 3; i++) {
      a = same(a);
      a[1] += 0.1 * a[0];
    }
    return a[0] * a[1];
  }

  @Checkpoint
  private static void swap(double[][] m) {
    double[] t = m[0];
    m[0] = m[1];
    m[1] = t;
    m[0][0] *= m[1][1];
  }

  static double swaps(double[] x) {
    double[][] m = {{x[0], x[1]}, {x[2], x[3]}};
    for (int i = 0; i < 3; i++) swap(m);
    return m[0][0] * m[1][0] + m[0][1];
  }

  @Checkpoint
  private static void step(Store s, double h) {
    for (int i = 0; i < 4; i++) {
      s.q[i] += h * Math.sin(s.q[(i + 1) % 4]);
      s.e += s.q[i] * s.q[i];
    }
  }

  static double objects(double[] x) {
    Store s = new Store();
    s.q = new double[4];
    for (int i = 0; i < 4; i++) s.q[i] = x[i];
    for (int k = 0; k < 5; k++) step(s, 0.1 + x[0] * 0.01);
    return s.e + s.q[2];
  }

  @Checkpoint
  private static double fact(double v, int n) {
    return n == 0 ? 1 : v * fact(v * 0.9, n - 1) + Math.sin(v);
  }

  static double recursive(double[] x) {
    return fact(x[0], 4) * x[1];
  }

  @Checkpoint
  private static void outer(double[] a) {
    for (int i = 0; i < 2; i++) {
      inner(a, i);
      a[0] *= a[2];
    }
  }

  @Checkpoint
  private static void inner(double[] a, int k) {
    a[k] = Math.sin(a[k + 1]) * a[3];
  }

  static double nestedWrites(double[] x) {
    double[] a = x.clone();
    for (int i = 0; i < 3; i++) outer(a);
    return a[0] * a[1] + a[2];
  }

  @Checkpoint
  private static double two(double[] a, double[] b) {
    a[0] += b[1];
    b[0] *= a[1];
    return a[0] * b[0];
  }

  static double aliased(double[] x) {
    double[] a = x.clone();
    double s = two(a, a) + two(a, x) + two(x, a);
    return s * a[0] + x[0];
  }

  static double maybeAlias(double[] x) {
    double[] a = x.clone(), c = {1, 2, 3, 4};
    double[] b = x[0] > -5 ? a : c;
    double s = two(a, b);
    return s * a[0] + b[1] * x[2];
  }

  static double maybeAliasLoop(double[] x) {
    double[] a = x.clone(), c = {1, 2, 3, 4};
    double s = 0;
    for (int i = 0; i < 4; i++) {
      double[] b = i % 2 == 0 ? a : c;
      s += two(a, b);
    }
    return s * a[0];
  }

  @Checkpoint
  private static double rowOf(double[][] m, double[] r) {
    m[0][0] *= r[1];
    r[0] += m[1][0];
    m[0][1] += r[0];
    return r[0] * m[0][0];
  }

  static double rowAlias(double[] x) {
    double[][] m = {{x[0], x[1]}, {x[2], x[3]}};
    double s = 0;
    for (int i = 0; i < 3; i++) s += rowOf(m, m[0]);
    return s + m[0][1];
  }

  private static double recTwo(double[] a, double[] b, int n) {
    if (n == 0) return a[0];
    a[0] += b[1];
    b[0] *= a[1];
    return a[0] * b[0] + recTwo(a, b, n - 1);
  }

  static double recAlias(double[] x) {
    double[] a = x.clone(), c = {1, 2, 3, 4};
    double[] b = x[0] > -5 ? a : c;
    return recTwo(a, b, 3) * a[0];
  }

  static final class Linked {
    double[] q;
    Linked other;
  }

  @Checkpoint
  private static void cyc(Linked s) {
    s.q[0] *= s.other.q[1];
    s.other.q[0] += s.q[0];
  }

  static double linkedCheckpoint(double[] x) {
    Linked a = new Linked(), b = new Linked();
    a.q = new double[] {x[0], x[1]};
    b.q = a.q;
    a.other = b;
    b.other = a;
    for (int i = 0; i < 3; i++) {
      cyc(a);
      cyc(b);
    }
    return a.q[0] * b.q[1] + x[2];
  }

  static final class Cursor {
    int pos;
    int[] seen = new int[4];

    double next(double[] x) {
      seen[pos % 4]++;
      return x[pos++ % 4] * seen[0];
    }
  }

  @Checkpoint
  private static double advance(Cursor c, double[] x, double s) {
    return Math.sin(c.next(x) * s) + c.next(x) * s;
  }

  static double cursor(double[] x) {
    Cursor c = new Cursor();
    double s = x[3];
    for (int i = 0; i < 5; i++) s = advance(c, x, s);
    return s;
  }

  static final class Obj {
    final double[] q;
    final int n;
    double e;
    long[] l = {0};

    Obj(int n, double[] q) {
      this.n = n;
      this.q = q;
    }
  }

  @Checkpoint
  private static double obj(Obj o) {
    o.l[0]++;
    o.q[0] *= o.l[0];
    o.e += Math.sin(o.q[0]) * o.q[1];
    return o.e * o.e;
  }

  static double objCp(double[] x) {
    Obj o = new Obj(3, x.clone());
    double s = 0;
    for (int i = 0; i < o.n; i++) s += obj(o) * x[2];
    return s;
  }

  @Checkpoint
  private static void cpStep(double[][] a, double[] p) {
    for (double[] r : a) for (int i = 0; i < r.length; i++) r[i] = r[i] * p[i] + p[1 - i] * 0.1;
    p[0] += a[1][0];
  }

  static double checkpointMatrices(double[] x) {
    double[][] a = {{x[0], x[1]}, {x[2], x[3]}};
    double[] p = {x[1], 0.5};
    for (int i = 0; i < 3; i++) cpStep(a, p);
    return a[0][0] * a[1][1] + p[0];
  }

  static final class St {
    double[] q;
    double e;

    St(int n) {
      q = new double[n];
    }
  }

  @Checkpoint
  private static void cpObj(St s, double h) {
    for (int i = 0; i < s.q.length; i++) {
      s.q[i] += h * Math.sin(s.q[(i + 1) % 4]);
      s.e += s.q[i] * s.q[i];
    }
  }

  static double checkpointObjects(double[] x) {
    St s = new St(4);
    for (int i = 0; i < 4; i++) s.q[i] = x[i];
    for (int k = 0; k < 5; k++) cpObj(s, 0.1 + x[0] * 0.01);
    return s.e + s.q[2];
  }

  @Checkpoint
  private static void march(double[] x, int from, int steps) {
    if (steps == 1) {
      x[from % 4] = Math.sin(x[(from + 1) % 4] * x[from % 4]) + x[(from + 3) % 4];
    } else {
      march(x, from, steps / 2);
      march(x, from + steps / 2, steps - steps / 2);
    }
  }

  static double halves(double[] x) {
    march(x, 0, 9);
    return x[0] * x[1] + x[2] * x[3];
  }

  @Checkpoint
  private static double cpInner(double a) {
    return Math.sin(a) * a;
  }

  @Checkpoint
  private static double cpOuter(double a, double b) {
    double s = a;
    for (int i = 0; i < 3; i++) s = cpInner(s) + b;
    return s;
  }

  static double nestedCheckpoints(double[] x) {
    return cpOuter(x[0], x[1]) * cpOuter(x[2], x[3]);
  }

  @Checkpoint
  private static double[] mixed(double[] a, double c) {
    double[] r = new double[a.length];
    for (int i = 0; i < r.length; i++) r[i] = a[i] * c + a[(i + 1) % a.length];
    return r;
  }

  static double checkpointReturnsArray(double[] x) {
    double[] a = x;
    for (int i = 0; i < 3; i++) a = mixed(a, x[i]);
    return a[0] * a[1] + a[2];
  }
}
