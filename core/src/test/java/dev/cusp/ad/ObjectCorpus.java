package dev.cusp.ad;

import java.util.function.DoubleUnaryOperator;

/** Programs of four numbers about objects, records, lambdas and recursion. */
final class ObjectCorpus {
  private ObjectCorpus() {}

  record Pair<A, B>(A first, B second) {}

  record Point(double x, double y) {
    Point {
      if (Double.isNaN(x)) {
        throw new IllegalArgumentException("NaN");
      }
    }

    static Point of(double v) {
      return new Point(v, v * v);
    }

    Point scaled(double s) {
      return new Point(x * s, y * s);
    }
  }

  record Segment(Point from, Point to) {
    double length() {
      return Math.hypot(to.x - from.x, to.y - from.y);
    }
  }

  record Weights(double[] w, double bias) {}

  abstract static sealed class Shape permits Square, Disk {
    protected double scale;

    Shape(double scale) {
      this.scale = scale;
    }

    abstract double area();

    double scaled() {
      return scale * area();
    }
  }

  static final class Square extends Shape {
    final double side;

    Square(double scale, double side) {
      super(scale);
      this.side = side;
    }

    @Override
    double area() {
      return side * side;
    }
  }

  static final class Disk extends Shape {
    private double radius;

    Disk(double radius) {
      super(2);
      this.radius = radius;
    }

    @Override
    double area() {
      radius *= 1.1;
      return Math.PI * radius * radius;
    }

    @Override
    double scaled() {
      return super.scaled() + radius;
    }
  }

  static final class Node {
    final double value;
    Node next;

    Node(double value, Node next) {
      this.value = value;
      this.next = next;
    }
  }

  static final class Counter {
    double total;
    double[] history = new double[3];
    int used;

    Counter add(double v) {
      total += v * (1 + total);
      history[used++ % 3] = total;
      return this;
    }
  }

  interface Activation {
    double apply(double v);
  }

  enum Kind implements Activation {
    TANH {
      @Override
      public double apply(double v) {
        return Math.tanh(v);
      }
    },
    SQUARE {
      @Override
      public double apply(double v) {
        return v * v;
      }
    }
  }

  static double inheritance(double[] x) {
    Shape s = new Square(x[0], x[1]);
    Shape d = new Disk(x[2]);
    return s.scaled() * d.scaled() + d.scaled() * x[3];
  }

  static double shapesInArray(double[] x) {
    Shape[] shapes = {new Square(x[0], x[1]), new Disk(x[2]), new Square(x[3], x[0])};
    double s = 0;
    for (int k = 0; k < 2; k++) {
      for (Shape shape : shapes) {
        s += shape.scaled() * (k + 1);
        shape.scale += s * 0.1;
      }
    }
    return s;
  }

  static double linkedList(double[] x) {
    Node head = null;
    for (int i = 0; i < x.length; i++) {
      head = new Node(x[i] * x[i] + i, head);
    }
    double s = 0;
    for (Node n = head; n != null; n = n.next) {
      s = s * 0.7 + n.value * n.value;
    }
    return s;
  }

  static double listReversed(double[] x) {
    Node head = new Node(x[0], null);
    Node tail = head;
    for (int i = 1; i < x.length; i++) {
      tail.next = new Node(x[i] * tail.value, null);
      tail = tail.next;
    }
    Node back = null;
    while (head != null) {
      Node next = head.next;
      head.next = back;
      back = head;
      head = next;
    }
    double s = 1;
    for (Node n = back; n != null; n = n.next) {
      s = s * n.value + 1;
    }
    return s;
  }

  static double mutableObjectInLoop(double[] x) {
    Counter c = new Counter();
    for (int k = 0; k < 2; k++) {
      for (double v : x) {
        c.add(v).add(v * 0.5);
        if (c.total > 3) {
          c.total = Math.sqrt(c.total);
        }
      }
    }
    return c.total * c.history[1] + c.history[0] * c.history[2];
  }

