package dev.cusp.prob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cusp.Cusp;
import dev.cusp.special.IncompleteGamma;
import dev.cusp.tensor.Gradients;
import dev.cusp.tensor.Key;
import dev.cusp.tensor.Leaves;
import dev.cusp.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Derivatives by parameters and arguments, against differences. */
final class DerivativesTest {
  static Stream<Distribution> all() {
    return Families.all();
  }

  /**
   * Of all f64 leaves of a record. With h = 2^-18 a difference is off by h² / 6 of the third
   * derivative, which is 1e6 for the smallest draws, and by rounding, 1e-16 / h.
   */
  private static <A> void check(String what, A a, Function<A, Tensor> f) {
    List<Tensor> gradient = Leaves.of(Gradients.of(f).apply(a));
    List<Tensor> leaves = Leaves.of(a);
    double h = 0x1p-18;
    for (int i = 0; i < leaves.size(); i++) {
      for (int k = 0; k < leaves.get(i).shape().size(); k++) {
        double up = f.apply(moved(a, i, k, h)).item();
        double down = f.apply(moved(a, i, k, -h)).item();
        double wanted = (up - down) / (2 * h);
        assertThat(gradient.get(i).toDoubles()[k])
            .as("%s of %s by %s[%d]", what, a, Leaves.paths(a).get(i), k)
            .isCloseTo(wanted, within(2e-6 * (1 + Math.abs(wanted))));
      }
    }
  }

  private static <A> A moved(A a, int leaf, int at, double h) {
    List<Tensor> leaves = new ArrayList<>(Leaves.of(a));
    double[] numbers = leaves.get(leaf).toDoubles();
    numbers[at] += h;
    leaves.set(leaf, Tensor.of(numbers).reshape(leaves.get(leaf).shape()));
    return Leaves.with(a, leaves);
  }

  /** A distribution and where it is asked. */
  record At(Distribution d, Tensor x) {}

  @ParameterizedTest
  @MethodSource("all")
  void byParametersAndArguments(Distribution d) {
    Tensor x = d.sample(Key.of(2), 5);
    if (d instanceof Reparametrized) {
      check("logProb", new At(d, x), a -> a.d().logProb(a.x()).sum());
    } else {
      check("logProb", d, a -> a.logProb(x).sum());
    }
    if (d instanceof Cumulative) {
      check("cdf", d, a -> ((Cumulative) a).cdf(x).sum());
    }
    if (d instanceof Invertible) {
      Tensor share = Tensor.of(0.1, 0.45, 0.7);
      check("quantile", d, a -> ((Invertible) a).quantile(share).sum());
    }
    for (String moment : List.of("mean", "variance", "entropy")) {
      Function<Distribution, Tensor> f =
          a ->
              switch (moment) {
                case "mean" -> a.mean().sum();
                case "variance" -> a.variance().sum();
                default -> a.entropy().sum();
              };
      boolean isKnown = true;
      try {
        isKnown = Double.isFinite(f.apply(d).item());
      } catch (UnsupportedOperationException e) {
        isKnown = false;
        assertThat(e).hasMessageContaining("has no formula for its " + moment);
      }
      if (isKnown) {
        check(moment, d, f);
      }
    }
  }

  /**
   * As parameters change, a draw keeps its share: what its derivative does, explicit or implicit.
   */
  @ParameterizedTest
  @MethodSource("all")
  void drawsKeepTheirShare(Distribution d) {
    if (d instanceof Reparametrized && d instanceof Cumulative && !(d instanceof StudentT)) {
      Distribution gradient =
          Gradients.<Distribution>of(
                  a -> ((Cumulative) a).cdf(((Reparametrized) a).rsample(Key.of(4), 9)).sum())
              .apply(d);
      for (Tensor bar : Leaves.of(gradient)) {
        assertThat(bar.abs().max().item()).as(d.toString()).isLessThan(1e-10);
      }
    }
  }

