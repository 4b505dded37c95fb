package dev.cusp.lift;

import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** Methods that make and use objects. */
final class ObjectCases {
  private ObjectCases() {}

  record Vec(double x, double y) {
    Vec plus(Vec o) {
      return new Vec(x + o.x, y + o.y);
    }

    Vec times(double s) {
      return new Vec(x * s, y * s);
    }

    double dot(Vec o) {
      return x * o.x + y * o.y;
    }

    static Vec zero() {
      return new Vec(0, 0);
    }
  }

  record Segment(Vec a, Vec b) {
    Segment {
      Objects.requireNonNull(a);
      if (b == null) {
        throw new IllegalArgumentException("no end");
      }
    }

    double length() {
      return Math.sqrt(b.plus(a.times(-1)).dot(b.plus(a.times(-1))));
    }
  }

  static final class Counter {
    private double sum;
    private int count;
    private final double[] history = new double[3];

    Counter(double start) {
      sum = start;
    }

    void add(double x) {
      history[count % 3] = sum;
      sum += x;
      count++;
    }

    double mean() {
      return sum / count + history[1];
    }
  }

  static class Shape {
    protected final double scale;
    final double half;

    Shape(double scale) {
      this.scale = scale;
      half = scale > 10 ? 5 : scale / 2;
    }

    Shape() {
      this(1.5);
    }

    double area() {
      return scale;
    }

    final double twice() {
      return 2 * area();
    }
  }

  static final class Square extends Shape {
    final double side;

    Square(double scale, double side) {
      super(scale);
      this.side = Math.max(side, 0);
    }

    Square(double side) {
      this.side = side;
    }

    @Override
    double area() {
      return super.area() * side * side + half;
    }
  }

  sealed interface Expr permits Const, Sum, Product, Power {
    double eval(double x);

    default double twice(double x) {
      return 2 * eval(x);
    }
  }

  record Const(double c) implements Expr {
    @Override
    public double eval(double x) {
      return c;
    }
  }

  record Sum(double a, double b) implements Expr {
    @Override
    public double eval(double x) {
      return a + b * x;
    }
  }

  record Product(double a) implements Expr {
    @Override
    public double eval(double x) {
      return a * x;
    }
  }

  record Power(int n) implements Expr {
    @Override
    public double eval(double x) {
      double p = 1;
      for (int i = 0; i < n; i++) {
        p *= x;
      }
      return p;
    }
  }

  enum Kind {
    LINEAR,
    SQUARE,
    OTHER
  }

  static double records(double x, double y) {
    Vec a = new Vec(x, y);
    Vec b = a.plus(Vec.zero()).times(2);
    return a.dot(b) + new Segment(a, b).length();
  }

  static double recordInLoop(int n, double x) {
    Vec v = new Vec(x, 1);
    for (int i = 0; i < n && i < 20; i++) {
      v = i % 2 == 0 ? v.plus(new Vec(0.5, x)) : v.times(0.5);
    }
    return v.dot(v);
  }

  static double mutable(double x, int n) {
    Counter c = new Counter(x);
    for (int i = 0; i < n; i++) {
      c.add(x * i);
      if (c.count > 30) {
        break;
      }
    }
    return c.mean() + c.sum;
  }

  static double inheritance(double x) {
    Square s = new Square(x, 3);
    Shape t = new Square(x + 1);
    Shape u = new Shape();
    return s.area() + t.area() + u.area() + t.twice() + s.half;
  }

  static double newInTernary(double x, int n) {
    Vec v = new Vec(n > 2 ? x : -x, n > 1 && x > 0 ? 1 : 2);
    return v.x() - v.y();
  }

  static Expr expr(int n, double x) {
    return n == 0 ? new Const(x) : n == 1 ? new Sum(x, 2) : n < 6 ? new Power(n) : new Product(x);
  }

  static double sealedCalls(int n, double x) {
    Expr e = expr(n, x);
    return e.eval(x) + e.twice(1.5);
  }

  static double patternSwitch(int n, double x) {
    Expr e = expr(n, x);
    return switch (e) {
      case Const c -> c.c();
      case Sum s when s.a() > 1 -> s.a() - 1;
      case Sum s -> s.b();
      case Product p when x > 2 -> p.a();
      default -> -1;
    };
  }

