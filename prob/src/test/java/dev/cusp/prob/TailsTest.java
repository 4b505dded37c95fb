package dev.cusp.prob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cusp.tensor.Gradients;
import dev.cusp.tensor.Key;
import dev.cusp.tensor.Tensor;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Shares above numbers, and what lies between bounds far out. */
final class TailsTest {
  /** Shares of 1e-20 are good to this where the logarithm of 46 is rounded once. */
  private static final double TINY = 2e-14;

  private static Stream<Invertible> invertible() {
    return Families.all().filter(Invertible.class::isInstance).map(Invertible.class::cast);
  }

  /** Those that say more than one minus the share below. */
  private static Stream<Invertible> precise() {
    return Stream.of(
        Normal.of(0.4, 1.3),
        LogNormal.of(0.2, 0.3),
        Laplace.of(-0.5, 1.2),
        Logistic.of(0.3, 0.8),
        Gumbel.of(1.1, 0.6),
        Cauchy.of(0.3, 0.9),
        Exponential.of(1.7),
        StudentT.of(7, 0.4, 1.2),
        Weibull.of(1.6, 0.8),
        Pareto.of(6, 0.7));
  }

  @ParameterizedTest
  @MethodSource("invertible")
  void sharesAboveAreTheRest(Invertible d) {
    Tensor shares = Tensor.of(0.05, 0.3, 0.5, 0.8, 0.99);
    Tensor x = d.quantile(shares);
    assertThat(d.survival(x).toDoubles())
        .as(d.toString())
        .containsExactly(shares.neg().add(1).toDoubles(), within(1e-13)); // as quantiles are
    assertThat(d.quantileAbove(shares.neg().add(1)).toDoubles())
        .as(d.toString())
        .containsExactly(x.toDoubles(), within(1e-12));
  }

  @ParameterizedTest
  @MethodSource("precise")
  void tinySharesAreNotLost(Invertible d) {
    double tiny = 1e-20;
    double share = d.survival(d.quantileAbove(Tensor.scalar(tiny))).item();
    // Student's quantile is far out: y of its Beta is found to 1e-13, and to the 7/2
    assertThat(share / tiny).as(d.toString()).isCloseTo(1, within(50 * TINY));
  }

  /** What is left of an exponential distribution is one again. */
  @ParameterizedTest
  @ValueSource(doubles = {0.1, 5, 40, 300})
  void exponentialsForget(double least) {
    double rate = 1.7;
    double x = least + 0.25;
    var slope =
        Gradients.of((Tensor r) -> from(new Exponential(r), least).logProb(Tensor.scalar(x)));
    assertThat(slope.apply(Tensor.scalar(rate)).item())
        .isCloseTo(1 / rate - 0.25, within(1e-13 * x));
    var d = from(Exponential.of(rate), least);
    assertThat(d.logProb(Tensor.scalar(x)).item())
        .isCloseTo(Math.log(rate) - 0.25 * rate, within(1e-15 * rate * x * 4));
    assertThat(d.cdf(Tensor.scalar(x)).item())
        .isCloseTo(-Math.expm1(-0.25 * rate), within(1e-15 * rate * x * 4));
    assertThat(d.quantile(Tensor.scalar(0.3)).item())
        .isCloseTo(least - Math.log(0.7) / rate, within(1e-15 * x * 4));
  }

  private static <D extends Invertible> Truncated<D> from(D base, double least) {
    return Truncated.of(base, least, Double.POSITIVE_INFINITY);
  }

  /** Half a normal distribution: twice its density, whose slope by the deviation is known. */
  @Test
  void openBoundsHaveSlopes() {
    double x = 0.7;
    double s = 1.3;
    double z = x / s;
    var slope =
        Gradients.of(
            (Tensor t) -> from(new Normal(Tensor.scalar(0.0), t), 0).logProb(Tensor.scalar(x)));
    assertThat(slope.apply(Tensor.scalar(s)).item()).isCloseTo((z * z - 1) / s, within(1e-15));
    assertThat(from(Normal.of(0, s), 0).logProb(Tensor.scalar(x)).item())
        .isCloseTo(Math.log(2) + Normal.of(0, s).logProb(Tensor.scalar(x)).item(), within(4e-16));
  }

  /** The slope of logProb by the mean is x less the hazard at the bound, in the mirror too. */
  @ParameterizedTest
  @ValueSource(doubles = {2, 8, 10, 30, 37})
  void upperTailsAreLowerTailsInAMirror(double least) {
    double x = least + 0.1;
    var upper = from(Normal.of(0, 1), least);
    var lower = Truncated.of(Normal.of(0, 1), Double.NEGATIVE_INFINITY, -least);
    Tensor half = Tensor.scalar(0.5);
    assertThat(upper.logProb(Tensor.scalar(x)).item())
        .isEqualTo(lower.logProb(Tensor.scalar(-x)).item());
    assertThat(upper.quantile(half).item()).isEqualTo(-lower.quantile(half).item());
    var byMean =
        Gradients.of(
            (Tensor m) -> from(new Normal(m, Tensor.scalar(1.0)), least).logProb(Tensor.scalar(x)));
    double hazard = Math.exp(upper.logProb(Tensor.scalar(least)).item());
    // the hazard is near the bound: 37 and what its logarithm of 700 is rounded to
    assertThat(byMean.apply(Tensor.scalar(0.0)).item())
        .isCloseTo(x - hazard, within(1e-15 * least * least * least));
    assertThat(hazard).isBetween(least, least + 1 / least); // Mills' ratio
    Tensor draws = upper.sample(Key.of(3), 20_000);
    // the mean of what is above is the hazard, with a deviation of at most 1 / least
    assertThat(draws.mean().item()).isCloseTo(hazard, within(5 / least / Math.sqrt(20_000)));
    assertThat(draws.min().item()).isGreaterThanOrEqualTo(least);
  }
}
