package dev.cusp.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cusp.data.Dataset;
import dev.cusp.data.Digits;
import dev.cusp.tensor.DType;
import dev.cusp.tensor.Leaves;
import dev.cusp.tensor.Shape;
import dev.cusp.tensor.Tensor;
import dev.cusp.train.Standardization.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Standardized inputs have the means and variances they should. */
final class StandardizationTest {
  private static final Dataset DIGITS = Digits.training();

  @ParameterizedTest
  @EnumSource
  void meansAreZero(Kind kind) {
    Standardization layer = Standardization.of(kind, DIGITS);
    Tensor y = layer.apply(DIGITS.all().x());
    assertThat(y.shape()).isEqualTo(Shape.of(1437, 8, 8, 1));
    // floats of size 1, 1437 of them
    assertThat(y.mean().item()).isCloseTo(0, within(1e-5));
    if (kind != Kind.CHANNEL) {
      assertThat(y.mean(0).abs().max().item()).isCloseTo(0, within(1e-5));
    }
    assertThat(Leaves.of(layer)).as("what is trained").isEmpty();
    assertThat(Weights.of(Standardization.like(kind, 8, 8, 1)))
        .hasSameSizeAs(Weights.of(layer))
        .allSatisfy(
            (path, t) -> assertThat(t.shape()).isEqualTo(Weights.of(layer).get(path).shape()));
  }

  @Test
  void aChannelHasVarianceOne() {
    Tensor y = Standardization.of(Kind.CHANNEL, DIGITS).apply(DIGITS.all().x());
    assertThat(y.square().mean().item()).isCloseTo(1, within(1e-5));
  }

  @ParameterizedTest
  @EnumSource(names = {"PCA", "ZCA"})
  void whiteEntriesDoNotCorrelate(Kind kind) {
    Tensor y = Standardization.of(kind, DIGITS).apply(DIGITS.all().x()).reshape(1437, 64);
    Tensor white = y.as(DType.F64);
    Tensor covariance = white.transpose().matmul(white).div(1437);
    double[][] c = new double[64][64];
    for (int i = 0; i < 64; i++) {
      for (int j = 0; j < 64; j++) {
        c[i][j] = covariance.get(i, j);
        if (kind == Kind.PCA && i != j) {
          assertThat(c[i][j]).isCloseTo(0, within(1e-4));
        }
      }
    }
    // variances v become v / (v + 0.01): near 1 along the last axes, which are the widest
    if (kind == Kind.PCA) {
      assertThat(c[63][63]).isBetween(0.95, 1.0);
    } else {
      Tensor x = DIGITS.all().x().reshape(1437, 64).sub(DIGITS.all().x().reshape(1437, 64).mean(0));
      // an entry stays what it was: it correlates with itself before more than with others
      Tensor cross = x.transpose().matmul(y.as(DType.F32)).div(1437);
      assertThat(cross.get(20, 20))
          .isEqualTo(cross.slice(0, dev.cusp.tensor.Range.of(20, 21)).max().item());
    }
  }
}
