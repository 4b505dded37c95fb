package dev.cusp.examples.fractal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cusp.tensor.Tensor;
import org.junit.jupiter.api.Test;

final class FractalTest {
  /** The mapped method is the method, and what stays bounded is black. */
  @Test
  void pictureIsTheMethod() {
    Tensor x = Tensor.linspace(-2, 1, 7);
    Tensor y = Tensor.linspace(-1, 1, 5).expandDims(1);
    double[] escape = x.zip(y, Fractal::escape).toDoubles();
    for (int i = 0; i < 35; i++) {
      double expected = Fractal.escape(x.get(i % 7), y.get(i / 7, 0));
      // logarithms of kernels and of Math differ in the last digit
      assertThat(escape[i]).isCloseTo(expected, within(1e-14 * Math.abs(expected)));
    }
    Tensor picture = Fractal.picture(31, 25);
    assertThat(picture.shape().lengths()).containsExactly(25, 31, 3);
    assertThat(picture.get(12, 22, 0)).as("near 0").isZero();
    assertThat(picture.max().item()).isBetween(100.0, 255.0);
  }
}
