package dev.cusp.prob;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cusp.tensor.DType;
import dev.cusp.tensor.Gradients;
import dev.cusp.tensor.Leaves;
import dev.cusp.tensor.Tensor;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Outside of what can be drawn, and at the ends of it. */
final class SupportTest {
  private static final double INFINITE = Double.POSITIVE_INFINITY;

  /** A distribution and a number that it never gives. */
  record Never(Distribution d, double x) {}

  static Stream<Never> never() {
    Normal n = Normal.of(0.2, 0.6);
    return Stream.of(
        new Never(LogNormal.of(0, 1), -1),
        new Never(Uniform.of(0, 1), 2),
        new Never(Logistic.of(0.3, 2), -INFINITE),
        new Never(Logistic.of(0.3, 2), INFINITE),
        new Never(Gumbel.of(0.3, 2), -INFINITE),
        new Never(Gumbel.of(0.3, 2), INFINITE),
        new Never(VonMises.of(0.3, 2), -INFINITE),
        new Never(VonMises.of(0.3, 2), INFINITE),
        new Never(Exponential.of(2), -1),
        new Never(Gamma.of(0.4, 1.5), -1),
        new Never(Gamma.of(3, 1.5), 0),
        new Never(Beta.of(0.6, 0.5), -1),
        new Never(Beta.of(2, 3), 1.5),
        new Never(Beta.of(20, 30), 2),
        new Never(Weibull.of(1.6, 0.8), -1),
        new Never(Pareto.of(6, 0.7), 0.5),
        new Never(Kumaraswamy.of(2, 3), 1.5),
        new Never(Bernoulli.of(0.3), 0.5),
        new Never(Categorical.of(0.2, 0.8), -1),
        new Never(Categorical.of(0.2, 0.8), 2),
        new Never(Categorical.of(0.2, 0.8), 0.5),
        new Never(Binomial.of(7, 0.4), 8),
        new Never(Poisson.of(2), 0.5),
        new Never(Geometric.of(0.3), -1),
        new Never(NegativeBinomial.of(3.5, 0.4), 1.5),
        new Never(Truncated.of(n, 0, 1), 2),
        new Never(new Transformed<>(n, new Bijection.Exp()), -1),
        new Never(new Transformed<>(n, new Bijection.Softplus()), -1),
        new Never(new Transformed<>(n, new Bijection.Sigmoid()), 1.5),
        new Never(new Transformed<>(n, new Bijection.Tanh()), -2),
        new Never(BinaryConcrete.of(Tensor.scalar(0.5), 0.6), -1),
        new Never(
            Mixture.ofNumbers(
                Tensor.of(0.3, -0.5), new Gamma(Tensor.of(2.0, 3.0), Tensor.of(1.0, 2.0))),
            -1));
  }

  /** The probability is 0, and derivatives of its logarithm are not NaN. */
  @ParameterizedTest
  @MethodSource("never")
  void isImpossible(Never never) {
    Tensor x = Tensor.scalar(never.x());
    assertThat(never.d().logProb(x).item()).isEqualTo(-INFINITE);
    Distribution gradient = Gradients.<Distribution>of(d -> d.logProb(x)).apply(never.d());
    for (Tensor bar : Leaves.of(gradient)) {
      assertThat(bar.isNaN().any().item()).as(never.toString()).isZero();
    }
    if (never.d() instanceof Reparametrized) {
      Tensor slope = Gradients.of((Tensor v) -> never.d().logProb(v)).apply(x);
      assertThat(slope.item()).isNotNaN();
    }
    if (never.d() instanceof Cumulative c) {
      assertThat(c.cdf(Tensor.scalar(-INFINITE)).item()).isZero();
      assertThat(c.cdf(Tensor.scalar(INFINITE)).item()).isEqualTo(1);
    }
  }

  /** Where a power of 0 is 0 the density has a slope: that of 1, and of 2 x and 2 (1 - x). */
  @Test
  void slopesAtTheEnds() {
    for (double x : new double[] {0, 1}) {
      Tensor at = Tensor.scalar(x);
      assertThat(Gradients.of((Tensor v) -> Beta.of(1, 1).logProb(v)).apply(at).item()).isZero();
    }
    assertThat(Gradients.of((Tensor v) -> Beta.of(2, 1).logProb(v)).apply(Tensor.scalar(1)).item())
        .isEqualTo(1);
    assertThat(Gradients.of((Tensor v) -> Beta.of(1, 2).logProb(v)).apply(Tensor.scalar(0)).item())
        .isEqualTo(-1);
  }

  @Test
  void atTheEnds() {
    assertThat(Cauchy.of(0, 1).quantile(Tensor.of(0.0, 1.0)).toDoubles()[1]).isEqualTo(INFINITE);
    for (double p : new double[] {0, 1}) {
      assertThat(Bernoulli.of(p).logProb(Tensor.of(0, 1).as(DType.F64)).exp().toDoubles())
          .containsExactly(1 - p, p);
      assertThat(Bernoulli.of(p).entropy().item()).isZero();
      Binomial sure = Binomial.of(7, p);
      Tensor count = Tensor.scalar(7 * p);
      assertThat(sure.logProb(count).item()).isZero();
      assertThat(Gradients.of((Binomial b) -> b.logProb(count)).apply(sure).probability().item())
          .isEqualTo(p == 0 ? -7 : 7);
    }
    assertThat(Poisson.of(0).entropy().item()).isZero();
    assertThat(Geometric.of(1).entropy().item()).isZero();
    NegativeBinomial sure = NegativeBinomial.of(3.5, 1);
    assertThat(
            Gradients.of((NegativeBinomial b) -> b.logProb(Tensor.scalar(0)))
                .apply(sure)
                .probability()
                .item())
        .isEqualTo(3.5);
    Gumbel steep = Gradients.of((Gumbel g) -> g.cdf(Tensor.scalar(-1000))).apply(Gumbel.of(1, 0.5));
    assertThat(steep.scale().item()).isZero();
  }
}