  static double objectsSwapped(double[] x) {
    Counter a = new Counter();
    Counter b = new Counter();
    for (int i = 0; i < 4; i++) {
      a.add(x[i]);
      b.add(x[i] * a.total);
      Counter t = a;
      a = b;
      b = t;
    }
    return a.total * b.history[0] + b.total;
  }

  static double arraySharedByFields(double[] x) {
    double[] shared = {x[0], x[1]};
    Weights p = new Weights(shared, x[2]);
    Weights q = new Weights(shared, x[3]);
    for (int i = 0; i < 3; i++) {
      p.w()[0] = q.w()[1] * p.bias();
      q.w()[1] += p.w()[0] * q.bias();
      shared[0] *= shared[1];
    }
    return p.w()[0] + q.w()[1] * q.w()[1];
  }

  static double recordsInArray(double[] x) {
    Weights[] layers = new Weights[3];
    for (int k = 0; k < layers.length; k++) {
      layers[k] = new Weights(new double[] {x[k], x[k + 1]}, x[k] * x[3]);
    }
    layers[1].w()[1] = layers[0].w()[0] * layers[2].bias();
    layers[2] = new Weights(layers[1].w(), 2);
    layers[2].w()[0] += x[2];
    double s = 1;
    for (Weights w : layers) {
      s = s * w.w()[0] + w.w()[1] * w.bias();
    }
    return s;
  }

  static double nestedRecords(double[] x) {
    Segment s = new Segment(new Point(x[0], x[1]), Point.of(x[2]));
    Segment t = s;
    for (int i = 0; i < 3; i++) {
      t = new Segment(t.to().scaled(x[3]), t.from());
    }
    return s.length() * t.length() + t.from().y();
  }

  static double genericRecords(double[] x) {
    Pair<Double, Pair<Point, double[]>> p =
        new Pair<>(x[0] * x[1], new Pair<>(Point.of(x[2]), new double[] {x[3], x[0]}));
    double v = p.first();
    double[] a = p.second().second();
    a[0] += v;
    return a[0] * p.second().first().y() + v * a[1];
  }

  static double lambdas(double[] x) {
    double k = x[0] * x[1];
    DoubleUnaryOperator f = v -> v * k + x[2];
    DoubleUnaryOperator g = Math::sin;
    DoubleUnaryOperator h = v -> g.applyAsDouble(f.applyAsDouble(v * v));
    return f.applyAsDouble(x[3]) * h.applyAsDouble(k);
  }

  static double lambdaInLoop(double[] x) {
    DoubleUnaryOperator f = v -> v;
    double y = x[3];
    for (int i = 0; i < 3; i++) {
      int n = i;
      f = v -> v * x[n] + 1;
      y = f.applyAsDouble(y);
    }
    return y * y;
  }

  private static double simpson(DoubleUnaryOperator f, double a, double b, int n) {
    double h = (b - a) / n;
    double s = f.applyAsDouble(a) + f.applyAsDouble(b);
    for (int i = 1; i < n; i++) {
      s += (i % 2 == 0 ? 2 : 4) * f.applyAsDouble(a + i * h);
    }
    return s * h / 3;
  }

  static double quadrature(double[] x) {
    return simpson(t -> Math.exp(-x[0] * t * t) * x[1], x[2], x[3], 10);
  }

  static double enumsWithBodies(double[] x) {
    double s = x[0];
    for (Kind k : Kind.values()) {
      for (int i = 0; i < 2; i++) {
        s = k.apply(s * x[1]) + x[2];
      }
    }
    return s * x[3];
  }

  static double fibonacci(double[] x) {
    return fibonacci(x, 6);
  }

  private static double fibonacci(double[] x, int n) {
    if (n < 2) {
      return x[n];
    }
    return fibonacci(x, n - 1) * x[2] + fibonacci(x, n - 2) * Math.cos(x[3]);
  }

  static double mutualRecursion(double[] x) {
    return even(x[0], x[1], 5) * odd(x[2], x[3], 4);
  }

  private static double even(double a, double b, int n) {
    return n == 0 ? a * b : odd(a * b, b + 1, n - 1) + a;
  }

  private static double odd(double a, double b, int n) {
    return n == 0 ? a - b : Math.sin(even(a + b, a * 0.5, n - 1));
  }

