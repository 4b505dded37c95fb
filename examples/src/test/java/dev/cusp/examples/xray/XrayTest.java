package dev.cusp.examples.xray;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cusp.data.Rows;
import dev.cusp.io.Images;
import dev.cusp.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Findings of drawings are learned, and maps add up to what the network says. */
final class XrayTest {
  @TempDir Path folder;

  @Test
  void findingsAreLearnedAndShown() throws IOException {
    Phantoms test = Phantoms.draw(200, 2);
    Rows training = Phantoms.draw(512, 1).examples();
    Reader model = Xray.train(training, test.examples(), 3);
    // 0.5 is guessing; some findings take longer
    assertThat(Arrays.stream(Xray.areas(model, test.examples())).max().orElseThrow())
        .isGreaterThan(0.8);
    Tensor x = test.examples().x();
    Tensor sum = model.maps(x).mean(1, 2).add(model.head().bias());
    assertThat(sum.sub(model.apply(x)).abs().max().item()).isLessThan(1e-4); // f32
    Xray.draw(folder.resolve("maps.png"), model, test.examples(), 3);
    assertThat(Images.read(folder.resolve("maps.png")).shape().lengths())
        .containsExactly(3 * 28 * 4, 6 * 28 * 4, 3);
  }

  @Test
  void drawingsHaveWhatTheySay() {
    Phantoms drawn = Phantoms.draw(300, 3);
    double[] labels = drawn.examples().y().toDoubles();
    double[] sizes = drawn.places().sum(1, 2).toDoubles();
    for (int i = 0; i < labels.length; i++) {
      assertThat(sizes[i] > 0).isEqualTo(labels[i] == 1);
    }
    // 1500 draws with 0.25: four standard deviations of 0.011
    assertThat(Arrays.stream(labels).average().orElseThrow()).isBetween(0.205, 0.295);
    assertThat(Phantoms.draw(300, 3).examples().x().equalTo(drawn.examples().x())).isTrue();
  }
}
