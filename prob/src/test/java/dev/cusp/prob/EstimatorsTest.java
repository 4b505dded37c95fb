package dev.cusp.prob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cusp.tensor.Gradients;
import dev.cusp.tensor.Key;
import dev.cusp.tensor.Leaves;
import dev.cusp.tensor.Tensor;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Estimates of derivatives of means against exact ones: |z| below 4.5, fixed keys. */
final class EstimatorsTest {
  private static final int N = 20_000;

  /** A batch of N equal distributions, so that each draw has a gradient of its own. */
  private static <D extends Distribution> D repeated(D d) {
    return Leaves.map(
        d,
        t -> {
          int[] lengths = new int[t.shape().rank() + 1];
          lengths[0] = N;
          for (int i = 1; i < lengths.length; i++) {
            lengths[i] = t.shape().length(i - 1);
          }
          return t.broadcastTo(lengths);
        });
  }

  private static void near(List<Tensor> gradients, double... wanted) {
    int at = 0;
    for (Tensor g : gradients) {
      double[] means = g.mean(0).toDoubles();
      double[] spreads = g.std(0).toDoubles();
      for (int i = 0; i < means.length; i++) {
        double error = spreads[i] / Math.sqrt(N);
        assertThat(means[i])
            .as("derivative %d", at)
            .isCloseTo(wanted[at++], within(4.5 * error + 1e-12));
      }
    }
    assertThat(at).isEqualTo(wanted.length);
  }

  private static <D extends Reparametrized> void pathwise(
      D d, UnaryOperator<Tensor> f, double... wanted) {
    Function<D, Tensor> mean = a -> f.apply(a.rsample(Key.of(3))).sum();
    near(Leaves.of(Gradients.of(mean).apply(repeated(d))), wanted);
  }

  private static <D extends Distribution> void score(
      D d, UnaryOperator<Tensor> f, double baseline, double... wanted) {
    Function<D, Tensor> mean =
        a -> {
          Tensor x = a.sample(Key.of(3));
          return Score.of(f.apply(x), a.logProb(x), Tensor.scalar(baseline)).sum();
        };
    near(Leaves.of(Gradients.of(mean).apply(repeated(d))), wanted);
  }

  /** Exact values by mpmath, to 16 digits. */
  @Test
  void throughDraws() {
    pathwise(Gamma.of(2, 1), x -> x, 1, -2);
    pathwise(Gamma.of(2, 1), Tensor::square, 5, -12);
    pathwise(Gamma.of(2, 1), Tensor::log, 0.6449340668482264, -1);
    pathwise(Gamma.of(0.3, 1), Tensor::log, 12.245364546107732, -1);
    pathwise(Gamma.of(2, 1), x -> x.neg().exp(), -0.17328679513998632, 0.25);
    pathwise(Beta.of(2, 3), x -> x, 0.12, -0.08);
    pathwise(Beta.of(2, 3), Tensor::log, 0.42361111111111105, -0.22132295573711533);
    pathwise(
        Dirichlet.of(1, 2, 3),
        x -> x.at(-1, 0),
        0.13888888888888889,
        -0.027777777777777776,
        -0.027777777777777776);
    pathwise(
        Dirichlet.of(1, 2, 3),
        x -> x.at(-1, 0).mul(x.at(-1, 1)),
        0.032879818594104306,
        0.009070294784580499,
        -0.01473922902494331);
    pathwise(VonMises.of(0, 2), Tensor::cos, 0, 0.1642231977212077);
    pathwise(StudentT.of(9, 0, 1), Tensor::square, -2 / 49.0, 0, 2 * 9 / 7.0);
    pathwise(LogNormal.of(0, 0.5), x -> x, 1.1331484530668263, 0.5665742265334132);
    pathwise(Weibull.of(2, 1), x -> x, -0.008084599362221253, 0.886226925452758);
    pathwise(Exponential.of(2), x -> x, -0.25);
    pathwise(Exponential.of(2), Tensor::square, -0.5);
    pathwise(Kumaraswamy.of(2, 3), x -> x, 0.1545578231292517, -0.06068720362410442);
    pathwise(Normal.of(1, 1), x -> x.sub(3).square(), -4, 2);
    pathwise(Normal.of(1, 1), x -> x.square().neg().exp(), -0.275793, -0.091931);
  }

  /** Exact values by sums. */
  @Test
  void byScores() {
    score(Bernoulli.of(0.2), x -> x.sub(0.45).square(), 0, 0.016);
    score(Bernoulli.of(0.2), x -> x.sub(0.45).square(), 0.2, 0.016);
    score(Poisson.of(2), Tensor::square, 0, 5);
    score(Geometric.of(0.3), x -> x, 2, -1 / 0.09);
    score(Binomial.of(20, 0.3), Tensor::square, 40, 248);
    score(Normal.of(1, 1), x -> x.sub(3).square(), 5, -4, 2);
  }

  /**
   * The variance of the score function's estimate, and that with the others' mean: exact values.
   */
  @Test
  void variances() {
    Function<Bernoulli, Tensor> plain =
        b -> {
          Tensor x = b.sample(Key.of(9));
          return Score.of(x.sub(0.45).square(), b.logProb(x)).sum();
        };
    Tensor g = Gradients.of(plain).apply(repeated(Bernoulli.of(0.5))).logits();
    assertThat(g.var().item()).isCloseTo(0.01594, within(1e-4)); // hardly varies: f² is 0.2 and 0.3
    Function<Bernoulli, Tensor> pairs =
        b -> {
          Tensor x = b.sample(Key.of(9), 2);
          Tensor cost = x.sub(0.45).square();
          return Score.of(cost, b.logProb(x), Score.leaveOneOut(cost)).mean(0).sum();
        };
    Tensor both = Gradients.of(pairs).apply(repeated(Bernoulli.of(0.5))).logits();
    near(List.of(both), 0.025);
    // of N draws that are 0.05 or 0 the variance is off by 4.5 of its standard errors, 0.0006 / 141
    assertThat(both.var().item()).isCloseTo(0.000625, within(3e-5));
  }

  @Test
  void enumeration() {
    Function<Bernoulli, Tensor> mean = b -> b.expectation(x -> x.sub(0.45).square());
    assertThat(mean.apply(Bernoulli.of(0.2)).item())
        .isCloseTo(0.2 * 0.55 * 0.55 + 0.8 * 0.45 * 0.45, within(1e-15));
    assertThat(Gradients.of(mean).apply(Bernoulli.of(0.2)).logits().item())
        .isCloseTo(0.016, within(1e-15));
    Function<Binomial, Tensor> square = b -> b.expectation(Tensor::square);
    assertThat(Gradients.of(square).apply(Binomial.of(20, 0.3)).probability().item())
        .isCloseTo(248, within(1e-10));
  }

  @Test
  void scoresKeepTheValue() {
    Tensor cost = Tensor.of(0.1, 0.7, 1e9);
    Tensor log = Tensor.of(-1.0, -2.0, -3.0);
    assertThat(Score.of(cost, log, Tensor.scalar(0.3)).equalTo(cost)).isTrue();
    assertThatThrownBy(() -> Score.leaveOneOut(Tensor.of(1.0)))
        .hasMessage("leaveOneOut: one draw, of costs of shape [1]; it takes two");
  }
}
