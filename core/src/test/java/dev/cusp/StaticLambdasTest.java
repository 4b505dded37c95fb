package dev.cusp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Lambdas that are made when a class is initialized: their code is read from the initializer. */
final class StaticLambdasTest {
  /** A few roundings of numbers of size 1. */
  private static final double ROUNDING = 1e-15;

  private static final double X = 0.7;
  private static final DoubleUnaryOperator SQUARE = x -> x * x;
  private static final DoubleUnaryOperator COMPOSED = SQUARE.andThen(Math::sin);
  private static final Supplier<DoubleUnaryOperator> CUBE = () -> x -> x * x * x;
  private static final List<DoubleUnaryOperator> LIST = List.of(Math::sin, x -> x * x, COMPOSED);
  private static final Map<String, DoubleUnaryOperator> MAP =
      Map.of("sin", Math::sin, "cube", x -> x * x * x);
  private static final Comparator<double[]> FIRST = Comparator.comparingDouble(a -> a[0]);
  private static final DoubleUnaryOperator[] ARRAY = {Math::sin, x -> x * x};

  private record Layer(int width, DoubleUnaryOperator activation) {}

  private static final Layer LAYER = new Layer(3, Math::tanh);

  private enum Payoff {
    CALL((s, k) -> Math.max(s - k, 0)),
    PUT((s, k) -> Math.max(k - s, 0)),
    SQUARES((s, k) -> s * s - k * k) {
      @Override
      double scale() {
        return 2;
      }
    };

    interface At {
      double at(double s, double k);
    }

    private final At at;

    Payoff(At at) {
      this.at = at;
    }

    double scale() {
      return 1;
    }

    double value(double s, double k) {
      return scale() * at.at(s, k);
    }
  }

  private static final Map<Payoff, Payoff.At> BY_KIND =
      Map.of(Payoff.CALL, (s, k) -> s - k, Payoff.PUT, (s, k) -> s * s * k);

  private static int made;

  /** Making one does more than to set its field. */
  private static final class Counted {
    private final DoubleUnaryOperator f;

    Counted(DoubleUnaryOperator f) {
      this.f = f;
      made++;
    }
  }

  private static final Counted COUNTED = new Counted(Math::exp);

  private static void check(DoubleUnaryOperator of, double first, double second, Scalar f) {
    assertThat(Cusp.derivative(f).applyAsDouble(X)).isCloseTo(first, within(4 * ROUNDING));
    assertThat(Cusp.derivative(Cusp.derivative(f)).applyAsDouble(X))
        .isCloseTo(second, within(8 * ROUNDING));
    Function<Double, Double> boxed = v -> f.applyAsDouble(v);
    assertThat(Cusp.jvp(boxed, X, 1.0).value()).isEqualTo(of.applyAsDouble(X));
  }

  @Test
  void functionsOfFunctions() {
    double x = X * X;
    check(
        COMPOSED,
        2 * X * Math.cos(x),
        2 * Math.cos(x) - 4 * x * Math.sin(x),
        v -> COMPOSED.applyAsDouble(v));
    check(v -> v * v * v, 3 * x, 6 * X, v -> CUBE.get().applyAsDouble(v));
  }

  @Test
  void lists() {
    double x = X * X;
    check(
        v -> Math.sin(v) + v * v + Math.sin(v * v),
        Math.cos(X) + 2 * X + 2 * X * Math.cos(x),
        -Math.sin(X) + 2 + 2 * Math.cos(x) - 4 * x * Math.sin(x),
        v -> {
          double sum = 0;
          for (DoubleUnaryOperator f : LIST) {
            sum += f.applyAsDouble(v);
          }
          return sum;
        });
    check(v -> v * v, 2 * X, 2, v -> LIST.get(1).applyAsDouble(v));
  }

  @Test
  void maps() {
    String key = "cube";
    check(v -> v * v * v, 3 * X * X, 6 * X, v -> MAP.get(key).applyAsDouble(v));
    check(
        v -> (v - 1) + v * v * 2,
        1 + 4 * X,
        4,
        v -> BY_KIND.get(Payoff.CALL).at(v, 1) + BY_KIND.get(Payoff.PUT).at(v, 2));
  }

  @Test
  void records() {
    double slope = 1 - Math.tanh(X) * Math.tanh(X);
    check(
        v -> 3 * Math.tanh(v),
        3 * slope,
        -6 * Math.tanh(X) * slope,
        v -> LAYER.width() * LAYER.activation().applyAsDouble(v));
  }

  @ParameterizedTest
  @EnumSource
  void constantsOfAnEnumThatIsNotKnown(Payoff kind) {
    double first =
        switch (kind) {
          case CALL -> 1;
          case PUT -> 0;
          case SQUARES -> 4 * X;
        };
    double second = kind == Payoff.SQUARES ? 4 : 0;
    int index = kind.ordinal();
    check(v -> kind.value(v, 0.5), first, second, v -> Payoff.values()[index].value(v, 0.5));
    check(v -> kind.value(v, 0.5), first, second, v -> kind.value(v, 0.5));
  }

  @Test
  void constantsOfAnEnumThatAreNamed() {
    check(v -> 2 * (v * v - 1), 4 * X, 4, v -> Payoff.SQUARES.value(v, 1));
    check(v -> 3 - v, -1, 0, v -> Payoff.PUT.at.at(v, 3));
  }

  @Test
  void orders() {
    check(
        v -> 3 * 0.5 + v,
        1,
        0,
        v -> {
          double[][] rows = {{v, 1}, {0.5, 2}};
          Arrays.sort(rows, FIRST);
          return rows[0][0] * 3 + rows[1][0];
        });
  }

  /** The array may hold others by now, and the constructor must not run once more. */
  @Test
  void whatMayHaveChangedIsRefused() {
    Scalar element = v -> ARRAY[1].applyAsDouble(v);
    Scalar counted = v -> COUNTED.f.applyAsDouble(v);
    for (Scalar f : List.of(element, counted)) {
      assertThatThrownBy(() -> Cusp.derivative(f).applyAsDouble(X))
          .hasMessageContaining("which code it runs is not known here")
          .hasMessageContaining("StaticLambdasTest.java:");
    }
    assertThat(made).isEqualTo(1);
  }

  private static double whether(List<DoubleUnaryOperator> list, double x) {
    return list == LIST ? x * x : 3 * x;
  }

  private static double chosen(double x) {
    List<DoubleUnaryOperator> some = x > 0 ? LIST : List.of(Math::cos);
    return some == LIST ? x * x : 3 * x;
  }

  /** What is made in a list's place at each read is the list to {@code ==}, or it is refused. */
  @Test
  void aListIsItself() {
    check(x -> x * x, 2 * X, 2, x -> whether(LIST, x));
    assertThatThrownBy(() -> Cusp.derivative((Scalar) StaticLambdasTest::chosen).applyAsDouble(X))
        .hasMessageContaining("compared by ==")
        .hasMessageContaining("StaticLambdasTest.java");
  }
}
