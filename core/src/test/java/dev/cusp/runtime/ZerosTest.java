package dev.cusp.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Arrays with one number that is not zero, at any place. */
final class ZerosTest {
  @Test
  void aNumberThatIsNotZeroIsFoundAnywhere() {
    for (int length : new int[] {0, 1, 5, 64, 255, 256, 257, 515, 1030}) {
      double[] numbers = new double[length];
      assertThat(Zeros.hasNonzero(numbers)).isFalse();
      for (int i = 0; i < length; i++) {
        for (double x : new double[] {Double.MIN_VALUE, -1, Double.NaN}) {
          numbers[i] = x;
          assertThat(Zeros.hasNonzero(numbers)).as("%d of %d", i, length).isTrue();
        }
        numbers[i] = -0.0; // a zero too, also before others
        assertThat(Zeros.hasNonzero(numbers)).isFalse();
        numbers[i] = i % 3 == 0 ? -0.0 : 0;
      }
      Arrays.fill(numbers, -0.0);
      assertThat(Zeros.hasNonzero(numbers)).isFalse();
    }
  }
}
