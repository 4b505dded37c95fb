package dev.cusp.prob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cusp.tensor.DType;
import dev.cusp.tensor.Key;
import dev.cusp.tensor.Leaves;
import dev.cusp.tensor.Shape;
import dev.cusp.tensor.Tensor;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Draws have the distribution they are said to have; fixed keys. */
final class DrawsTest {
  private static final int N = 20_000;

  static Stream<Distribution> all() {
    return Families.all();
  }

  /** Continuous ones by Kolmogorov and Smirnov: sqrt(n) D is below 2.3 but for 5e-5 of all keys. */
  @ParameterizedTest
  @MethodSource("all")
  void fit(Distribution d) {
    Tensor x = d.sample(Key.of(11), N);
    assertThat(x.shape()).isEqualTo(Shape.of(N));
    boolean isWhole = d instanceof Enumerable || x.sub(x.floor()).abs().max().item() == 0;
    if (isWhole) {
      frequencies(d, x);
      return;
    }
    double[] shares = ((Cumulative) d).cdf(x).sort(0).toDoubles();
    double most = 0;
    for (int i = 0; i < N; i++) {
      most = Math.max(most, Math.max(shares[i] - i / (double) N, (i + 1.0) / N - shares[i]));
    }
    assertThat(most * Math.sqrt(N)).as(d.toString()).isBetween(0.2, 2.3);
  }

  /** By chi-square over the values expected five times or more, with a normal bound of 4.5. */
  private static void frequencies(Distribution d, Tensor x) {
    int values = 400;
    double[] counts = x.as(DType.I32).bincount(values).toDoubles();
    double[] shares = probabilities(d, values);
    double chi = 0;
    int cells = 0;
    double rest = 0;
    double restExpected = 0;
    for (int k = 0; k < values; k++) {
      double expected = N * shares[k];
      if (expected >= 5) {
        chi += (counts[k] - expected) * (counts[k] - expected) / expected;
        cells++;
      } else {
        rest += counts[k];
        restExpected += expected;
      }
    }
    double freedom = cells - 1;
    assertThat(chi).as(d.toString()).isLessThan(freedom + 4.5 * Math.sqrt(2 * freedom) + 5);
    assertThat(rest).isCloseTo(restExpected, within(4.5 * Math.sqrt(restExpected) + 1));
  }

  private static double[] probabilities(Distribution d, int values) {
    if (d instanceof Enumerable e) {
      double[] shares = e.logProb(e.support()).exp().toDoubles();
      assertThat(Arrays.stream(shares).sum()).isCloseTo(1, within(1e-13));
      return Arrays.copyOf(shares, values);
    }
    return d.logProb(Tensor.range(values).as(DType.F64)).exp().toDoubles();
  }

  /** Means and variances, within 4.5 standard errors by the draws' own moments. */
  @ParameterizedTest
  @MethodSource("all")
  void moments(Distribution d) {
    if (d instanceof Cauchy
        || d instanceof VonMises
        || d instanceof Transformed<?>
        || d instanceof Truncated<?>) {
      return; // no moments, or none in closed form; the fit says it all
    }
    Tensor x = d.sample(Key.of(5), N).as(DType.F64);
    double error = x.std().item() / Math.sqrt(N);
    assertThat(d.mean().item()).isCloseTo(x.mean().item(), within(4.5 * error));
    Tensor square = x.sub(d.mean()).square();
    double spread = square.std().item() / Math.sqrt(N);
    assertThat(d.variance().item()).isCloseTo(square.mean().item(), within(4.5 * spread));
  }

  /** The mean of -logProb over draws. */
  @ParameterizedTest
  @MethodSource("all")
  void entropies(Distribution d) {
    if (d instanceof Transformed<?>
        || d instanceof Truncated<?>
        || d instanceof Mixture.OfNumbers<?>) {
      return;
    }
    Tensor log = d.logProb(d.sample(Key.of(6), N)).neg();
    double error = log.std().item() / Math.sqrt(N);
    assertThat(d.entropy().item()).isCloseTo(log.mean().item(), within(4.5 * error + 1e-12));
  }

