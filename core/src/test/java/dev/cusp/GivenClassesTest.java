package dev.cusp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Programs that call methods of objects which they are given, of classes they do not name. */
class GivenClassesTest {
  interface Payoff {
    double at(double price);
  }

  record Call(double strike) implements Payoff {
    @Override
    public double at(double price) {
      return price - strike;
    }
  }

  static class Power implements Payoff {
    final double exponent;

    Power(double exponent) {
      this.exponent = exponent;
    }

    @Override
    public double at(double price) {
      return Math.pow(price, exponent);
    }
  }

  static final class Doubled extends Power {
    Doubled(double exponent) {
      super(exponent);
    }

    @Override
    public double at(double price) {
      return 2 * super.at(price);
    }
  }

  record Scaled(Payoff inner, double by) implements Payoff, DoubleUnaryOperator {
    @Override
    public double at(double price) {
      return inner.at(price * by);
    }

    @Override
    public double applyAsDouble(double x) {
      return at(x);
    }
  }

  static double total(double price, List<Payoff> payoffs) {
    double s = 0;
    for (Payoff payoff : payoffs) {
      s += payoff.at(price);
    }
    return s;
  }

  static double sum(Payoff[] payoffs, double price) {
    double s = 0;
    for (Payoff payoff : payoffs) {
      s += payoff.at(price);
    }
    return s;
  }

  @Test
  void theirClassesAreLookedUpInTheArguments() {
    Objective.Two<Double, List<Payoff>> total = (price, payoffs) -> total(price, payoffs);
    var gradient = Cusp.gradient(total);
    assertThat(gradient.apply(3.0, List.of(new Call(1)))).isEqualTo(1);
    assertThat(gradient.apply(3.0, List.of(new Call(1), new Power(2)))).isEqualTo(1 + 6);
    List<Payoff> all = List.of(new Scaled(new Doubled(2), 3), new Power(2), new Call(0));
    assertThat(gradient.apply(1.0, all)).isEqualTo(36 + 2 + 1);
    assertThat(gradient.apply(3.0, List.of())).isEqualTo(0);
  }

  @Test
  void theyHaveGradients() {
    Objective.Two<Payoff[], Double> sum = GivenClassesTest::sum;
    Payoff[] payoffs = {new Call(1), new Scaled(new Call(4), 2)};
    assertThat(Cusp.gradient(sum).apply(payoffs, 3.0))
        .containsExactly(new Call(-1), new Scaled(new Call(-1), 3));
  }

  @Test
  void whatIsCapturedIsLookedUpToo() {
    List<DoubleUnaryOperator> functions = new ArrayList<>(List.of(new Scaled(new Call(1), 2)));
    Map<String, Payoff> named = Map.of("a", new Power(3));
    Objective<double[]> f = x -> functions.get(0).applyAsDouble(x[0]) + named.get("a").at(x[1]);
    assertThat(Cusp.gradient(f).apply(new double[] {5, 2})).containsExactly(2, 12);
  }

  @Test
  void lambdasThatAreGivenAreRefused() {
    Objective.Two<Double, List<Payoff>> total = (price, payoffs) -> total(price, payoffs);
    Payoff square = price -> price * price;
    for (List<Payoff> payoffs : List.of(List.of(square), List.of(new Call(1), square))) {
      assertThatThrownBy(() -> Cusp.gradient(total).apply(3.0, payoffs))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("GivenClassesTest.java:")
          .hasMessageContaining("call of Payoff.at: the object is a ");
    }
  }
}
