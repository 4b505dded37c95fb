package dev.cusp.ad;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Programs of four numbers that keep numbers and objects in collections. */
final class CollectionCorpus {
  private CollectionCorpus() {}

  record Point(double x, double y) {
    double norm() {
      return x * x + y * y;
    }
  }

  static double list(double[] x) {
    List<Double> list = new ArrayList<>();
    for (double v : x) {
      list.add(v * v);
    }
    list.set(1, list.get(0) * x[1]);
    double s = 0;
    for (int i = 0; i < list.size(); i++) {
      s += list.get(i) * (i + 1);
    }
    return s * list.getLast();
  }

  static double forEach(double[] x) {
    List<Double> list = new ArrayList<>();
    for (double v : x) {
      list.add(Math.sin(v));
    }
    double s = 1;
    for (double v : list) {
      s = s * v + x[0];
    }
    return s;
  }

  static double points(double[] x) {
    List<Point> points = List.of(new Point(x[0], x[1]), new Point(x[2], x[3]));
    double s = 0;
    for (Point p : points) {
      for (Point q : points) {
        s += p.norm() * q.x() - q.y();
      }
    }
    return s;
  }

  static double changes(double[] x) {
    List<Double> list = new ArrayList<>(Arrays.asList(x[0], x[1], x[2]));
    list.add(1, x[3] * x[0]);
    list.remove(0);
    list.addFirst(list.get(0) * list.get(1));
    double last = list.remove(list.size() - 1);
    list.addAll(List.of(last, last * last));
    list.removeIf(v -> v > 100);
    list.replaceAll(v -> v * x[0]);
    double[] sum = new double[1];
    list.forEach(v -> sum[0] = sum[0] * v + v);
    return sum[0] + list.size();
  }

