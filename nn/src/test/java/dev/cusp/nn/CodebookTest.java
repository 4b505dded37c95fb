package dev.cusp.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cusp.tensor.DType;
import dev.cusp.tensor.Gradients;
import dev.cusp.tensor.Key;
import dev.cusp.tensor.Shape;
import dev.cusp.tensor.Tensor;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Vector quantization against its formulas. */
final class CodebookTest {
  private static final Tensor VECTORS =
      Tensor.ofNested(new double[][] {{0, 0}, {1, 0}, {0, 2}, {-5, -5}});

  private static Codebook book(double dead) {
    return new Codebook(
        VECTORS,
        Tensor.of(2.0, 1.0, 1.0, 0.001),
        VECTORS.mul(Tensor.of(2.0, 1.0, 1.0, 0.001).expandDims(-1)),
        0.9,
        dead);
  }

  private static final Tensor X =
      Tensor.ofNested(new double[][] {{0.1, 0.2}, {0.8, -0.1}, {0.2, 1.4}, {0.9, 0.1}});

  @Test
  void nearest() {
    Codebook.Quantized q = book(0).quantize(X.reshape(2, 2, 2), Pass.inference());
    assertThat(q.codes().flatten().toDoubles()).containsExactly(0, 1, 2, 1);
    assertThat(q.codes().shape()).isEqualTo(Shape.of(2, 2));
    assertThat(q.vectors().reshape(4, 2).equalTo(VECTORS.take(Tensor.of(0, 1, 2, 1)))).isTrue();
    double squares = 0.01 + 0.04 + 0.04 + 0.01 + 0.04 + 0.36 + 0.01 + 0.01;
    assertThat(q.commitment().item()).isCloseTo(squares / 8, within(1e-15));
    double entropy = -0.5 * Math.log(0.25) - 0.5 * Math.log(0.5);
    assertThat(q.perplexity().item()).isCloseTo(Math.exp(entropy), within(1e-14));
  }

  /** To the bit what arrives at the codes; and {@code 2 (x - code) / n} of the commitment. */
  @Test
  void straightThrough() {
    Tensor weights = Key.of(1).normal(DType.F64, 4, 2);
    Function<Tensor, Tensor> through =
        x -> book(0).quantize(x, Pass.inference()).vectors().mul(weights).sum();
    assertThat(Gradients.of(through).apply(X).equalTo(weights)).isTrue();
    Function<Tensor, Tensor> commitment = x -> book(0).quantize(x, Pass.inference()).commitment();
    Tensor wanted = X.sub(VECTORS.take(Tensor.of(0, 1, 2, 1))).mul(2 / 8.0);
    Tensor off = Gradients.of(commitment).apply(X).sub(wanted).abs();
    assertThat(off.max().item()).isLessThan(1e-16);
  }

  /** Appendix A.1 of the paper, with smoothed counts. */
  @Test
  void runningMeans() {
    Pass pass = Pass.training(Key.of(2));
    Codebook before = book(0);
    before.quantize(X, pass);
    Codebook after = pass.updated(before);
    double[] counts = {0.9 * 2 + 0.1, 0.9 + 0.2, 0.9 + 0.1, 0.0009};
    assertThat(after.counts().toDoubles()).containsExactly(counts, within(1e-15));
    double sum = counts[0] + counts[1] + counts[2] + counts[3];
    double smooth = (counts[1] + 1e-5) / (sum + 4e-5) * sum;
    assertThat(after.vectors().get(1, 0))
        .isCloseTo((0.9 * 1 + 0.1 * (0.8 + 0.9)) / smooth, within(1e-14));
    assertThat(after.sums().get(2, 1)).isCloseTo(0.9 * 2 + 0.1 * 1.4, within(1e-15));
    Codebook twice =
        Gradients.of((Codebook b) -> b.quantize(X, Pass.inference()).commitment()).apply(before);
    assertThat(twice.vectors().equalTo(before.vectors())).isTrue(); // constants have no gradient
  }

  /** The code that stands for nothing becomes a vector of the batch; others do not. */
  @Test
  void deadCodes() {
    Pass pass = Pass.training(Key.of(2));
    Codebook before = book(0.02);
    before.quantize(X, pass);
    Codebook after = pass.updated(before);
    Tensor last = after.vectors().at(0, 3);
    boolean isInBatch = false;
    for (int i = 0; i < 4; i++) {
      isInBatch |= last.equalTo(X.at(0, i));
    }
    assertThat(isInBatch).isTrue();
    assertThat(after.counts().get(3)).isEqualTo(1); // a fair part: four vectors of four codes
    assertThat(after.sums().at(0, 3).equalTo(last)).isTrue();
    assertThat(after.counts().get(0)).isCloseTo(1.9, within(1e-15));
  }
}
