package dev.cusp.examples.vanishing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cusp.data.Digits;
import dev.cusp.train.History;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Gradients vanish with depth, unless there are shortcuts. */
final class VanishingTest {
  private static double[] gradients(boolean hasShortcuts) throws IOException {
    History history =
        Vanishing.train(Vanishing.network(20, hasShortcuts), Digits.training().range(0, 32), 1);
    return Vanishing.gradients(history.norms());
  }

  @Test
  void gradientsVanishWithoutShortcutsOnly() throws IOException {
    double[] plain = gradients(false);
    double[] residual = gradients(true);
    assertThat(plain).hasSize(19);
    // each of 18 layers keeps about a half of the variance: 2^-9 of the size
    assertThat(plain[0] / plain[18]).isLessThan(1e-2);
    assertThat(residual[0] / residual[18]).isGreaterThan(0.1);
  }
}