  static double nested(double[] x) {
    List<List<Double>> rows = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      rows.add(new ArrayList<>());
      for (int j = 0; j <= i; j++) {
        rows.get(i).add(x[i] * x[j]);
      }
    }
    double s = 0;
    for (List<Double> row : rows) {
      double product = 1;
      for (Double v : row) {
        product *= v;
      }
      s += product;
    }
    return s;
  }

  static final class Polygon {
    private final List<Point> corners = new ArrayList<>();

    void add(double x, double y) {
      corners.add(new Point(x, y));
    }

    double area() {
      double s = 0;
      for (int i = 0; i < corners.size(); i++) {
        Point p = corners.get(i);
        Point q = corners.get((i + 1) % corners.size());
        s += p.x() * q.y() - q.x() * p.y();
      }
      return s / 2;
    }
  }

  static double inAField(double[] x) {
    Polygon polygon = new Polygon();
    for (int i = 0; i < 4; i++) {
      polygon.add(x[i] * i, x[(i + 1) % 4] * x[i]);
    }
    return polygon.area();
  }

  static double sorted(double[] x) {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      points.add(new Point(x[i], x[(i + 1) % 4] * x[i]));
    }
    points.sort((p, q) -> Double.compare(p.x(), q.x()));
    double s = 0;
    for (int i = 0; i < 4; i++) {
      s += (i + 1) * points.get(i).y();
    }
    return s;
  }

  static double streamed(double[] x) {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      points.add(new Point(x[i], x[(i + 1) % 4]));
    }
    return points.stream().mapToDouble(Point::norm).map(Math::sqrt).sum();
  }

  static double iterator(double[] x) {
    Collection<Double> list = new ArrayList<>();
    for (double v : x) {
      list.add(v);
    }
    double s = 0;
    for (Iterator<Double> i = list.iterator(); i.hasNext(); ) {
      double v = i.next();
      if (v < 0) {
        i.remove();
      } else {
        s += v * x[1];
      }
    }
    return s * list.size();
  }

  private static double total(List<Double> list, int from) {
    return from == list.size() ? 0 : list.get(from) * (1 + total(list, from + 1));
  }

  static double recursive(double[] x) {
    List<Double> list = new ArrayList<>();
    for (double v : x) {
      list.add(v * x[0]);
    }
    return total(list, 0);
  }

  static double keptInLoop(double[] x) {
    List<Double> now = new ArrayList<>();
    now.add(x[0]);
    now.add(x[1]);
    for (int i = 0; i < 3; i++) {
      List<Double> next = new ArrayList<>();
      next.add(now.get(1) * x[2]);
      next.add(now.get(0) + x[3]);
      now = next;
    }
    return now.get(0) * now.get(1);
  }

  static double toArrays(double[] x) {
    List<Double> list = new ArrayList<>();
    for (double v : x) {
      list.add(v * v);
    }
    Double[] array = list.toArray(new Double[0]);
    Object[] objects = list.toArray();
    return array[0] * array[3] + (Double) objects[1];
  }

  interface Shape {
    double area();

    default double twice() {
      return 2 * area();
    }
  }

  static class Square implements Shape {
    final double side;

    Square(double side) {
      this.side = side;
    }

    @Override
    public double area() {
      return side * side;
    }
  }

  static final class Box extends Square {
    final double height;

    Box(double side, double height) {
      super(side);
      this.height = height;
    }

    @Override
    public double area() {
      return super.area() * height;
    }
  }

  record Circle(double radius) implements Shape {
    @Override
    public double area() {
      return Math.PI * radius * radius;
    }
  }

  static double shapes(double[] x) {
    Shape[] shapes = {new Circle(x[0]), new Square(x[1]), new Box(x[2], x[3])};
    double s = 0;
    for (Shape shape : shapes) {
      s = s * 0.5 + shape.area() * shape.twice();
    }
    return s;
  }

  static double shapesInAList(double[] x) {
    List<Shape> shapes = new ArrayList<>();
    double s = 0;
    for (int i = 0; i < 4; i++) {
      for (Shape shape : shapes) {
        s += shape.area();
      }
      shapes.add(i % 2 == 0 ? new Circle(x[i]) : new Square(x[i] * s));
    }
    return s;
  }

  record ByArea() implements Comparator<Shape> {
    @Override
    public int compare(Shape a, Shape b) {
      return Double.compare(a.area(), b.area());
    }
  }

  static double comparators(double[] x) {
    List<Shape> shapes = new ArrayList<>(List.of(new Circle(x[0]), new Square(x[1])));
    shapes.sort(new ByArea());
    return shapes.get(0).area() - 3 * shapes.get(1).area();
  }

  static final class Series {
    final List<Double> values;
    final List<List<Double>> history = new ArrayList<>();

    Series(List<Double> values) {
      this.values = new ArrayList<>(values);
    }

    double step(double k) {
      history.add(new ArrayList<>(values));
      values.replaceAll(v -> v * k);
      return values.get(0) + history.get(0).get(1);
    }
  }

  static double copiedByConstructors(double[] x) {
    List<Double> list = List.of(x[0], x[1]);
    Series series = new Series(list);
    double s = 0;
    for (int i = 0; i < 3; i++) {
      s += series.step(x[2] + i) * list.get(1);
    }
    return s * series.values.get(1);
  }

  static double map(double[] x) {
    Map<String, Double> map = new HashMap<>();
    map.put("a", x[0] * x[1]);
    map.put("b", x[2]);
    map.merge("a", x[3], Double::sum);
    map.merge("c", x[3] * x[3], (a, b) -> a * b);
    double s = map.get("a") * map.getOrDefault("d", x[1]) + map.getOrDefault("b", 1.0);
    return map.containsKey("c") && !map.containsKey("e") ? s * map.get("c") * map.size() : s;
  }

  static double entries(double[] x) {
    Map<Integer, Double> map = new TreeMap<>();
    for (int i = 0; i < x.length; i++) {
      map.put((7 * i) % 5, x[i] * x[0]);
    }
    double s = 1;
    for (Map.Entry<Integer, Double> entry : map.entrySet()) {
      s = s * 0.5 + entry.getKey() * entry.getValue();
      entry.setValue(s);
    }
    for (double v : map.values()) {
      s += v * v;
    }
    for (int key : map.keySet()) {
      s += key * map.get(key);
    }
    return s;
  }

  static double mapOfLists(double[] x) {
    Map<String, List<Double>> groups = new LinkedHashMap<>();
    for (int i = 0; i < x.length; i++) {
      groups.computeIfAbsent(x[i] > 0 ? "up" : "down", k -> new ArrayList<>()).add(x[i] * x[i]);
    }
    double s = 0;
    for (List<Double> group : groups.values()) {
      double product = 1;
      for (double v : group) {
        product *= v;
      }
      s += product;
    }
    return s;
  }

  static final class Environment {
    private final Map<String, Double> variables = new HashMap<>();

    void set(String name, double value) {
      variables.put(name, value);
    }

    double get(String name) {
      Double value = variables.get(name);
      if (value == null) {
        throw new IllegalArgumentException(name);
      }
      return value;
    }
  }

  static double environment(double[] x) {
    Environment e = new Environment();
    for (int i = 0; i < 4; i++) {
      e.set("x" + i, x[i]);
    }
    for (int i = 0; i < 3; i++) {
      e.set("x0", e.get("x0") * e.get("x" + (i + 1)) + i);
    }
    return e.get("x0") * e.get("x3");
  }

  record Edge(int from, int to) {}

  static double recordKeys(double[] x) {
    Map<Edge, Double> flow = new HashMap<>();
    flow.put(new Edge(0, 1), x[0]);
    flow.put(new Edge(1, 2), x[1] * x[0]);
    flow.compute(new Edge(0, 1), (k, v) -> v == null ? x[3] : v * x[2]);
    flow.computeIfPresent(new Edge(5, 5), (k, v) -> v * 100);
    flow.putIfAbsent(new Edge(2, 0), x[3]);
    double[] s = new double[1];
    flow.forEach((edge, v) -> s[0] += (1 + edge.from()) * v * v);
    flow.replaceAll((edge, v) -> v * edge.to());
    flow.remove(new Edge(1, 2));
    return s[0] + flow.values().stream().mapToDouble(v -> v).sum();
  }

  static double constantMaps(double[] x) {
    Map<String, Double> map = Map.of("a", x[0], "b", x[1] * x[2], "c", x[3]);
    double s = 0;
    for (var entry : map.entrySet()) {
      s = s * 0.5 + entry.getValue();
    }
    Map.Entry<String, Double> pair = Map.entry("k", s * x[0]);
    return pair.getValue() * map.get(pair.getKey().equals("k") ? "b" : "a");
  }
}
