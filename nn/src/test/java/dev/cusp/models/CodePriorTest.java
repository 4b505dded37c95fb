package dev.cusp.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cusp.tensor.DType;
import dev.cusp.tensor.Key;
import dev.cusp.tensor.Shape;
import dev.cusp.tensor.Tensor;
import org.junit.jupiter.api.Test;

final class CodePriorTest {
  /** Fields that count up from the first, modulo 4; only that one is free. */
  private static int[] counting(int n) {
    int[] codes = new int[4 * n];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = (i / 4 * 7 + i % 4) % 4;
    }
    return codes;
  }

  @Test
  void learnsWhatFollowsWhat() {
    Tensor codes = Tensor.ofData(counting(200), Shape.of(200, 2, 2), DType.I32);
    CodePrior prior = CodePrior.learn(codes, 4, 150, Key.of(3));
    // each by itself they have log(4) = 1.386 nats, together a quarter of that
    assertThat(prior.loss(codes)).isBetween(Math.log(4) / 4, 0.4);
    Tensor drawn = prior.sample(Key.of(4), 100);
    assertThat(drawn.shape()).isEqualTo(Shape.of(100, 2, 2));
    assertThat(drawn.equalTo(prior.sample(Key.of(4), 100))).isTrue();
    int[] all = (int[]) drawn.data();
    int right = 0;
    boolean[] first = new boolean[4];
    for (int i = 0; i < all.length; i += 4) {
      boolean counts = true;
      for (int k = 1; k < 4; k++) {
        counts &= all[i + k] == (all[i] + k) % 4;
      }
      right += counts ? 1 : 0;
      first[all[i]] = true;
    }
    assertThat(right).isGreaterThan(90);
    assertThat(first).containsOnly(true);
  }
}
