package dev.cusp.prob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cusp.tensor.DType;
import dev.cusp.tensor.Gradients;
import dev.cusp.tensor.Key;
import dev.cusp.tensor.Tensor;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Discrete choices made continuous. */
final class RelaxedTest {
  private static final int N = 20_000;

  /**
   * Its distribution function is sigmoid(t logit(y) - a); its density is the derivative of that.
   */
  @Test
  void binaryConcrete() {
    BinaryConcrete d = BinaryConcrete.of(Tensor.scalar(0.7), 0.6);
    for (double y : new double[] {0.01, 0.3, 0.8, 0.999}) {
      double cdf = 1 / (1 + Math.exp(0.7 - 0.6 * Math.log(y / (1 - y))));
      double density = cdf * (1 - cdf) * 0.6 / (y * (1 - y));
      assertThat(d.logProb(Tensor.scalar(y)).item()).isCloseTo(Math.log(density), within(1e-13));
    }
    Tensor x = d.sample(Key.of(1), N);
    Tensor share = x.map(y -> 1 / (1 + Math.exp(0.7 - 0.6 * Math.log(y / (1 - y))))).sort(0);
    Tensor even = Tensor.range(N).add(0.5).div(N);
    assertThat(share.sub(even).abs().max().item() * Math.sqrt(N)).isLessThan(2.3);
  }

  /** Of two categories it is the binary one. */
  @Test
  void gumbelSoftmaxOfTwo() {
    GumbelSoftmax d = GumbelSoftmax.of(Tensor.of(0.9, 0.2), 0.6);
    BinaryConcrete b = BinaryConcrete.of(Tensor.scalar(0.7), 0.6);
    for (double y : new double[] {0.01, 0.3, 0.8}) {
      assertThat(d.logProb(Tensor.of(y, 1 - y)).item())
          .isCloseTo(b.logProb(Tensor.scalar(y)).item(), within(1e-12));
    }
  }

  /** The largest entry is distributed as a category, at any temperature. */
  @Test
  void largestEntries() {
    double[] shares = {0.2, 0.5, 0.3};
    GumbelSoftmax d = GumbelSoftmax.of(Tensor.of(shares).log(), 0.8);
    Tensor x = d.sample(Key.of(4), N);
    assertThat(x.sum(-1).sub(1).abs().max().item()).isLessThan(1e-14);
    Tensor counts = x.argmax(-1).bincount(3);
    for (int k = 0; k < 3; k++) {
      double spread = Math.sqrt(N * shares[k] * (1 - shares[k]));
      assertThat(counts.get(k)).isCloseTo(N * shares[k], within(4.5 * spread));
    }
  }

  /**
   * One-hot to the bit, in every type, with the derivative of the relaxed draw of the same noise.
   */
  @Test
  void straightThrough() {
    for (DType type : new DType[] {DType.F32, DType.F64}) {
      Tensor logits = Tensor.of(0.3, -0.4, 1.0).as(type);
      Tensor weights = Tensor.of(1.0, 2.0, -1.5).as(type);
      Tensor hard = GumbelSoftmax.of(logits, 0.7).straightThrough(Key.of(2), 50);
      assertThat(hard.type()).isEqualTo(type);
      assertThat(hard.sum(-1).equalTo(Tensor.ones(type, 50))).isTrue();
      assertThat(hard.max(-1).equalTo(Tensor.ones(type, 50))).isTrue();
      Function<Tensor, Tensor> through =
          a -> GumbelSoftmax.of(a, 0.7).straightThrough(Key.of(2), 50).mul(weights).sum();
      Function<Tensor, Tensor> soft =
          a -> GumbelSoftmax.of(a, 0.7).rsample(Key.of(2), 50).mul(weights).sum();
      assertThat(Gradients.of(through).apply(logits).equalTo(Gradients.of(soft).apply(logits)))
          .isTrue();
    }
    Function<Tensor, Tensor> binary =
        a -> BinaryConcrete.of(a, 0.7).straightThrough(Key.of(2), 9).sum();
    Function<Tensor, Tensor> relaxed = a -> BinaryConcrete.of(a, 0.7).rsample(Key.of(2), 9).sum();
    Tensor a = Tensor.scalar(0.3);
    assertThat(Gradients.of(binary).apply(a).item())
        .isEqualTo(Gradients.of(relaxed).apply(a).item());
    OneHot o = OneHot.of(0.2, 0.5, 0.3);
    Function<OneHot, Tensor> first = d -> d.straightThrough(Key.of(1)).at(0, 0);
    assertThat(Gradients.of(first).apply(o).logits().toDoubles())
        .containsExactly(new double[] {0.16, -0.1, -0.06}, within(1e-15));
  }

  /** The derivative of a mean is biased; it tends to the exact one as the temperature falls. */
  @Test
  void coldOnesAreLessBiased() {
    double exact = 0.016; // d/dlogit of E (b - 0.45)² at p = 0.2
    Tensor logit = Tensor.scalar(Math.log(0.25));
    double[] off = new double[2];
    double[] temperatures = {1, 0.1};
    double[] known = {-0.02312, 0.006552}; // by quadrature
    for (int i = 0; i < 2; i++) {
      double temperature = temperatures[i];
      Function<Tensor, Tensor> f =
          a -> BinaryConcrete.of(a, temperature).rsample(Key.of(7)).sub(0.45).square().sum();
      Tensor g = Gradients.of(f).apply(logit.broadcastTo(4 * N));
      double error = g.std().item() / Math.sqrt(4 * N);
      assertThat(g.mean().item()).isCloseTo(known[i], within(4.5 * error + 1e-5));
      off[i] = Math.abs(g.mean().item() - exact);
    }
    assertThat(off[1]).isLessThan(off[0]);
  }

  @Test
  void permutations() {
    Tensor scores = Key.of(3).normal(DType.F64, 5, 5);
    Tensor warm = GumbelSinkhorn.of(scores, 1, 2000).sample(Key.of(1), 4);
    assertThat(warm.sum(-1).sub(1).abs().max().item()).isLessThan(1e-6);
    assertThat(warm.sum(-2).sub(1).abs().max().item()).isLessThan(1e-14);
    Tensor cold = GumbelSinkhorn.of(scores, 0.01, 300).sample(Key.of(1), 4);
    assertThat(cold.sub(cold.rint()).abs().mean().item()).isLessThan(0.02);
    assertThatThrownBy(() -> GumbelSinkhorn.of(scores, 1, 5).logProb(warm))
        .hasMessage("GumbelSinkhorn has no density in closed form; it is for draws");
  }
}
