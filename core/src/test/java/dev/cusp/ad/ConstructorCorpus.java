package dev.cusp.ad;

import java.util.List;

/** Programs of four numbers about constructors that do more, and objects told apart by class. */
final class ConstructorCorpus {
  private ConstructorCorpus() {}

  static double unknownList(double[] x) {
    var it = List.of(1.0, 2.0).iterator();
    double s = 0;
    while (it.hasNext()) s += it.next() * x[0];
    return s;
  }

  static class Err extends RuntimeException {
    private static final long serialVersionUID = 1L;
    final double at;

    Err(double at) {
      super("at " + at);
      this.at = at;
    }
  }

  static double throwsOwn(double[] x) {
    if (x[0] > 100) throw new Err(x[0] * x[1]);
    System.out.print(String.format("%s", "").isEmpty() ? "" : "" + x[0]);
    return x[0] * x[1];
  }

  static double logs(double[] x) {
    System.out.printf("%s", String.format("%.0f", x[0]).substring(0, 0));
    return x[0] * x[1];
  }

  static class Init {
    double[] a;

    Init(double[] x) {
      a = x.clone();
      for (int i = 0; i < a.length; i++) a[i] *= x[0];
    }
  }

  static double initLoops(double[] x) {
    Init a = new Init(x), b = new Init(a.a);
    b.a[0] += a.a[1];
    return b.a[0] * b.a[1] + a.a[2];
  }

  static class Mat {
    final double[][] m;

    Mat(double[] x) {
      m = new double[2][2];
      for (int i = 0; i < 4; i++) m[i / 2][i % 2] = x[i];
    }

    Mat(double[][] r) {
      m = new double[r.length][];
      for (int i = 0; i < r.length; i++) m[i] = r[i].clone();
    }

    double det() {
      return m[0][0] * m[1][1] - m[0][1] * m[1][0];
    }
  }

  static double mat(double[] x) {
    Mat a = new Mat(x);
    Mat b = new Mat(a.m);
    b.m[0][0] *= 2;
    a.m[1][1] += b.m[0][1];
    return a.det() * b.det();
  }

  record Clone(double[] w) {
    Clone {
      w = w.clone();
    }

    Clone(double a, double b) {
      this(new double[] {a, b});
    }
  }

  static double recordClones(double[] x) {
    Clone c = new Clone(x);
    x[0] *= 2;
    c.w[1] += x[0];
    Clone d = new Clone(c.w[1], x[0]);
    d.w[0] *= c.w[0];
    return d.w[0] * d.w[1] * c.w[2];
  }

  static class Nested {
    final Leaf left, right;

    Nested(double a, double b) {
      left = new Leaf(a);
      right = new Leaf(b * a);
    }
  }

  static class Leaf {
    double v;

    Leaf(double v) {
      this.v = v;
    }
  }

  static double nested(double[] x) {
    Nested n = new Nested(x[0], x[1]);
    n.left.v *= x[2];
    n.right.v += n.left.v;
    return n.left.v * n.right.v;
  }

  static double nestedInLoop(double[] x) {
    Nested n = new Nested(x[0], x[1]);
    for (int i = 0; i < 3; i++) {
      Nested m = new Nested(n.right.v, x[i]);
      m.left.v += n.left.v * x[3];
      n = m;
    }
    return n.left.v * n.right.v;
  }

  record Two(double x, double y) {}

  record Line(Two from, Two to) {}

  enum Sort {
    A,
    B {
      double f() {
        return 2;
      }
    };

    double f() {
      return 1;
    }
  }

  static double objectsByClass(double[] x) {
    Object[] t = {new Two(x[0], x[1])};
    double s = x[3];
    for (Object o : t) {
      if (o instanceof Two p) s += s * p.x;
    }
    return s;
  }

  static double objectsByClasses(double[] x) {
    Object[] t = {new Two(x[0], x[1]), new Line(new Two(x[2], 1), new Two(1, x[3]))};
    double s = x[3];
    for (Object o : t) {
      if (o instanceof Two p) s += s * p.x;
      else if (o instanceof Line q) s += q.from.x * q.to.y;
    }
    return s;
  }

  static double objectsAndEnums(double[] x) {
    Object[] t = {new Two(x[0], x[1]), Sort.A};
    double s = x[3];
    for (Object o : t) {
      if (o instanceof Two p) s += s * p.x;
    }
    return s;
  }

