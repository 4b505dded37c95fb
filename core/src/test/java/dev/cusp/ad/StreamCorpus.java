package dev.cusp.ad;

import java.util.Arrays;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  record Trade(String name, double amount) {}

  private static List<Trade> trades(double[] x) {
    return List.of(new Trade("a", x[0]), new Trade("bb", x[1] * x[0]), new Trade("a", x[2]));
  }

  static double grouped(double[] x) {
    Map<String, Double> products =
        trades(x).stream()
            .collect(
                Collectors.groupingBy(
                    Trade::name,
                    Collectors.mapping(Trade::amount, Collectors.reducing(1.0, (a, b) -> a * b))));
    double s = 0;
    for (Map.Entry<String, Double> e : products.entrySet()) {
      s = 0.5 * s + e.getKey().length() * e.getValue();
    }
    return s * trades(x).stream().collect(Collectors.groupingBy(Trade::name)).get("a").size();
  }

  static double partitioned(double[] x) {
    Map<Boolean, Double> sums =
        Arrays.stream(x)
            .boxed()
            .collect(
                Collectors.partitioningBy(v -> v > 0, Collectors.summingDouble(v -> v * v * v)));
    Map<Integer, Double> squares =
        IntStream.range(0, 4).boxed().collect(Collectors.toMap(i -> i, i -> x[i] * x[i]));
    return sums.get(true) - sums.get(false) * squares.get(2);
  }

  static double flattened(double[] x) {
    List<List<Double>> rows = List.of(List.of(x[0], x[1]), List.of(x[2]));
    double average =
        rows.stream().flatMap(List::stream).collect(Collectors.averagingDouble(v -> v));
    return average * rows.stream().flatMap(List::stream).map(v -> v * v).reduce(0.0, Double::sum);
  }

  static double found(double[] x) {
    Optional<Trade> second = trades(x).stream().filter(t -> t.name().length() > 1).findFirst();
    double most = Arrays.stream(x).boxed().max(Comparator.naturalOrder()).get();
    return second.map(Trade::amount).orElse(1.0) * most
        + trades(x).stream()
            .filter(t -> t.name().isEmpty())
            .findAny()
            .map(Trade::amount)
            .orElse(x[3]);
  }

  private static Optional<Double> above(double[] x, double least) {
    for (double v : x) {
      if (v > least) {
        return Optional.of(v * v);
      }
    }
    return Optional.empty();
  }

  static double optional(double[] x) {
    Optional<Double> last = Optional.empty();
    for (double v : x) {
      if (last.isEmpty() || last.get() < v) {
        last = Optional.of(v);
      }
    }
    double product = above(x, 0).orElseThrow() * last.get();
    return product * above(x, 100).or(() -> Optional.of(x[1])).get();
  }

  static double summary(double[] x) {
    DoubleSummaryStatistics s = Arrays.stream(x).map(v -> v * v).parallel().summaryStatistics();
    return s.getAverage() * s.getMax() + s.getCount() * s.getSum() - s.getMin();
  }

  static double inARecord(double[] x) {
    Guess guess = new Guess(OptionalDouble.of(3));
    return guess.number().getAsDouble() * x[0] * x[1];
  }
}
