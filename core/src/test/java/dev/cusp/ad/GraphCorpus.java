package dev.cusp.ad;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleConsumer;

/** Programs of four numbers about objects that lead to each other, containers, interpreters. */
final class GraphCorpus {
  private GraphCorpus() {}

  static class Base {
    double v;
    double[] a;

    Base(double v) {
      this.v = v;
      a = new double[] {v, 2 * v};
    }

    double get() {
      return v;
    }
  }

  static final class Derived extends Base {
    double w;

    Derived(double v, double w) {
      super(v * w);
      this.w = w;
      this.v += w;
    }

    @Override
    double get() {
      return super.get() * w + a[1];
    }
  }

  static double subFields(double[] x) {
    Derived d = new Derived(x[0], x[1]);
    Base b = d;
    b.v *= x[2];
    d.v += x[3];
    d.a[0] = b.v;
    return d.get() + b.a[0] * d.v + b.a[1];
  }

  static class Body {
    double px, vx;
    final double m;

    Body(double p, double m) {
      px = p;
      this.m = m;
    }

    void kick(double f) {
      vx += f / m;
    }

    void drift(double h) {
      px += h * vx;
    }
  }

  static double nBody(double[] x) {
    Body[] b = {new Body(x[0], 1 + x[1] * x[1]), new Body(3 + x[2], 2 + x[3]), new Body(-4, 1.5)};
    for (int s = 0; s < 10; s++) {
      for (Body p : b)
        for (Body q : b)
          if (p != q) {
            double r = q.px - p.px;
            p.kick(0.05 * r / (Math.abs(r * r * r) + 0.1));
          }
      for (Body p : b) p.drift(0.1);
    }
    return b[0].px * b[1].px + b[2].vx;
  }

  static double swapObjectsInArray(double[] x) {
    Body[] b = {new Body(x[0], 1), new Body(x[1], 2)};
    for (int i = 0; i < 3; i++) {
      Body t = b[0];
      b[0] = b[1];
      b[1] = t;
      b[0].px += b[1].px * x[2];
      b[1].vx = b[0].px * x[3];
    }
    return b[0].px * b[1].vx + b[1].px * b[0].vx;
  }

  static double objectReplacedInLoop(double[] x) {
    Body b = new Body(x[0], 1);
    double s = 0;
    for (int i = 0; i < 4; i++) {
      s += b.px * x[i];
      if (i % 2 == 0) b = new Body(s * x[1], 1);
      else b.px = Math.sin(b.px);
      b.vx += b.px;
    }
    return s + b.vx * b.px;
  }

  static double arrayFieldReplaced(double[] x) {
    Base b = new Base(x[0]);
    double[] old = b.a;
    for (int i = 0; i < 3; i++) {
      double[] n = b.a.clone();
      n[0] += b.a[1] * x[1];
      n[1] *= x[2];
      b.a = n;
      old[0] += n[1];
    }
    return b.a[0] * old[0] + b.a[1] * x[3];
  }

  static double arrayFieldSwapped(double[] x) {
    Base p = new Base(x[0]), q = new Base(x[1]);
    for (int i = 0; i < 4; i++) {
      double[] t = p.a;
      p.a = q.a;
      q.a = t;
      p.a[0] += q.a[1] * x[2];
      q.a[1] += p.a[0] * x[3];
    }
    return p.a[0] * q.a[0] + p.a[1] * q.a[1];
  }

  static final class Stack {
    private double[] d = new double[1];
    private int n;

    void push(double v) {
      if (n == d.length) d = Arrays.copyOf(d, 2 * n);
      d[n++] = v;
    }

    double pop() {
      return d[--n];
    }
  }

  static double growingStack(double[] x) {
    Stack s = new Stack();
    for (int i = 0; i < 9; i++) s.push(x[i % 4] * (i + 1));
    double r = 1;
    while (s.n > 0) {
      r = r * 0.3 + s.pop();
      if (s.n == 5) {
        s.push(r * x[0]);
        s.d[4] *= r;
        r += s.pop();
      }
    }
    return r;
  }

  static final class Matrix {
    final int n;
    final double[] e;

    Matrix(int n) {
      this.n = n;
      e = new double[n * n];
    }

    double get(int i, int j) {
      return e[i * n + j];
    }

