package dev.cusp.prob;

import dev.cusp.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** Distributions by their names, with parameters to test them at. */
final class Families {
  private Families() {}

  /** One of each, with parameters at which moments of fourth order exist. */
  static Stream<Distribution> all() {
    return Stream.of(
        Normal.of(0.4, 1.3),
        LogNormal.of(0.2, 0.3),
        Laplace.of(-0.5, 1.2),
        Logistic.of(0.3, 0.8),
        Gumbel.of(1.1, 0.6),
        Cauchy.of(0.3, 0.9),
        Uniform.of(-1, 2.5),
        Exponential.of(1.7),
        Gamma.of(0.4, 1.5),
        Gamma.of(3.2, 0.7),
        Beta.of(0.6, 0.5),
        Beta.of(2.5, 4),
        StudentT.of(7, 0.4, 1.2),
        Weibull.of(1.6, 0.8),
        Pareto.of(6, 0.7),
        Kumaraswamy.of(2, 3),
        VonMises.of(0.5, 0.8),
        VonMises.of(0, 9),
        Bernoulli.of(0.3),
        Categorical.of(0.2, 0.5, 0.3),
        Binomial.of(7, 0.4),
        Binomial.of(90, 0.7),
        Poisson.of(2.5),
        Poisson.of(40),
        Geometric.of(0.35),
        NegativeBinomial.of(3.5, 0.4),
        Truncated.of(Normal.of(0.3, 1.1), -0.5, 2),
        new Transformed<>(Normal.of(0.2, 0.6), new Bijection.Softplus()),
        Mixture.ofNumbers(
            Tensor.of(0.3, -0.5), new Normal(Tensor.of(-1.0, 2.0), Tensor.of(0.6, 1.1))));
  }

  static Distribution of(String name, double... p) {
    return switch (name) {
      case "Normal" -> Normal.of(p[0], p[1]);
      case "LogNormal" -> LogNormal.of(p[0], p[1]);
      case "Laplace" -> Laplace.of(p[0], p[1]);
      case "Logistic" -> Logistic.of(p[0], p[1]);
      case "Gumbel" -> Gumbel.of(p[0], p[1]);
      case "Cauchy" -> Cauchy.of(p[0], p[1]);
      case "Uniform" -> Uniform.of(p[0], p[1]);
      case "Exponential" -> Exponential.of(p[0]);
      case "Gamma" -> Gamma.of(p[0], p[1]);
      case "Beta" -> Beta.of(p[0], p[1]);
      case "StudentT" -> StudentT.of(p[0], p[1], p[2]);
      case "Weibull" -> Weibull.of(p[0], p[1]);
      case "Pareto" -> Pareto.of(p[0], p[1]);
      case "VonMises" -> VonMises.of(p[0], p[1]);
      case "Bernoulli" -> new Bernoulli(Tensor.scalar(p[0]));
      case "Binomial" -> Binomial.of((int) p[0], p[1]);
      case "Poisson" -> Poisson.of(p[0]);
      case "Geometric" -> Geometric.of(p[0]);
      case "NegativeBinomial" -> NegativeBinomial.of(p[0], p[1]);
      default -> throw new AssertionError(name);
    };
  }

  static double[] numbers(String text) {
    return Stream.of(text.split(";")).mapToDouble(Double::parseDouble).toArray();
  }

  /** The lines of a file of references. */
  static List<String[]> lines(String file) {
    try (InputStream in = Families.class.getResourceAsStream(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split(","))
          .toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
