package dev.cusp.examples.distributions;

import dev.cusp.prob.*;
import dev.cusp.tensor.Tensor;
import java.util.List;

/**
 * A distribution to be shown.
 *
 * @param least of what is shown
 * @param isScored whether where draws can be does not depend on the parameters
 */
public record Family(
    String name, Distribution d, Way way, double least, double most, boolean isScored) {
  private static Family of(String name, Distribution d, Way way, double least, double most) {
    return new Family(name, d, way, least, most, true);
  }

  /** Whether there is a formula for the mean; that of angles is a direction. */
  public boolean hasMean() {
    try {
      return !(d instanceof VonMises) && Double.isFinite(d.mean().item());
    } catch (UnsupportedOperationException e) {
      return false;
    }
  }

  /** How draws depend on parameters. */
  public enum Way {
    EXPLICIT("noise, moved"),
    IMPLICIT("implicit"),
    NONE("discrete");

    private final String words;

    Way(String words) {
      this.words = words;
    }

    @Override
    public String toString() {
      return words;
    }
  }

  /** All distributions of numbers. */
  public static List<Family> all() {
    Tensor two = Tensor.of(0.3, -0.5);
    Normal parts = new Normal(Tensor.of(-1.0, 2.0), Tensor.of(0.6, 1.1));
    return List.of(
        Family.of("Normal(0.4, 1.3)", Normal.of(0.4, 1.3), Way.EXPLICIT, -4, 5),
        Family.of("LogNormal(0.2, 0.5)", LogNormal.of(0.2, 0.5), Way.EXPLICIT, 0, 5),
        Family.of("Laplace(-0.5, 1.2)", Laplace.of(-0.5, 1.2), Way.EXPLICIT, -6, 5),
        Family.of("Logistic(0.3, 0.8)", Logistic.of(0.3, 0.8), Way.EXPLICIT, -5, 6),
        Family.of("Gumbel(1.1, 0.6)", Gumbel.of(1.1, 0.6), Way.EXPLICIT, -1, 5),
        Family.of("Cauchy(0.3, 0.9)", Cauchy.of(0.3, 0.9), Way.EXPLICIT, -8, 8),
        new Family("Uniform(-1, 2.5)", Uniform.of(-1, 2.5), Way.EXPLICIT, -2, 3.5, false),
        Family.of("Exponential(1.7)", Exponential.of(1.7), Way.EXPLICIT, 0, 3),
        Family.of("Weibull(1.6, 0.8)", Weibull.of(1.6, 0.8), Way.EXPLICIT, 0, 2.5),
        new Family("Pareto(6, 0.7)", Pareto.of(6, 0.7), Way.EXPLICIT, 0.6, 1.6, false),
        Family.of("Kumaraswamy(2, 3)", Kumaraswamy.of(2, 3), Way.EXPLICIT, 0, 1),
        Family.of("Gamma(3.2, 0.7)", Gamma.of(3.2, 0.7), Way.IMPLICIT, 0, 14),
        Family.of("Beta(2.5, 4)", Beta.of(2.5, 4), Way.IMPLICIT, 0, 1),
        Family.of("StudentT(7, 0.4, 1.2)", StudentT.of(7, 0.4, 1.2), Way.IMPLICIT, -5, 6),
        Family.of("VonMises(0.5, 2)", VonMises.of(0.5, 2), Way.IMPLICIT, -Math.PI, Math.PI),
        Family.of("mixture of two", Mixture.ofNumbers(two, parts), Way.IMPLICIT, -4, 6),
        new Family(
            "Normal(0.3, 1.1) in (-0.5, 2)",
            Truncated.of(Normal.of(0.3, 1.1), -0.5, 2),
            Way.EXPLICIT,
            -1,
            2.5,
            false),
        Family.of(
            "softplus of Normal(0.2, 0.6)",
            new Transformed<>(Normal.of(0.2, 0.6), new Bijection.Softplus()),
            Way.EXPLICIT,
            0,
            2.5),
        Family.of("BinaryConcrete(0.5; 0.6)", concrete(), Way.EXPLICIT, 0, 1),
        Family.of("Bernoulli(0.3)", Bernoulli.of(0.3), Way.NONE, 0, 1),
        Family.of("Categorical(0.2, 0.5, 0.3)", Categorical.of(0.2, 0.5, 0.3), Way.NONE, 0, 2),
        Family.of("Binomial(12, 0.4)", Binomial.of(12, 0.4), Way.NONE, 0, 12),
        Family.of("Poisson(4)", Poisson.of(4), Way.NONE, 0, 12),
        Family.of("Geometric(0.35)", Geometric.of(0.35), Way.NONE, 0, 12),
        Family.of("NegativeBinomial(3.5, 0.4)", NegativeBinomial.of(3.5, 0.4), Way.NONE, 0, 18));
  }

  private static Distribution concrete() {
    return BinaryConcrete.of(Tensor.scalar(0.5), 0.6);
  }
}
