package dev.cusp.ad;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** Programs of four numbers that keep functions in memory. */
final class FunctionCorpus {
  private FunctionCorpus() {}

  record Point(double x, double y) {}

  static double array(double[] x) {
    DoubleUnaryOperator[] functions = {Math::sin, v -> v * x[1], v -> v * v + x[0], Math::exp};
    double s = 0;
    for (int i = 0; i < functions.length; i++) {
      s += functions[i].applyAsDouble(x[i] + s);
    }
    return s;
  }

  static double list(double[] x) {
    List<DoubleUnaryOperator> layers = new ArrayList<>();
    for (double w : x) {
      layers.add(v -> Math.tanh(w * v + 0.1));
    }
    double y = x[0];
    for (DoubleUnaryOperator layer : layers) {
      y = layer.applyAsDouble(y) + 1;
    }
    return y;
  }

  static double map(double[] x) {
    Map<String, DoubleBinaryOperator> operators = new HashMap<>();
    operators.put("+", (a, b) -> a + b);
    operators.put("*", (a, b) -> a * b);
    operators.put("-", (a, b) -> a - b * x[3]);
    double s = x[0];
    for (String op : new String[] {"*", "+", "-", "*"}) {
      s = operators.get(op).applyAsDouble(s, x[1] * x[2]);
    }
    return s;
  }

  static double composed(double[] x) {
    DoubleUnaryOperator f = v -> v * x[1];
    DoubleUnaryOperator g = f.andThen(Math::sin).compose(v -> v + x[2]);
    Function<Double, Double> h = v -> v * v;
    return g.applyAsDouble(x[0]) * h.andThen(v -> v + x[3]).apply(x[1]);
  }

  static double composedInALoop(double[] x) {
    DoubleUnaryOperator f = v -> v;
    for (double w : x) {
      DoubleUnaryOperator g = f;
      f = v -> Math.sin(w * g.applyAsDouble(v)) + w;
    }
    return f.applyAsDouble(x[0]);
  }

  static double chosen(double[] x) {
    DoubleUnaryOperator f = x[0] > 1 ? Math::sin : v -> v * v * x[2];
    DoubleUnaryOperator g = x[1] > 0 ? f : Math::cos;
    return f.applyAsDouble(x[3]) * g.applyAsDouble(x[0]);
  }

  private static DoubleUnaryOperator polynomial(double[] x, int n) {
    if (n == 0) {
      return v -> x[0];
    }
    DoubleUnaryOperator rest = polynomial(x, n - 1);
    return v -> x[n] + v * rest.applyAsDouble(v);
  }

  static double recursive(double[] x) {
    return polynomial(x, 3).applyAsDouble(x[1] * 0.5);
  }

  static final class Model {
    private final DoubleUnaryOperator activation;
    private final List<Supplier<Double>> terms = new ArrayList<>();

    Model(DoubleUnaryOperator activation) {
      this.activation = activation;
    }

    double sum() {
      double s = 0;
      for (Supplier<Double> term : terms) {
        s += activation.applyAsDouble(term.get());
      }
      return s;
    }
  }

  static double inFields(double[] x) {
    Model[] models = {new Model(Math::sin), new Model(v -> v * x[0])};
    for (int i = 0; i < 4; i++) {
      double v = x[i] * i;
      models[i % 2].terms.add(() -> v * v);
    }
    return models[0].sum() * models[1].sum();
  }

  static double comparators(double[] x) {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      points.add(new Point(x[i], x[(i + 1) % 4] * x[i]));
    }
    points.sort(Comparator.comparingDouble(Point::x).reversed());
    double s = points.get(0).y();
    points.sort(Comparator.comparing((Point p) -> p.y()).thenComparing(p -> p.x()));
    s += points.get(0).x() * 2;
    List<Double> numbers = new ArrayList<>(List.of(x[0], x[1] * x[1], x[2]));
    numbers.sort(null);
    return s + numbers.get(0) * numbers.get(2);
  }

  /** A function of its own kind, with methods made of it. */
  interface Curve {
    double at(double v);

    default Curve then(Curve next) {
      return v -> next.at(at(v));
    }

    default double slope(double v) {
      return (at(v + 1) - at(v)) / 1;
    }
  }

  static double defaults(double[] x) {
    Curve curve = v -> v * v * x[0];
    Curve[] both = {curve, curve.then(v -> v * x[1]).then(Math::sin)};
    return both[0].slope(x[2]) * both[1].slope(x[3]);
  }

  static final class Best<T extends Comparable<T>> {
    private T best;

    Best(T first) {
      best = first;
    }

    void offer(T other) {
      best = best.compareTo(other) >= 0 ? best : other;
    }
  }

  static double generics(double[] x) {
    Best<Double> best = new Best<>(x[0]);
    best.offer(x[1] * 2);
    best.offer(x[2] * x[2]);
    return best.best * x[3];
  }

  static final System.Logger LOG = System.getLogger("corpus");

  static double logs(double[] x) {
    double s = 0;
    for (double v : x) {
      s += v * v;
      LOG.log(System.Logger.Level.TRACE, "sum {0}", s);
      LOG.log(System.Logger.Level.TRACE, () -> "and " + v);
    }
    return s;
  }

  sealed interface Shape {}

  record Disk(double radius) implements Shape {}

  record Box(double width, double height) implements Shape {}

  record Frame(Box outer, double margin) implements Shape {}

  private static double area(Shape shape) {
    return switch (shape) {
      case Disk(double r) when r > 1 -> 3 * r;
      case Disk(double r) -> 3 * r * r;
      case Box(double w, double h) when w > h -> w * h * 2;
      case Box(var w, var h) -> w * h;
      case Frame(Box(double w, double h), double m) when m > w -> w * h;
      case Frame(Box(double w, double h), double m) -> w * h * m;
    };
  }

  static double patterns(double[] x) {
    List<Shape> shapes = new ArrayList<>(List.of(new Disk(x[0]), new Box(x[0], x[1])));
    shapes.add(new Box(x[1], x[0]));
    shapes.add(new Frame(new Box(x[2], x[3]), x[0]));
    shapes.add(new Disk(x[0] + 1));
    double s = 0;
    for (Shape shape : shapes) {
      s = s * x[1] + area(shape);
    }
    return s;
  }

  static double references(double[] x) {
    Map<String, ToDoubleFunction<Point>> getters = Map.of("x", Point::x, "y", Point::y);
    Map<String, Function<Double, Point>> makers =
        Map.of("a", v -> new Point(v, x[1]), "b", v -> new Point(x[2], v * v));
    BinaryOperator<Double> times = (a, b) -> a * b;
    Double s = 1.0;
    for (String name : new String[] {"a", "b"}) {
      Point p = makers.get(name).apply(x[0]);
      s = times.apply(s, getters.get("x").applyAsDouble(p) + getters.get("y").applyAsDouble(p));
    }
    return s;
  }
}
