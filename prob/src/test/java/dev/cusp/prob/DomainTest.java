package dev.cusp.prob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cusp.tensor.DType;
import dev.cusp.tensor.Gradients;
import dev.cusp.tensor.Key;
import dev.cusp.tensor.Leaves;
import dev.cusp.tensor.Tensor;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Parameters outside of their domain are refused where they are known. */
final class DomainTest {
  private static final Tensor TWO = Tensor.of(0.0, 1.0);

  /** A wrong parameter, and what is said about it. */
  record Wrong(Distribution d, String message) {
    @Override
    public String toString() {
      return message;
    }
  }

  static Stream<Wrong> wrong() {
    String above = "; it has to be above 0";
    return Stream.of(
        new Wrong(Normal.of(0, -1), "Normal: deviation is -1.0" + above),
        new Wrong(LogNormal.of(0, 0), "LogNormal: logDeviation is 0.0" + above),
        new Wrong(Laplace.of(0, Double.NaN), "Laplace: scale is NaN" + above),
        new Wrong(Logistic.of(0, -2), "Logistic: scale is -2.0" + above),
        new Wrong(Gumbel.of(0, 0), "Gumbel: scale is 0.0" + above),
        new Wrong(Cauchy.of(0, 0), "Cauchy: scale is 0.0" + above),
        new Wrong(Uniform.of(2, 1), "Uniform: 2.0 to 1.0; least has to be below most"),
        new Wrong(Exponential.of(-1), "Exponential: rate is -1.0" + above),
        new Wrong(Gamma.of(0, 1), "Gamma: shape is 0.0" + above),
        new Wrong(Gamma.of(1, 1 / 0.0), "Gamma: rate is Infinity" + above),
        new Wrong(Beta.of(1, 0), "Beta: b is 0.0" + above),
        new Wrong(StudentT.of(0, 0, 1), "StudentT: freedom is 0.0" + above),
        new Wrong(Weibull.of(-1, 1), "Weibull: shape is -1.0" + above),
        new Wrong(Pareto.of(1, 0), "Pareto: least is 0.0" + above),
        new Wrong(Kumaraswamy.of(0, 1), "Kumaraswamy: a is 0.0" + above),
        new Wrong(VonMises.of(0, -1), "VonMises: concentration is -1.0; it has to be 0 or more"),
        new Wrong(Dirichlet.of(1, -2, 1), "Dirichlet: concentration[1] is -2.0" + above),
        new Wrong(
            Binomial.of(3, 1.2), "Binomial: probability is 1.2; it has to be between 0 and 1"),
        new Wrong(
            new Binomial(Tensor.of(3, -1), Tensor.scalar(0.5)),
            "Binomial: count[1] is -1.0; it has to be a whole number from 0 on"),
        new Wrong(Poisson.of(-1), "Poisson: rate is -1.0; it has to be 0 or more"),
        new Wrong(
            Geometric.of(0), "Geometric: probability is 0.0; it has to be above 0 and at most 1"),
        new Wrong(
            NegativeBinomial.of(2, 1.1),
            "NegativeBinomial: probability is 1.1; it has to be above 0 and at most 1"),
        new Wrong(
            new MultivariateNormal(TWO, Tensor.ofNested(new double[][] {{1, 0}, {3, 0}})),
            "MultivariateNormal: factor[1, 1] is 0.0; it has to be other than 0"),
        new Wrong(GumbelSoftmax.of(TWO, 0), "GumbelSoftmax: temperature is 0.0" + above),
        new Wrong(
            BinaryConcrete.of(TWO.as(DType.F32), -1),
            "BinaryConcrete: temperature is -1.0" + above),
        new Wrong(
            Truncated.of(Normal.of(0, 1), 1, 1), "Truncated: 1.0 to 1.0; least has to be below"),
        new Wrong(Truncated.of(Normal.of(0, -1), 0, 1), "Normal: deviation is -1.0" + above),
        new Wrong(
            new Transformed<>(
                Normal.of(0, 1),
                new Bijection.Affine(TWO, Tensor.scalar(-1).broadcastTo(TWO.shape()))),
            "Affine: scale is -1.0" + above),
        new Wrong(
            new Mixture<>(TWO, new Normal(TWO, Tensor.of(1f, 0f))),
            "Normal: deviation[1] is 0.0" + above),
        new Wrong(
            new Independent<>(new Gamma(TWO.add(1), Tensor.of(2.0, -1.0)), 1),
            "Gamma: rate[1] is -1.0" + above));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void areRefused(Wrong wrong) {
    Distribution d = wrong.d();
    refused(wrong, () -> d.sample(Key.of(1), 2));
    refused(wrong, () -> d.logProb(d.batch().rank() == 0 ? Tensor.scalar(1) : TWO));
    if (d instanceof Cumulative c) {
      refused(wrong, () -> c.cdf(Tensor.scalar(0.5)));
    }
    if (d instanceof Invertible i) {
      refused(wrong, () -> i.quantile(Tensor.scalar(0.5)));
    }
    try {
      d.variance();
      assertThat(d).as("has a variance").isNull();
    } catch (UnsupportedOperationException e) {
      assertThat(e).hasMessageContaining("has no formula");
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageContaining(wrong.message());
    }
  }

  private static void refused(
      Wrong wrong, org.assertj.core.api.ThrowableAssert.ThrowingCallable c) {
    assertThatThrownBy(c)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(wrong.message())
        .hasMessageContaining(", at DomainTest.java:");
  }

  @Test
  void ofProbabilities() {
    assertThatThrownBy(() -> Bernoulli.of(1.2))
        .hasMessageContaining("Bernoulli: probability is 1.2; it has to be between 0 and 1");
    assertThatThrownBy(() -> Categorical.of(0.5, -0.1))
        .hasMessageContaining("Categorical: probability[1] is -0.1; it has to be 0 or more");
    assertThatThrownBy(() -> OneHot.of(0, 0))
        .hasMessageContaining("OneHot: the sum of probabilities is 0.0");
    assertThatThrownBy(() -> Kl.of(Normal.of(0, 1), Normal.of(0, -1)))
        .hasMessageContaining("Normal: deviation is -1.0");
  }

  /** What is not computed yet is not computed to be looked at, unless one asks for it. */
  @Test
  void onlyWhatIsKnown() {
    Normal d = new Normal(TWO, TWO.sub(1));
    assertThat(d.sample(Key.of(1)).isFinite().all().item()).isEqualTo(1);
    assertThat(d.deviation().isEvaluated()).isFalse();
    Tensor.evaluate(Leaves.every(d));
    assertThatThrownBy(() -> d.check())
        .hasMessageContaining("Normal: deviation[0] is -1.0; it has to be above 0, at DomainTest");
  }

  /** The distribution that is differentiated is looked at; the one that is its gradient is not. */
  @Test
  void gradientsMayBeNegative() {
    Normal gradient = Gradients.of((Normal d) -> d.logProb(TWO).mean()).apply(Normal.of(0, 3));
    assertThat(gradient.deviation().item()).isNegative();
    assertThat(Leaves.map(gradient, t -> Tensor.of(t.toDoubles())).deviation().get(0)).isNegative();
    assertThatThrownBy(() -> Gradients.of((Normal d) -> d.logProb(TWO).mean()).apply(gradient))
        .hasMessageContaining("Normal: deviation is ");
  }
}
