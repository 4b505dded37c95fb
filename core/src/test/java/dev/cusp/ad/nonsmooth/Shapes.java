package dev.cusp.ad.nonsmooth;

/** Programs with arguments of all kinds, and with things that cannot be followed. */
final class Shapes {
  static int calls;

  private Shapes() {}

  record Point(double x, double y) {
    Point minus(Point other) {
      return new Point(x - other.x, y - other.y);
    }
  }

  record Segment(Point from, Point to, double scale) {}

  private static final class Counter {
    private double sum;
    private Counter next;

    void add(double x) {
      sum += Math.abs(x) * Math.signum(x);
    }
  }

  static double length(Segment s) {
    Point d = s.from().minus(s.to());
    return s.scale() * Math.sqrt(d.x() * d.x() + d.y() * d.y());
  }

  static double mixed(double a, double[][] m, float f, int[] order) {
    double[] largest = new double[2];
    for (int i = 0; i < 2; i++) {
      largest[order[i]] = 2 * Math.max(m[order[i]][0], m[order[i]][1]) / (order[i] + 1);
    }
    return Math.abs(a) + largest[0] + largest[1] / 1 + f - 2;
  }

  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] != 0 ? a[i] * b[i] : 0;
    }
    return sum;
  }

  static double sum(double[] x) {
    double sum = 0;
    for (double v : x) {
      sum += Math.sqrt(v * v);
    }
    return sum;
  }

  static double chain(double[] x) {
    Counter first = new Counter();
    first.next = new Counter();
    fill(x, 0, first);
    return first.sum + first.next.sum;
  }

  private static void fill(double[] x, int i, Counter counter) {
    if (i < x.length) {
      (i == 1 ? counter.next : counter).add(x[i]);
      fill(x, i + 1, counter);
    }
  }

  static double writes(double[] x) {
    calls++;
    x[0] = Math.max(x[0], -x[0]) + x[1];
    x[1] = calls;
    return x[0];
  }

  static double refuses(double[] x) {
    if (x[0] < x[1]) {
      throw new IllegalStateException("at " + x[0]);
    }
    return x[0];
  }

  static double bits(double[] x) {
    return Math.abs(x[0]) * (Double.doubleToLongBits(x[0]) & 1);
  }

  static double forever(double[] x) {
    double y = x[0];
    while (y < 1) {
      y = y * 0.5;
    }
    return y;
  }

  static double jumps(double[] x) {
    double kink = Math.max(x[0], 2) + Math.abs(x[0] - 2);
    double branch = x[0] > 2 ? x[0] : 2;
    double whole = jump(x[0] * 1.5);
    return kink + branch + whole;
  }

  private static double jump(double x) {
    return Math.floor(x);
  }

  static double singular(double[] x) {
    double kink = Math.abs(x[0]);
    double square = kink * 3;
    double root = rootOf(square);
    return root + kink;
  }

  private static double rootOf(double x) {
    return Math.sqrt(x);
  }

  static double smooth(double[] x) {
    double a = Math.sin(x[0]) * Math.exp(x[1]) + Math.atan2(x[1], x[0]);
    double b = Math.tanh(a) + Math.pow(x[2], x[0]) - Math.asin(x[0]) + Math.acos(x[0] / 2);
    double c = Math.log(x[2]) + Math.log10(x[2]) + Math.log1p(x[2]) - Math.cosh(b) + Math.sinh(a);
    double d = Math.hypot(a, b) + Math.fma(a, b, c) + Math.cbrt(x[1]) + Math.expm1(a) * x[2] % 1.7;
    return a * b + c / d + Math.tan(x[0]) + Math.atan(c) + Math.toRadians(d) + Math.scalb(b, 2);
  }
}