  static double recursionReturnsRecord(double[] x) {
    Point p = spiral(new Point(x[0], x[1]), x[2], 4);
    return p.x() * p.y() + x[3];
  }

  private static Point spiral(Point p, double turn, int n) {
    if (n == 0) {
      return p;
    }
    Point q = spiral(new Point(p.x() - turn * p.y(), p.y() + turn * p.x()), turn * 0.9, n - 1);
    return new Point(q.x() * q.y(), q.y() + p.x());
  }

  static double recursionReturnsArray(double[] x) {
    double[] r = powers(x, 4);
    return r[0] * r[1] + r[2] * r[3];
  }

  private static double[] powers(double[] x, int n) {
    if (n == 1) {
      return x.clone();
    }
    double[] half = powers(x, n / 2);
    double[] y = new double[x.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = half[i] * half[(i + 1) % 4];
    }
    return y;
  }

  static double mergeSort(double[] x) {
    double[] a = mergeSorted(new double[] {x[0], x[1] * 2, x[2], x[3], x[0] * x[1], 0.05});
    double s = 0;
    for (int i = 0; i < a.length; i++) {
      s = s * a[i] + a[i];
    }
    return s;
  }

  private static double[] mergeSorted(double[] a) {
    if (a.length < 2) {
      return a;
    }
    double[] left = mergeSorted(java.util.Arrays.copyOfRange(a, 0, a.length / 2));
    double[] right = mergeSorted(java.util.Arrays.copyOfRange(a, a.length / 2, a.length));
    double[] merged = new double[a.length];
    for (int i = 0, j = 0, k = 0; k < merged.length; k++) {
      if (j == right.length || i < left.length && left[i] <= right[j]) {
        merged[k] = left[i++];
      } else {
        merged[k] = right[j++];
      }
    }
    return merged;
  }

  static final class Tree {
    double value;
    Tree left;
    Tree right;

    Tree(double value) {
      this.value = value;
    }

    void insert(double v) {
      if (v < value) {
        if (left == null) {
          left = new Tree(v);
        } else {
          left.insert(v);
        }
      } else if (right == null) {
        right = new Tree(v);
      } else {
        right.insert(v);
      }
    }

    double fold(int depth) {
      return value * depth
          + (left == null ? 0 : left.fold(depth + 1) * value)
          + (right == null ? 0 : right.fold(depth + 1));
    }
  }

  static double binaryTree(double[] x) {
    Tree root = new Tree(x[0]);
    for (int i = 1; i < x.length; i++) {
      root.insert(x[i]);
    }
    return root.fold(1);
  }

  static double recordMutatedThroughArray(double[] x) {
    Weights w = new Weights(x.clone(), x[0]);
    double before = w.w()[1];
    grow(w, 3);
    return w.w()[1] * before + w.w()[3];
  }

  private static void grow(Weights w, int n) {
    for (int i = 0; i < n; i++) {
      w.w()[i + 1] += w.w()[i] * w.bias();
    }
  }

  static double optionalPart(double[] x) {
    Point p = x[0] > 1 ? new Point(x[1], x[2]) : null;
    double s = x[3] * x[3];
    if (p != null) {
      s *= p.x() + p.y();
    }
    return s;
  }

  static double patterns(double[] x) {
    Object[] things = {Point.of(x[0]), new Segment(Point.of(x[1]), Point.of(x[2])), Kind.TANH};
    double s = x[3];
    for (Object o : things) {
      s +=
          s
              * switch (o) {
                case Point(double a, double b) when a > 0 -> a * b;
                case Point p -> p.y();
                case Segment(Point a, Point b) -> a.x() * b.y();
                case Kind k -> k.apply(s);
                default -> 0;
              };
    }
    return s;
  }

  static double instanceofPattern(double[] x) {
    Shape s = x[0] > 1 ? new Square(x[1], x[2]) : new Disk(x[3]);
    if (s instanceof Square q && q.side != 3) {
      return q.side * q.scale + s.area();
    }
    return s.area() * x[0];
  }
}
