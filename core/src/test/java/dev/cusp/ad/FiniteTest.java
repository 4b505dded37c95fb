package dev.cusp.ad;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Numbers that are not finite, wherever they are. */
final class FiniteTest {
  @Test
  void inColumns() {
    Random random = new Random(3);
    for (int count : new int[] {1, 4, 5, 6, 9, 12}) {
      Object[] columns = new Object[count];
      for (int k = 0; k < count; k++) {
        columns[k] = random.doubles(10, -1, 1).toArray();
      }
      assertThat(Finite.isFinite(columns)).isTrue();
      for (int k = 0; k < count; k++) {
        for (double bad : new double[] {Double.NaN, 1 / 0.0, -1 / 0.0, 1e308, -1e308}) {
          int at = random.nextInt(10);
          double[] column = (double[]) columns[k];
          double[] next = (double[]) columns[(k + 1) % count];
          double before = column[at];
          double beside = next[at];
          next[at] = -bad; // infinities in a row do not cancel
          column[at] = bad;
          assertThat(Finite.isFinite(columns)).isEqualTo(Double.isFinite(bad));
          next[at] = bad; // large numbers may
          assertThat(Finite.isFinite(columns)).isEqualTo(Double.isFinite(bad));
          next[at] = beside;
          column[at] = before;
        }
      }
    }
    Object[] mixed = {new double[3], new double[4], null, 1.0, new float[] {1 / 0f}, 2.0};
    assertThat(Finite.isFinite(mixed)).isFalse();
    mixed[4] = new double[] {1};
    assertThat(Finite.isFinite(mixed)).isTrue();
  }
}