  @ParameterizedTest
  @MethodSource("all")
  void quantilesAreInverse(Distribution d) {
    if (d instanceof Invertible i) {
      Tensor share = Tensor.of(0.001, 0.2, 0.5, 0.83, 0.999);
      double off = i.cdf(i.quantile(share)).sub(share).abs().max().item();
      assertThat(off).as(d.toString()).isLessThan(1e-12);
    }
  }

  @Test
  void shapesOfBatches() {
    Normal n = new Normal(Tensor.zeros(DType.F32, 3, 1), Tensor.ones(DType.F32, 4));
    assertThat(n.sample(Key.of(1), 2, 5).shape()).isEqualTo(Shape.of(2, 5, 3, 4));
    assertThat(n.sample(Key.of(1)).type()).isEqualTo(DType.F32);
    assertThat(n.logProb(Tensor.scalar(0)).shape()).isEqualTo(Shape.of(3, 4));
    Independent<Normal> rows = new Independent<>(n, 1);
    assertThat(rows.batch()).isEqualTo(Shape.of(3));
    assertThat(rows.event()).isEqualTo(Shape.of(4));
    assertThat(rows.logProb(rows.sample(Key.of(2), 7)).shape()).isEqualTo(Shape.of(7, 3));
    Categorical c = new Categorical(Tensor.zeros(DType.F32, 3, 5));
    assertThat(c.sample(Key.of(1), 6).shape()).isEqualTo(Shape.of(6, 3));
    assertThat(c.logProb(c.sample(Key.of(1), 6)).shape()).isEqualTo(Shape.of(6, 3));
    assertThat(c.support().shape()).isEqualTo(Shape.of(5, 3));
    OneHot o = new OneHot(c.logits());
    assertThat(o.sample(Key.of(1), 6).shape()).isEqualTo(Shape.of(6, 3, 5));
    assertThat(o.logProb(o.support()).shape()).isEqualTo(Shape.of(5, 3));
    Mixture<Normal> m = new Mixture<>(Tensor.zeros(DType.F64, 4), n);
    assertThat(m.sample(Key.of(3), 2).shape()).isEqualTo(Shape.of(2, 3));
    assertThat(m.logProb(m.sample(Key.of(3), 2)).shape()).isEqualTo(Shape.of(2, 3));
    MultivariateNormal v =
        new MultivariateNormal(Tensor.zeros(DType.F64, 6, 2), Tensor.eye(DType.F64, 2));
    assertThat(v.sample(Key.of(3), 9).shape()).isEqualTo(Shape.of(9, 6, 2));
    assertThat(v.logProb(v.sample(Key.of(3), 9)).shape()).isEqualTo(Shape.of(9, 6));
    Mixture<MultivariateNormal> vectors = new Mixture<>(Tensor.zeros(DType.F64, 6), v);
    assertThat(vectors.sample(Key.of(3), 9).shape()).isEqualTo(Shape.of(9, 2));
    assertThat(vectors.logProb(vectors.sample(Key.of(3), 9)).shape()).isEqualTo(Shape.of(9));
  }

  /** Parameters of f32 give draws of f32, and densities to the precision of these. */
  @ParameterizedTest
  @MethodSource("all")
  void inFloat(Distribution d) {
    Distribution single = Leaves.map(d, t -> t.as(DType.F32));
    Tensor x = single.sample(Key.of(3), 50);
    assertThat(x.type()).isEqualTo(d instanceof Categorical ? DType.I32 : DType.F32);
    Tensor wanted = d.logProb(x.as(d instanceof Categorical ? DType.I32 : DType.F64));
    Tensor off = single.logProb(x).as(DType.F64).sub(wanted).abs();
    assertThat(off.div(wanted.abs().add(1)).max().item()).as(d.toString()).isLessThan(1e-4);
  }