  static double objectSwitch(double[] x) {
    Object[] t = {new Two(x[0], x[1])};
    double s = x[3];
    for (Object o : t) {
      s +=
          switch (o) {
            case Two p -> s * p.x;
            default -> 0;
          };
    }
    return s;
  }

  static double guardedPatterns(double[] x) {
    Object[] t = {new Two(x[0], x[1]), Sort.A};
    double s = x[3];
    for (Object o : t) {
      s +=
          switch (o) {
            case Two(double u, double v) when u > 0 -> s * u;
            case Two p -> p.y;
            case Sort k -> k.f();
            default -> 0;
          };
    }
    return s;
  }

  interface Moment {
    void add(double v);
  }

  static class First implements Moment {
    double m1;

    @Override
    public void add(double v) {
      m1 += v;
    }
  }

  static class Second extends First {
    double m2;

    @Override
    public void add(double v) {
      super.add(v);
      m2 += v * m1;
    }
  }

  static class Mean {
    final First of;

    Mean(First of) {
      this.of = of;
    }
  }

  /** Two of its fields lead to one object, two others to one array. */
  static class Summary {
    final Second second = new Second();
    final Mean mean = new Mean(second);
    final Moment any = second;
    final double[] last = new double[2];
    final double[] same = last;
  }

  static double sharedInside(double[] x) {
    Summary s = new Summary();
    for (double v : x) {
      s.second.add(v * v);
      s.any.add(v);
    }
    return s.mean.of.m1 * s.second.m2;
  }

  static double sharedArrayInside(double[] x) {
    Summary s = new Summary();
    for (double v : x) {
      s.last[1] = s.last[1] * v + v;
    }
    return s.same[1];
  }

  /** Its constructor calls methods of its own and others that it is given to. */
  static class Grid {
    private double[][] rows;
    private final int size;
    private double last;

    Grid(double[] x, Sort sort) {
      size = x.length;
      copy(x, 2);
      last = scaled(x[1]);
      Grid.shift(this, x[2]);
      last *= sort.ordinal() + 1;
    }

    private void copy(double[] x, int times) {
      if (times > size) {
        throw new IllegalArgumentException(String.format("%d times %s", times, x));
      }
      rows = new double[times][size];
      for (int i = 0; i < times; i++) {
        System.arraycopy(x, 0, rows[i], 0, x.length);
        rows[i][i] *= x[i];
      }
    }

    double scaled(double by) {
      return rows[1][0] * by * size;
    }

    static void shift(Grid grid, double by) {
      grid.last += by * grid.rows[0][0];
    }
  }

  static double callsItsMethods(double[] x) {
    Grid g = new Grid(x, Sort.B);
    return g.last * g.scaled(x[3]) + g.rows[1][1];
  }

  interface Step {
    double at(double x);
  }

  static final Step SQUARE =
      new Step() {
        @Override
        public double at(double x) {
          return x * x;
        }
      };

  static final Step CUBE =
      new Step() {
        @Override
        public double at(double x) {
          return x * x * x;
        }
      };

  static class Stepper {
    final Step step;
    final Step other;

    Stepper(Step given) {
      step = given == null ? SQUARE : given;
      other = given == null ? CUBE : given;
    }
  }

  static double constantsInFields(double[] x) {
    Stepper[] all = {new Stepper(null), new Stepper(x[0] > 0 ? null : CUBE)};
    double s = x[3];
    for (Stepper stepper : all) {
      s = stepper.step.at(s * x[1]) + stepper.other.at(x[2]);
    }
    return s;
  }

  private static double high(double v) {
    return Double.longBitsToDouble(Double.doubleToRawLongBits(v) & (-1L << 27));
  }

  /** The product without its rounding error. */
  static double masked(double[] x) {
    double product = x[0] * x[1];
    double a = high(x[0]);
    double b = high(x[1]);
    double rest = (x[0] - a) * (x[1] - b) - (product - a * b - (x[0] - a) * b - a * (x[1] - b));
    double size = Double.longBitsToDouble(Double.doubleToLongBits(x[2]) & Long.MAX_VALUE);
    return (product + rest) * size * x[3];
  }

  @SuppressWarnings({"deprecation", "removal"})
  static double newBoxes(double[] x) {
    Double d = new Double(x[0] * x[1]);
    return d * x[2] + d.doubleValue() * new Double(x[3]);
  }
}
