package dev.cusp.ad;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Programs of four numbers that use streams. */
final class StreamCorpus {
  private StreamCorpus() {}

  record Point(double x, double y) {
    Point scaled(double k) {
      return new Point(k * x, k * y);
    }

    Point plus(Point o) {
      return new Point(x + o.x, y + o.y);
    }
  }

  record Guess(OptionalDouble number) {}

  static double squares(double[] x) {
    return Arrays.stream(x).map(v -> v * v).map(Math::sin).sum();
  }

  static double indices(double[] x) {
    double scale = x[0];
    return IntStream.range(0, x.length).mapToDouble(i -> scale * x[i] * (i + 1)).average().orElse(0)
        + IntStream.rangeClosed(1, 3).filter(i -> i != 2).asDoubleStream().map(i -> i * x[1]).sum();
  }

  static double nested(double[] x) {
    double[] all =
        IntStream.range(0, x.length)
            .mapToDouble(i -> Arrays.stream(x).map(v -> v * x[i]).map(Math::exp).sum())
            .toArray();
    return Math.log(Arrays.stream(all, 1, 4).sum());
  }

  static double largest(double[] x) {
    OptionalDouble most = Arrays.stream(x).map(v -> v * v).max();
    OptionalDouble least = Arrays.stream(x).filter(v -> v > 100).min();
    return most.getAsDouble() * (least.isPresent() ? 2 : x[1]) + least.orElse(x[2]);
  }

  static double carried(double[] x) {
    OptionalDouble last = OptionalDouble.empty();
    for (double v : x) {
      last = OptionalDouble.of(v * last.orElse(1));
    }
    return last.orElseThrow();
  }

  static double points(double[] x) {
    Point[] points = {new Point(x[0], x[1]), new Point(x[2], x[3]), new Point(x[1], x[2])};
    Point[] scaled = Arrays.stream(points).map(p -> p.scaled(p.x())).toArray(Point[]::new);
    Point sum = Stream.of(scaled).reduce(new Point(1, x[0]), Point::plus);
    return sum.x() * sum.y() + Arrays.stream(scaled).mapToDouble(Point::y).sum();
  }

  static double rows(double[] x) {
    double[][] rows =
        IntStream.range(0, 3).mapToObj(i -> new double[] {x[0] * i, x[i]}).toArray(double[][]::new);
    return Arrays.stream(rows).mapToDouble(r -> r[0] + r[1] * r[1]).reduce(1, (a, b) -> a * b);
  }

  static double effects(double[] x) {
    double[] sum = new double[2];
    Arrays.stream(x).skip(1).limit(2).forEach(v -> sum[0] += v * v * v);
    IntStream.of(3, 0).forEach(i -> sum[1] += sum[0] * x[i]);
    return sum[1];
  }

  static double ordered(double[] x) {
    double[] sorted = DoubleStream.of(x[0], x[1] * x[2], x[3]).sorted().toArray();
    return sorted[0] + 2 * sorted[1] + 3 * sorted[2];
  }

  /** What is not differentiated runs as the JDK has it. */
  static double constants(double[] x) {
    String digits =
        IntStream.range(0, 3).boxed().map(String::valueOf).collect(Collectors.joining("-"));
    double[] weights = DoubleStream.iterate(1, w -> 2 * w).limit(4).toArray();
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += weights[i] * x[i] * x[i];
    }
    return sum * digits.length() * Arrays.stream(new int[] {3, 4}).max().getAsInt();
  }

  static double inARecord(double[] x) {
    Guess guess = new Guess(OptionalDouble.of(3));
    return guess.number().getAsDouble() * x[0] * x[1];
  }
}