  /** Covariance and means of vectors, entry by entry. */
  @Test
  void vectors() {
    Tensor a = Tensor.ofNested(new double[][] {{1.2, 0}, {0.5, 0.8}});
    MultivariateNormal d = new MultivariateNormal(Tensor.of(0.3, -1.0), a);
    Tensor x = d.sample(Key.of(4), N).sub(d.mean());
    Tensor products = x.expandDims(-1).mul(x.expandDims(-2));
    Tensor errors = products.std(0).div(Math.sqrt(N));
    Tensor off = products.mean(0).sub(d.covariance()).div(errors).abs();
    assertThat(off.max().item()).isLessThan(4.5);
    Dirichlet e = Dirichlet.of(0.4, 2, 3.5);
    Tensor y = e.sample(Key.of(5), N);
    assertThat(y.sum(-1).sub(1).abs().max().item()).isLessThan(1e-14);
    Tensor z = y.mean(0).sub(e.mean()).div(e.variance().sqrt()).mul(Math.sqrt(N));
    assertThat(z.abs().max().item()).isLessThan(4.5);
  }

  /** All six orders of three things are as frequent as their probabilities say. */
  @Test
  void orders() {
    PlackettLuce d = new PlackettLuce(Tensor.of(0.5, -0.3, 1.0));
    int[][] all = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
    double[] shares = d.logProb(Tensor.ofNested(all)).exp().toDoubles();
    assertThat(Arrays.stream(shares).sum()).isCloseTo(1, within(1e-14));
    Tensor x = d.sample(Key.of(8), N);
    Tensor code = x.at(-1, 0).mul(3).add(x.at(-1, 1));
    double[] counts = code.bincount(9).toDoubles();
    for (int i = 0; i < all.length; i++) {
      double spread = Math.sqrt(N * shares[i] * (1 - shares[i]));
      double count = counts[3 * all[i][0] + all[i][1]];
      assertThat(count).isCloseTo(N * shares[i], within(4.5 * spread));
    }
  }

  /** Small shapes, whose draws are too small for numbers, stay finite where it counts. */
  @Test
  void tinyShapes() {
    Tensor x = Dirichlet.of(1e-3, 1e-3).sample(Key.of(3), 1000);
    assertThat(x.isFinite().all().item()).isEqualTo(1);
    assertThat(x.sum(-1).sub(1).abs().max().item()).isLessThan(1e-14);
    assertThat(Noise.poisson(Double.NaN, 1)).isNaN();
    assertThat(Noise.binomial(3, 1.5, 1)).isNaN();
    assertThat(Noise.logGamma(-1, 1)).isNaN();
    assertThat(Noise.vonMises(-1, 1)).isNaN();
  }

  /** Huge parameters, at which draws are normal ones: their standard deviation, to 4.5 errors. */
  @Test
  void hugeParameters() {
    for (double a : new double[] {1e9, 1e16, 1e100}) {
      spread(VonMises.of(0, a), 0, 1 / Math.sqrt(a));
      spread(Poisson.of(a), a, Math.sqrt(a));
      spread(Gamma.of(a, 1), a, Math.sqrt(a));
      spread(Beta.of(a, a), 0.5, 0.5 / Math.sqrt(2 * a + 1));
      spread(StudentT.of(a, 0, 1), 0, 1);
    }
    assertThat(VonMises.of(0, 1e300).sample(Key.of(1)).isFinite().item()).isEqualTo(1);
  }

  private static void spread(Distribution d, double mean, double deviation) {
    double[] x = d.sample(Key.of(2), N).toDoubles();
    double squares = Arrays.stream(x).map(v -> (v - mean) * (v - mean)).sum() / N;
    if (deviation > 1e-13 * mean) {
      assertThat(squares / (deviation * deviation))
          .as(d.toString())
          .isCloseTo(1, within(4.5 * Math.sqrt(2.0 / N)));
    } else {
      assertThat(Math.sqrt(squares) / mean).isLessThan(1e-13); // rounded
    }
  }
}