  static double patternInstance(Object o, double x) {
    if (o instanceof String s && s.length() > 2) {
      return s.length() + x;
    }
    return o instanceof double[] a ? a[0] : -x;
  }

  static double enumSwitch(int n, double x) {
    Kind k = Kind.values()[Math.floorMod(n, 3)];
    double old;
    switch (k) {
      case LINEAR:
        old = x;
        break;
      case SQUARE:
        old = x * x;
        break;
      default:
        old = 1;
    }
    return old
        + switch (k) {
          case LINEAR -> 1;
          case SQUARE -> 2;
          case OTHER -> 3;
        };
  }

  static int stringSwitch(String s) {
    return switch (s) {
      case "one" -> 1;
      case "two" -> 2;
      case "three", "drei" -> 3;
      default -> -1;
    };
  }

  static double factorial(int n) {
    return n <= 1 ? 1 : n > 20 ? -1 : n * factorial(n - 1);
  }

  static double mutual(int n, double x) {
    return n > 50 ? -1 : even(n, x);
  }

  private static double even(int n, double x) {
    return n <= 0 ? x : odd(n - 1, x * 0.5);
  }

  private static double odd(int n, double x) {
    return n <= 0 ? -x : even(n - 1, x + 1);
  }

  static String text(double x, int n) {
    String s = "x=" + x + ", n=" + n;
    return n > 3 ? s : s + "!";
  }

  static double nestedObjects(double x) {
    Vec[] all = {new Vec(x, 1), new Vec(2, x), Vec.zero()};
    double s = 0;
    for (Vec v : all) {
      s += v.dot(all[1]);
    }
    return s;
  }

  static double anonymous(double x) {
    Shape s =
        new Shape(x) {
          @Override
          double area() {
            return x * scale;
          }
        };
    return s.area() + s.twice();
  }

  sealed interface Tree permits Leaf, Node {}

  record Leaf(double v) implements Tree {}

  record Node(Tree left, Tree right) implements Tree {}

  private static double total(Tree t) {
    return switch (t) {
      case Leaf(double v) -> v;
      case Node(Leaf(double v), Tree right) when v > 0 -> v * 2 + total(right);
      case Node(Tree left, Tree right) -> total(left) + total(right);
    };
  }

  static double deconstruction(double x) {
    return total(new Node(new Node(new Leaf(x), new Leaf(2)), new Node(new Leaf(-x), new Leaf(1))));
  }

  static int otherEnum(int n) {
    return switch (TimeUnit.values()[Math.floorMod(n, 7)]) {
      case SECONDS, MINUTES -> 1;
      case DAYS -> 2;
      default -> 3;
    };
  }

  interface Scale<T> {
    T apply(T x);
  }

  static final class Doubling implements Scale<Double> {
    @Override
    public Double apply(Double x) {
      return 2 * x;
    }
  }

  private static final Scale<Double> DOUBLING = new Doubling();

  static double constantObject(double x) {
    Scale<Double> own = new Doubling();
    return DOUBLING.apply(x) + own.apply(1.5);
  }

  private static double power(double x, int n, boolean inverse) {
    double p = 1;
    for (int i = 0; i < n; i++) {
      p *= x;
    }
    return inverse ? 1 / p : n == 3 ? p : -p;
  }

  static double constantArguments(double x) {
    return power(x, 3, true) + power(x, 2, false);
  }

  static class Lazy {
    private double[] cache;
    private final int n;

    Lazy(int n) {
      this.n = n;
      this.cache = n > 2 ? new double[] {1, n} : null;
    }

    double[] get(double x) {
      if (cache == null) {
        cache = new double[] {x, n};
      }
      return cache;
    }
  }

  static double opaqueConstructor(double x, int n) {
    Lazy lazy = new Lazy(n);
    return lazy.get(x)[0] + lazy.get(1)[0] + lazy.n;
  }

  static double loopInConstructor(int n, double x) {
    return new Polynomial(x, Math.min(n, 12)).value;
  }

  static final class Polynomial {
    final double value;
    final int terms;

    Polynomial(double x, int n) {
      double s = 0;
      for (int i = 0; i < n; i++) {
        s = s * x + i;
      }
      value = s;
      terms = n;
    }
  }
}
