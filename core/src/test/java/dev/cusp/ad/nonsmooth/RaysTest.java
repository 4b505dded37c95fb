package dev.cusp.ad.nonsmooth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cusp.runtime.Shadow;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Directions. */
class RaysTest {
  @Test
  void numbersAreOddMultiplesOfAPowerOfTwo() {
    int positive = 0;
    for (int i = 0; i < 10_000; i++) {
      double v = Rays.next(3, i);
      long odd = (long) (v * (1 << 21));
      assertThat(Math.abs(v)).isBetween(0.5, 2.0);
      assertThat(odd * 0x1p-21).isEqualTo(v);
      assertThat(odd & 1).isEqualTo(1);
      assertThat((double) (float) v).isEqualTo(v);
      positive += v > 0 ? 1 : 0;
    }
    assertThat(positive).isBetween(4_800, 5_200);
  }

  @Test
  void numbersRarelyRepeat() {
    Set<Double> seen = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      seen.add(Rays.next(9, i));
    }
    assertThat(seen).hasSizeGreaterThan(996);
  }

  @Test
  void aNumberDependsOnSeedAndIndexOnly() {
    double[] few = (double[]) Rays.fill(new double[3], 8);
    double[] many = (double[]) Rays.fill(new double[100], 8);
    assertThat(Arrays.copyOf(many, 3)).containsExactly(few);
    assertThat(many[50]).isEqualTo(Rays.next(8, 50));
    assertThat(Rays.next(9, 50)).isNotEqualTo(many[50]);
  }

  @Test
  void everyPartOfAStructureIsFilledOnce() {
    Shadow shadow = new Shadow(2, 3);
    float[] shared = new float[2];
    shadow.r[0] = shared;
    shadow.r[1] = new Object[] {shared, shadow, new double[1], null};
    Rays.fill(shadow, 4);
    assertThat(shadow.d).containsExactly(Rays.next(4, 0), Rays.next(4, 1));
    assertThat(shared).containsExactly((float) Rays.next(4, 2), (float) Rays.next(4, 3));
    assertThat((double[]) ((Object[]) shadow.r[1])[2]).containsExactly(Rays.next(4, 4));
    assertThat(Rays.fill(0.0, 4)).isEqualTo(Rays.next(4, 0));
  }
}
