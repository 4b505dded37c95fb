package dev.cusp.examples.distributions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cusp.examples.distributions.Distributions.Estimate;
import dev.cusp.examples.distributions.Distributions.Row;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DistributionsTest {
  /** Every estimate is within 4.5 standard errors of the closed form, and of rounding. */
  @Test
  void derivatives() {
    int compared = 0;
    for (Family family : Family.all()) {
      for (Row row : Distributions.rows(family, 4000)) {
        for (Estimate e : List.of(row.pathwise(), row.score())) {
          if (!Double.isNaN(e.value())) {
            compared++;
            assertThat(e.value())
                .as("%s by %s", family.name(), row.parameter())
                .isCloseTo(row.exact(), within(4.5 * e.error() + 1e-12));
          }
        }
      }
    }
    assertThat(compared).isEqualTo(54);
  }

  @Test
  void picture(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("all.png");
    Gallery.write(file, Family.all().subList(0, 6), 500);
    var image = ImageIO.read(file.toFile());
    assertThat(image.getWidth()).isEqualTo(1800);
    assertThat(image.getHeight()).isEqualTo(500);
    assertThat(Gallery.heights(new double[] {-1, 0.1, 0.2, 0.9, 2}, 0, 1, 2))
        .containsExactly(0.8, 0.4);
  }
}