    void set(int i, int j, double v) {
      e[i * n + j] = v;
    }

    Matrix times(Matrix o) {
      Matrix r = new Matrix(n);
      for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++) {
          double s = 0;
          for (int k = 0; k < n; k++) s += get(i, k) * o.get(k, j);
          r.set(i, j, s);
        }
      return r;
    }

    static Matrix identity(int n) {
      Matrix r = new Matrix(n);
      for (int i = 0; i < n; i++) r.set(i, i, 1);
      return r;
    }
  }

  static double matrixPower(double[] x) {
    Matrix m = new Matrix(2);
    for (int i = 0; i < 4; i++) m.e[i] = x[i];
    Matrix r = Matrix.identity(2);
    for (int k = 5; k > 0; k >>= 1) {
      if ((k & 1) == 1) r = r.times(m);
      m = m.times(m);
    }
    return r.get(0, 0) + 2 * r.get(0, 1) + 3 * r.get(1, 0) * r.get(1, 1);
  }

  static double arrayOfMatrices(double[] x) {
    Matrix[] ms = new Matrix[3];
    for (int k = 0; k < 3; k++) {
      ms[k] = Matrix.identity(2);
      ms[k].set(0, 1, x[k]);
      ms[k].set(1, 0, x[k + 1]);
    }
    Matrix r = ms[0];
    for (Matrix m : ms) {
      r = r.times(m);
      m.set(0, 0, r.get(1, 1));
    }
    return r.get(0, 0) * ms[1].get(0, 0) + ms[2].get(0, 0);
  }

  record Cons(double head, Cons tail) {}

  static double recordsRecursive(double[] x) {
    return sumList(build(x, 0));
  }

  private static Cons build(double[] x, int i) {
    return i == x.length ? null : new Cons(x[i] * x[0], build(x, i + 1));
  }

  private static double sumList(Cons c) {
    return c == null ? 1 : c.head * sumList(c.tail) + c.head;
  }

  sealed interface Expr permits Num, Var, Add, Mul {}

  record Num(double v) implements Expr {}

  record Var(int i) implements Expr {}

  record Add(Expr a, Expr b) implements Expr {}

  record Mul(Expr a, Expr b) implements Expr {}

  private static double eval(Expr e, double[] x) {
    return switch (e) {
      case Num n -> n.v;
      case Var v -> x[v.i];
      case Add a -> eval(a.a, x) + eval(a.b, x);
      case Mul(Expr a, Expr b) -> eval(a, x) * eval(b, x);
    };
  }

  static double interpreter(double[] x) {
    return eval(
        new Mul(
            new Add(new Var(0), new Num(x[3])),
            new Mul(new Var(1), new Add(new Var(2), new Var(0)))),
        x);
  }

  static double lambdaMutatesArray(double[] x) {
    double[] acc = new double[2];
    DoubleConsumer c =
        v -> {
          acc[0] += v * v;
          acc[1] += acc[0] * v;
        };
    for (double v : x) c.accept(v);
    return acc[0] * acc[1];
  }

  static double innerClassCapture(double[] x) {
    class Local {
      double f(double v) {
        return v * x[1] + x[2];
      }
    }
    Local l = new Local();
    return l.f(x[0]) * l.f(x[3]);
  }

  static double anonymous(double[] x) {
    DoubleBinaryOperator op =
        new DoubleBinaryOperator() {
          double n = x[0];

          @Override
          public double applyAsDouble(double a, double b) {
            n *= 1.5;
            return a * b * n;
          }
        };
    return op.applyAsDouble(x[1], x[2]) + op.applyAsDouble(x[3], x[0]);
  }

  static final double[] TABLE = {1, 2, 3};

  static final class Holder {
    static final Base CONST = new Base(3);
  }

  static double staticTables(double[] x) {
    double s = 0;
    for (int i = 0; i < 3; i++) s += TABLE[i] * x[i] * x[i + 1];
    return s * Holder.CONST.v;
  }

  static double ternaryObjects(double[] x) {
    Base a = new Base(x[0]), b = new Base(x[1]);
    double s = 0;
    for (int i = 0; i < 4; i++) {
      Base c = i % 2 == 0 ? a : b;
      c.v = c.v * x[2] + s;
      s += (x[i] > 0 ? a : b).v * x[3];
    }
    return s + a.v * b.v;
  }

  static double stringBuilderAround(double[] x) {
    StringBuilder sb = new StringBuilder();
    double s = 0;
    for (double v : x) {
      s += v * v;
      sb.append(s).append(',');
    }
    return s * sb.length() / sb.length();
  }

  static double array2dReturned(double[] x) {
    double[][] g = outer(x, x);
    double[][] h = outer(g[0], g[1]);
    return h[1][2] * g[3][3] + h[0][1];
  }

  private static double[][] outer(double[] a, double[] b) {
    double[][] r = new double[a.length][];
    for (int i = 0; i < a.length; i++) {
      r[i] = new double[b.length];
      for (int j = 0; j < b.length; j++) r[i][j] = a[i] * b[j];
    }
    return r;
  }

  static double floatArrays(double[] x) {
    double s = 0;
    long[] l = {1, 2, 3};
    short[] sh = {4, 5};
    boolean[] bs = {true, false};
    char[] cs = {'a', 'b'};
    for (int i = 0; i < 3; i++) s += l[i] * x[i] * sh[i % 2] + (bs[i % 2] ? x[3] : 0) * cs[i % 2];
    return s * s * 1e-4;
  }

  static double intLoops(double[] x) {
    int i = 0;
    double s = 0;
    for (; ; ) {
      if (++i >= 10) break;
      s += x[i / 3] * x[(i * 7) % 4] / i;
    }
    return s;
  }

  static double whileMod(double[] x) {
    int a = 48, b = 36;
    double s = x[0];
    while (b != 0) {
      int t = a % b;
      a = b;
      b = t;
      s = s * x[1] + a * x[2];
    }
    return s * x[3];
  }

  static double nanGuard(double[] x) {
    double s = 0;
    for (double v : x) {
      double r = Math.sqrt(v);
      s += Double.isNaN(r) ? v * v : r;
    }
    return s;
  }

  static double selfAlias(double[] x) {
    double[] a = x.clone();
    add(a, a, a);
    add(a, x, x);
    return a[0] * a[1] + a[2] * a[3] + x[0];
  }

  private static void add(double[] r, double[] a, double[] b) {
    for (int i = 0; i < r.length; i++) r[i] = a[i] * b[i] + a[(i + 1) % 4];
  }

  static double writesThroughReturned(double[] x) {
    double[] a = pick(x, 0), b = pick(x, 1);
    a[1] *= x[2];
    b[2] += a[1];
    return x[1] * x[2] + b[2];
  }

  private static double[] pick(double[] x, int k) {
    return k == 0 ? x : x.clone();
  }

  static double objectGraphCycle(double[] x) {
    Link a = new Link(x[0]), b = new Link(x[1]);
    a.other = b;
    b.other = a;
    Link c = a;
    for (int i = 0; i < 5; i++) {
      c.v += c.other.v * x[2];
      c = c.other;
    }
    return a.v * b.v + x[3];
  }

  static final class Link {
    double v;
    Link other;

    Link(double v) {
      this.v = v;
    }
  }

  static double early(double[] x) {
    for (int i = 0; i < 4; i++) {
      if (x[i] > 0.8) {
        double y = x[i];
        while (y > 0.1) {
          y *= x[3] * 0.5;
          if (y < 0.2) return y * x[0];
        }
      }
    }
    return x[1];
  }

  static double assertions(double[] x) {
    assert x[0] > -100 : "no";
    return x[0] * x[1];
  }

  static double longLoopVar(double[] x) {
    double s = x[0];
    for (long k = 1L << 40; k < (1L << 40) + 3; k++) s = s * x[1] + (double) (k & 7) * x[2];
    return s;
  }

  static double charLoop(double[] x) {
    double s = 0;
    for (char c = 'a'; c < 'e'; c++) s = s * 0.5 + x[c - 'a'] * x[0];
    return s;
  }

  static double byteOverflow(double[] x) {
    double s = 0;
    byte b = 120;
    for (int i = 0; i < 20; i++) {
      b++;
      s += b * x[i % 4] * x[0];
    }
    return s;
  }

  static double powers(double[] x) {
    double s = 0;
    for (int i = 0; i < 4; i++) s += Math.pow(Math.abs(x[i]), i * 0.5 + 1) + Math.pow(2, x[i]);
    return s;
  }
}
