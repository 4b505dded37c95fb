package dev.cusp.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cusp.tensor.DType;
import dev.cusp.tensor.Gradients;
import dev.cusp.tensor.Key;
import dev.cusp.tensor.Range;
import dev.cusp.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Regions of images: against loops over pixels, and differences. */
final class RegionsTest {
  private static final int SIDE = 9;
  private static final Tensor IMAGES = Key.of(1).normal(DType.F64, 2, SIDE, SIDE, 3);
  private static final Tensor WHICH = Tensor.of(0, 1, 1);
  private static final double[][] BOXES = {{0, 0, 8, 8}, {2, 3, 6, 4}, {1.2, 2.7, 12, 6.4}};

  /** Where the largest number of a bin is, or null for an empty bin. */
  private static int[] largest(int r, int i, int j, int c, int bins) {
    int[] best = null;
    double[] box = BOXES[r];
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        if (isIn(y, box[0], box[2], i, bins)
            && isIn(x, box[1], box[3], j, bins)
            && (best == null || at(r, y, x, c) > at(r, best[0], best[1], c))) {
          best = new int[] {y, x};
        }
      }
    }
    return best;
  }

  private static double at(int r, int y, int x, int c) {
    return IMAGES.get((int) WHICH.get(r), y, x, c);
  }

  private static boolean isIn(int at, double first, double last, int bin, int bins) {
    double start = Math.rint(first);
    double size = (Math.rint(last) - start + 1) / bins;
    return at >= start + Math.floor(bin * size) && at < start + Math.ceil((bin + 1) * size);
  }

  @Test
  void theLargestOfEachBinAndItsCotangentsSummedOverRegions() {
    int bins = 4;
    var vjp =
        Gradients.<Tensor, Tensor>vjp(
            x -> Regions.maxPool(x, WHICH, Tensor.ofNested(BOXES), bins, bins), IMAGES);
    Tensor yBar = Key.of(2).normal(DType.F64, 3, bins, bins, 3);
    Tensor xBar = vjp.pullback().apply(yBar);
    double[][][][] expected = new double[2][SIDE][SIDE][3];
    int empty = 0;
    for (int r = 0; r < 3; r++) {
      for (int i = 0; i < bins; i++) {
        for (int j = 0; j < bins; j++) {
          for (int c = 0; c < 3; c++) {
            int[] best = largest(r, i, j, c, bins);
            empty += best == null ? 1 : 0;
            double y = best == null ? 0 : at(r, best[0], best[1], c);
            assertThat(vjp.value().get(r, i, j, c)).isEqualTo(y);
            if (best != null) {
              expected[(int) WHICH.get(r)][best[0]][best[1]][c] += yBar.get(r, i, j, c);
            }
          }
        }
      }
    }
    assertThat(empty).isPositive(); // the last region reaches over the edge
    assertThat(xBar.toDoubles())
        .containsExactly(Tensor.ofNested(expected).toDoubles(), within(1e-14));
  }

  @Test
  void meansOfValuesBetweenPixels() {
    Tensor y = Regions.align(IMAGES, WHICH, Tensor.ofNested(BOXES), 2, 3, 2);
    assertThat(y.shape().lengths()).containsExactly(3, 2, 3, 3);
    for (int r = 0; r < 3; r++) {
      double sum = 0;
      for (int k = 0; k < 4; k++) {
        double[] b = BOXES[r];
        double row = b[0] + (b[2] - b[0]) * (2 + k / 2 + 0.5) / 4;
        double column = b[1] + (b[3] - b[1]) * (2 + k % 2 + 0.5) / 6;
        sum += between(r, Math.min(row, SIDE - 1), Math.min(column, SIDE - 1)) / 4;
      }
      assertThat(y.get(r, 1, 1, 2)).isCloseTo(sum, within(1e-13));
    }
  }

  private static double between(int r, double row, double column) {
    double sum = 0;
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        double weight = Math.max(0, 1 - Math.abs(row - y)) * Math.max(0, 1 - Math.abs(column - x));
        sum += weight * at(r, y, x, 2);
      }
    }
    return sum;
  }

  /** Central differences of step 1e-6 err by about 1e-9; no point is that near to a pixel. */
  @Test
  void boxesHaveADerivative() {
    Tensor boxes = Tensor.ofNested(BOXES).slice(Range.of(1, 3)).add(0.013);
    Tensor which = Tensor.of(1, 1);
    Tensor bar =
        Gradients.<Tensor>of(b -> Regions.align(IMAGES, which, b, 3, 3, 2).square().sum())
            .apply(boxes);
    Tensor dot = Key.of(3).normal(DType.F64, 2, 4);
    double h = 1e-6;
    double difference =
        Regions.align(IMAGES, which, boxes.add(dot.mul(h)), 3, 3, 2).square().sum().item()
            - Regions.align(IMAGES, which, boxes.sub(dot.mul(h)), 3, 3, 2).square().sum().item();
    assertThat(bar.mul(dot).sum().item()).isCloseTo(difference / (2 * h), within(1e-6));
  }

  @Test
  void shapesThatDoNotFitAreRefused() {
    assertThatThrownBy(() -> Regions.maxPool(IMAGES, WHICH, IMAGES, 2, 2))
        .hasMessageContaining("they have to be [n, height, width, channels], [r] and [r, 4]");
  }
}
