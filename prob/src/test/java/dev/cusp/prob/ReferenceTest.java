package dev.cusp.prob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cusp.linalg.Linalg;
import dev.cusp.tensor.Key;
import dev.cusp.tensor.Tensor;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Probabilities, moments, entropies and divergences against SciPy's. */
final class ReferenceTest {
  static Stream<String> names() {
    return Families.lines("scipy.csv").stream().map(line -> line[0]).distinct();
  }

  private static Tensor computed(Distribution d, String function, Tensor x) {
    return switch (function) {
      case "logProb" -> d.logProb(x);
      case "cdf" -> ((Cumulative) d).cdf(x);
      case "mean" -> d.mean();
      case "variance" -> d.variance();
      case "entropy" -> d.entropy();
      default -> throw new AssertionError(function);
    };
  }

  /**
   * To 1e-12 of a value, or of 1: SciPy's own errors are about that. The entropies of gamma, beta
   * and such it has by the same formulas; that of the negative binomial by quadrature or sums.
   */
  @ParameterizedTest
  @MethodSource("names")
  void values(String name) {
    for (String[] line : Families.lines("scipy.csv")) {
      if (line[0].equals(name)) {
        double x = Double.parseDouble(line[3]);
        double wanted = Double.parseDouble(line[4]);
        Distribution d = Families.of(name, Families.numbers(line[1]));
        double most = (line[2].equals("entropy") ? 1e-8 : 1e-12) * Math.max(1, Math.abs(wanted));
        double found = computed(d, line[2], Tensor.scalar(x)).item();
        if (Double.isInfinite(wanted)) {
          assertThat(found).as(Arrays.toString(line)).isEqualTo(wanted);
        } else {
          assertThat(found).as(Arrays.toString(line)).isCloseTo(wanted, within(most));
        }
      }
    }
  }

  /** By SciPy's quadrature, which says its error is below 1e-9. */
  @Test
  void divergences() {
    for (String[] line : Families.lines("divergences.csv")) {
      Distribution p = Families.of(line[0], Families.numbers(line[1]));
      Distribution q = Families.of(line[0], Families.numbers(line[2]));
      assertThat(Kl.of(p, q).item())
          .as(Arrays.toString(line))
          .isCloseTo(Double.parseDouble(line[3]), within(1e-8));
      assertThat(Kl.of(p, p).item()).as(line[0]).isCloseTo(0, within(1e-14));
    }
  }

  @Test
  void vectors() {
    Tensor a = Tensor.ofNested(new double[][] {{1.2, 0, 0}, {0.5, 0.8, 0}, {-0.3, 0.2, 1.5}});
    MultivariateNormal normal = new MultivariateNormal(Tensor.of(0.3, -1.0, 2.0), a);
    Tensor x = Tensor.of(0.0, 0.0, 1.0);
    assertThat(normal.logProb(x).item()).isCloseTo(-4.550236925007483, within(1e-13));
    assertThat(normal.entropy().item()).isCloseTo(4.621458713201928, within(1e-13));
    MultivariateNormal same = MultivariateNormal.ofCovariance(normal.mean(), normal.covariance());
    assertThat(same.logProb(x).item()).isCloseTo(-4.550236925007483, within(1e-12));
    assertThat(normal.variance().equalTo(Linalg.diagonal(normal.covariance()))).isTrue();
    Dirichlet dirichlet = Dirichlet.of(1, 2, 3.5);
    assertThat(dirichlet.logProb(Tensor.of(0.2, 0.3, 0.5)).item())
        .isCloseTo(1.5247477017842668, within(1e-13));
    assertThat(dirichlet.entropy().item()).isCloseTo(-1.3670747378218762, within(1e-13));
    assertThat(dirichlet.variance().get(1)).isCloseTo(0.028402366863905324, within(1e-14));
  }

  /** Where there is a formula for vectors, against draws: within 4.5 standard errors. */
  @Test
  void divergencesOfVectors() {
    Tensor a = Tensor.ofNested(new double[][] {{1.2, 0}, {0.5, 0.8}});
    Tensor b = Tensor.ofNested(new double[][] {{1, 0}, {-0.2, 1.1}});
    near(
        new MultivariateNormal(Tensor.of(0.3, -1.0), a),
        new MultivariateNormal(Tensor.of(0.0, 0.2), b));
    near(Dirichlet.of(1, 2, 3.5), Dirichlet.of(2, 2, 1.5));
    near(Categorical.of(0.2, 0.5, 0.3), Categorical.of(0.3, 0.3, 0.4));
    near(OneHot.of(0.2, 0.5, 0.3), OneHot.of(0.3, 0.3, 0.4));
    Normal n = new Normal(Tensor.of(0.3, -1.0), Tensor.of(1.0, 2.0));
    near(
        new Independent<>(n, 1),
        new Independent<>(new Normal(Tensor.of(0.0, 0.0), n.deviation()), 1));
  }

  private static void near(Distribution p, Distribution q) {
    Tensor x = p.sample(Key.of(3), 40_000);
    Tensor log = p.logProb(x).sub(q.logProb(x));
    double error = log.std().item() / 200;
    assertThat(Kl.of(p, q).item()).isCloseTo(log.mean().item(), within(4.5 * error));
    double spread = log.map(v -> Math.expm1(-v) + v).std().item() / 200;
    assertThat(Kl.estimate(p, q, Key.of(3), 40_000).item())
        .isCloseTo(Kl.of(p, q).item(), within(4.5 * spread));
  }
}
