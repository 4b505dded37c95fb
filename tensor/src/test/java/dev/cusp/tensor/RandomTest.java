package dev.cusp.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random numbers have the distribution they are said to have, within 4.5 standard errors. */
final class RandomTest {
  private static final int N = 100_000;

  private static void moments(Tensor x, double mean, double variance, double fourth) {
    double[] all = x.toDoubles();
    double sum = 0;
    double square = 0;
    for (double v : all) {
      sum += v - mean;
      square += (v - mean) * (v - mean);
    }
    assertThat(sum / all.length).isCloseTo(0, within(4.5 * Math.sqrt(variance / all.length)));
    double spread = Math.sqrt((fourth - variance * variance) / all.length);
    assertThat(square / all.length).isCloseTo(variance, within(4.5 * spread));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, -7})
  void moments(long seed) {
    Key key = Key.of(seed);
    moments(key.split(0).uniform(DType.F64, N), 0.5, 1 / 12.0, 1 / 80.0);
    moments(key.split(1).normal(DType.F32, N), 0, 1, 3);
    moments(key.split(2).exponential(DType.F64, N), 1, 1, 9);
    double variance = Math.PI * Math.PI / 6;
    moments(
        key.split(3).gumbel(DType.F64, N), 0.5772156649015329, variance, 5.4 * variance * variance);
    moments(key.split(4).bernoulli(0.3, N), 0.3, 0.21, 0.21 * (1 - 3 * 0.21));
    moments(key.split(5).integers(-3, 7, N), 1.5, 8.25, 120.8625);
  }

  /** The variance of a normal number in (0, 1) and beyond 6, from tables of the distribution. */
  @Test
  void truncatedNormals() {
    double density = Math.exp(-0.5) / Math.sqrt(2 * Math.PI);
    double share = Special.normalShare(1) - 0.5;
    double mean = (1 / Math.sqrt(2 * Math.PI) - density) / share;
    Tensor x = Key.of(8).truncatedNormal(0, 1, DType.F64, N);
    assertThat(x.mean().item()).isCloseTo(mean, within(4.5 * 0.29 / Math.sqrt(N)));
    assertThat(x.ge(0).and(x.le(1)).all().item()).isEqualTo(1);
    Tensor far = Key.of(9).truncatedNormal(6, 100, DType.F64, N);
    assertThat(far.min().item()).isGreaterThan(6);
    assertThat(far.sub(6).mean().item()).isCloseTo(0.158, within(0.003)); // 1/6 - 2/6³ + ...
  }

  /** Chi-square of 256 boxes by the digits of pairs: mean 255, standard deviation 22.6. */
  @Test
  void pairsAreIndependent() {
    Tensor x = Key.of(5).integers(0, 16, N, 2);
    Tensor boxes = x.at(1, 0).mul(16).add(x.at(1, 1)).bincount(256);
    double expected = N / 256.0;
    double chi = boxes.sub(expected).square().sum().item() / expected;
    assertThat(chi).isCloseTo(255, within(4.5 * 22.6));
    Tensor a = Key.of(6).split(0).normal(DType.F64, N);
    Tensor b = Key.of(6).split(1).normal(DType.F64, N);
    assertThat(a.mul(b).mean().item()).isCloseTo(0, within(4.5 / Math.sqrt(N)));
    Tensor lagged = a.slice(Range.from(1)).mul(a.slice(Range.of(0, -1)));
    assertThat(lagged.mean().item()).isCloseTo(0, within(4.5 / Math.sqrt(N)));
  }

  /** Rounding down keeps uniform numbers below 1; other types have the same numbers, rounded. */
  @Test
  void typesHaveTheSameNumbers() {
    for (DType type : new DType[] {DType.F32, DType.F16, DType.BF16}) {
      Tensor x = Key.of(1).uniform(type, N);
      assertThat(x.max().item()).isLessThan(1);
      double ulp = type == DType.F32 ? 0x1p-24 : type == DType.F16 ? 0x1p-11 : 0x1p-8;
      Tensor down = Key.of(1).uniform(DType.F64, N).div(ulp).floor().mul(ulp);
      assertThat(x.as(DType.F64).equalTo(down)).isTrue();
      Tensor normal = Key.of(1).normal(DType.F64, N).as(type);
      assertThat(Key.of(1).normal(type, N).equalTo(normal)).isTrue();
    }
    assertThat(Key.of(1).uniform(DType.F64, 7).toDoubles())
        .isEqualTo(Key.of(1).uniform(DType.F64, N).slice(Range.of(0, 7)).toDoubles());
  }

  @Test
  void permutations() {
    Tensor p = Key.of(2).permutation(1000);
    assertThat(p.sort(0).equalTo(Tensor.range(1000))).isTrue();
    assertThat(p.equalTo(Tensor.range(1000))).isFalse();
    assertThat(Key.of(2).choice(10, 4).unique().values().shape().size()).isEqualTo(4);
    int[] firsts = new int[2000];
    Arrays.setAll(firsts, i -> (int) Key.of(i).shuffle(Tensor.range(6), 0).get(0));
    Tensor counts = Tensor.of(firsts).bincount(6);
    double expected = firsts.length / 6.0;
    double chi = counts.sub(expected).square().sum().item() / expected;
    assertThat(chi).isLessThan(5 + 4.5 * Math.sqrt(10)); // chi-square of 5 degrees of freedom
  }

  @Test
  void categories() {
    double[] shares = {0.1, 0.2, 0.7};
    Tensor logits = Tensor.of(shares).log().add(3).broadcastTo(N, 3);
    Tensor counts = Key.of(4).categorical(logits, -1).bincount(3);
    for (int k = 0; k < 3; k++) {
      double spread = Math.sqrt(N * shares[k] * (1 - shares[k]));
      assertThat(counts.get(k)).isCloseTo(N * shares[k], within(4.5 * spread));
    }
    assertThat(Key.of(4).bernoulli(Tensor.of(0.0, 1.0)).toDoubles()).containsExactly(0, 1);
    long least = -(1L << 31);
    assertThat(Key.of(1).integers(least, least + (1L << 32), 100).type()).isEqualTo(DType.I32);
    assertThat(Key.of(1).integers(1L << 40, (1L << 40) + 3, 100).min().item())
        .isEqualTo((double) (1L << 40));
    assertThatThrownBy(() -> Key.of(1).integers(3, 3, 1))
        .hasMessageStartingWith("integers: from 3 to 3");
  }

  /** A derivative passes through what is made of a draw. */
  @Test
  void reparametrized() {
    Tensor slope =
        Gradients.<Tensor>of(s -> Key.of(1).normal(DType.F64, 100).mul(s).square().mean())
            .apply(Tensor.scalar(2));
    double square = Key.of(1).normal(DType.F64, 100).square().mean().item();
    assertThat(slope.item()).isCloseTo(4 * square, within(1e-12));
  }
}