  /** Where formulas that do not overflow have seams: at equal odds and in the middle. */
  @Test
  void atSeams() {
    for (double x : new double[] {0, 1}) {
      check("logProb", new Bernoulli(Tensor.scalar(0)), d -> d.logProb(Tensor.scalar(x)));
    }
    check("logProb", Logistic.of(0, 1), d -> d.logProb(Tensor.scalar(0)));
    check("logProb", StudentT.of(3, 0, 1), d -> d.logProb(Tensor.scalar(0)));
    check("KL", new Bernoulli(Tensor.scalar(0)), d -> Kl.of(d, Bernoulli.of(0.2)));
    check(
        "logProb",
        new At(BinaryConcrete.of(Tensor.scalar(0), 1), Tensor.scalar(0.5)),
        a -> a.d().logProb(a.x()));
    for (Bijection b :
        List.of(
            new Bijection.Exp(),
            new Bijection.Sigmoid(),
            new Bijection.Softplus(),
            new Bijection.Tanh(),
            new Bijection.Affine(Tensor.scalar(1), Tensor.scalar(3)))) {
      check(
          "density",
          new At(new Transformed<>(Normal.of(0, 1), b), b.forward(Tensor.scalar(0))),
          a -> a.d().logProb(a.x()));
      double z = b.inverse(b.forward(Tensor.scalar(0.3))).item();
      assertThat(z).isCloseTo(0.3, within(1e-15));
    }
  }

  @Test
  void divergences() {
    record Two(Distribution p, Distribution q) {}
    Stream.of(
            new Two(Normal.of(0.4, 1.3), Normal.of(-1, 0.8)),
            new Two(Gamma.of(2.5, 1.4), Gamma.of(1.2, 0.7)),
            new Two(Beta.of(2.5, 1.4), Beta.of(1.2, 0.7)),
            new Two(Gumbel.of(0.4, 1.3), Gumbel.of(-1, 0.8)),
            new Two(Weibull.of(2.5, 1.4), Weibull.of(1.2, 0.7)),
            new Two(VonMises.of(0.4, 1.3), VonMises.of(-1, 0.8)),
            new Two(Bernoulli.of(0.4), Bernoulli.of(0.7)),
            new Two(Dirichlet.of(1.5, 2), Dirichlet.of(0.7, 3)),
            new Two(Categorical.of(0.2, 0.8), Categorical.of(0.6, 0.4)))
        .forEach(two -> check("KL", two, a -> Kl.of(a.p(), a.q()).sum()));
  }

  @Test
  void vectors() {
    Tensor a = Tensor.ofNested(new double[][] {{1.2, 0}, {0.5, 0.8}});
    MultivariateNormal d = new MultivariateNormal(Tensor.of(0.3, -1.0), a);
    Tensor x = Tensor.of(0.5, 0.7);
    check("logProb", d, v -> v.logProb(x));
    check("rsample", d, v -> v.rsample(Key.of(1), 3).square().sum());
    check("entropy", d, v -> v.entropy());
    Tensor y = Tensor.of(0.3, 0.2, 0.5);
    check("logProb", Dirichlet.of(0.5, 2, 1.1), v -> v.logProb(y));
    check("entropy", Dirichlet.of(0.5, 2, 1.1), v -> v.entropy());
    Tensor order = Tensor.of(2, 0, 1);
    check("logProb", new PlackettLuce(Tensor.of(0.3, -1.0, 0.8)), v -> v.logProb(order));
    GumbelSinkhorn s =
        GumbelSinkhorn.of(Tensor.ofNested(new double[][] {{1, 0.2}, {0.1, 0.5}}), 0.7, 20);
    check("rsample", s, v -> v.rsample(Key.of(1), 3).square().sum());
  }

  /** A second derivative through a draw that moves implicitly: that of its quantile. */
  @Test
  void secondOrder() {
    Gamma d = Gamma.of(2.3, 1);
    double x = d.sample(Key.of(6)).item();
    double share = IncompleteGamma.lower(2.3, x);
    Function<Tensor, Tensor> f = a -> new Gamma(a, d.rate()).rsample(Key.of(6));
    double second = Gradients.hvp(f, d.shape(), Tensor.scalar(1)).item();
    double wanted =
        Cusp.derivative(Cusp.derivative(a -> IncompleteGamma.quantile(a, share)))
            .applyAsDouble(2.3);
    assertThat(second).isCloseTo(wanted, within(1e-9));
  }
}
