package dev.cusp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Streams of which each element is made of the one before, and loops that are written so. */
final class IteratedStreamsTest {
  private static final double X = 0.7;

  /** A few hundred roundings of numbers of size 10; of derivatives of size 1000. */
  private static final double RELATIVE = 1e-13;

  private static double newton(double x) {
    return DoubleStream.iterate(x, v -> 0.5 * (v + x / v)).skip(20).findFirst().orElseThrow();
  }

  private static double powers(double x) {
    return Stream.iterate(x, v -> v * x).limit(4).mapToDouble(v -> v).sum();
  }

  private static double below(double x) {
    return DoubleStream.iterate(x, v -> v * 1.5).takeWhile(v -> v < 10).sum();
  }

  private static double belowWithoutLimit(double x) {
    return DoubleStream.iterate(x, v -> v < 10, v -> v * 1.5).sum();
  }

  private static double squares(double x) {
    return Stream.iterate(x, v -> v < 10, v -> v * 1.5).mapToDouble(v -> v * v).sum();
  }

  private static double pairs(double x) {
    return Stream.iterate(new double[] {x, 1}, v -> new double[] {v[1], v[0] + v[1]})
        .skip(1)
        .limit(9)
        .reduce((_, b) -> b)
        .orElseThrow()[0];
  }

  /** A number in a variable for any object: what is left of it at the end is read by nobody. */
  private static double objects(double x) {
    Object[] kept = new Object[3];
    int count = 0;
    for (Object v = x; (Double) v < 10; v = (Double) v * 1.5) {
      kept = count == kept.length ? Arrays.copyOf(kept, 2 * count) : kept;
      kept[count] = v;
      count++;
    }
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += (Double) kept[i] * (Double) kept[i];
    }
    return sum;
  }

  private static double copied(double x) {
    ArrayList<Double> list = new ArrayList<>(List.of(x, 2 * x));
    @SuppressWarnings("unchecked")
    ArrayList<Double> copy = (ArrayList<Double>) list.clone();
    copy.set(0, 5.0);
    copy.add(x);
    return list.get(0) * copy.get(1) * copy.get(2) * list.size();
  }

  private static void check(Scalar f, double value, double first, double second) {
    double[] found = {
      f.applyAsDouble(X),
      Cusp.derivative(f).applyAsDouble(X),
      Cusp.derivative(Cusp.derivative(f)).applyAsDouble(X)
    };
    double[] all = {value, first, second};
    for (int i = 0; i < all.length; i++) {
      double tolerance = RELATIVE * (1 + Math.abs(all[i]));
      assertThat(found[i]).as("derivative " + i).isCloseTo(all[i], within(tolerance));
    }
    double[] gradient =
        Cusp.gradient((double[] x) -> f.applyAsDouble(x[0])).apply(new double[] {X});
    assertThat(gradient[0]).isCloseTo(first, within(RELATIVE * (1 + Math.abs(first))));
  }

  @Test
  void numbers() {
    double root = Math.sqrt(X);
    check(IteratedStreamsTest::newton, root, 0.5 / root, -0.25 / (X * root));
    double sum = (Math.pow(1.5, 7) - 1) / 0.5; // seven are below 10
    check(IteratedStreamsTest::below, X * sum, sum, 0);
    check(IteratedStreamsTest::belowWithoutLimit, X * sum, sum, 0);
  }

  @Test
  void objectsOfAnyKind() {
    check(
        IteratedStreamsTest::powers,
        X + X * X + Math.pow(X, 3) + Math.pow(X, 4),
        1 + 2 * X + 3 * X * X + 4 * Math.pow(X, 3),
        2 + 6 * X + 12 * X * X);
    double sum = (Math.pow(2.25, 7) - 1) / 1.25;
    check(IteratedStreamsTest::squares, X * X * sum, 2 * X * sum, 2 * sum);
    check(IteratedStreamsTest::objects, X * X * sum, 2 * X * sum, 2 * sum);
    check(IteratedStreamsTest::pairs, 21 * X + 34, 21, 0);
    check(IteratedStreamsTest::copied, 4 * Math.pow(X, 3), 12 * X * X, 24 * X);
  }

  @Test
  void limitsBelowZeroAreThoseOfTheJdk() {
    Scalar f = x -> DoubleStream.iterate(x, v -> v).limit(-1).sum();
    assertThatThrownBy(() -> Cusp.derivative(f).applyAsDouble(X))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("-1");
  }
}
