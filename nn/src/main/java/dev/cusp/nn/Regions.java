package dev.cusp.nn;

import dev.cusp.tensor.DType;
import dev.cusp.tensor.Shape;
import dev.cusp.tensor.Tensor;

/**
 * Parts of images, each brought to one size: what a detector does with regions in which something
 * may be. Images have shape [n, height, width, channels]; for each of r regions it is said of which
 * image it is, ints of shape [r], and where: {@code top, left, bottom, right} in pixels, of shape
 * [r, 4]. Results have shape [r, height, width, channels].
 */
public final class Regions {
  private Regions() {}

  /**
   * The largest number in each bin of a grid over the region (Girshick, Fast R-CNN, arXiv
   * 1504.08083, section 2.1; equation 4 is its derivative: cotangents go to the largest, and are
   * summed over regions). Edges are rounded to whole pixels, so boxes have no derivative. A bin
   * with no pixel of the image in it gives 0.
   */
  public static Tensor maxPool(Tensor images, Tensor which, Tensor boxes, int height, int width) {
    check(images, which, boxes);
    Tensor chosen = images.take(which); // [r, h, w, c]
    Tensor edges = boxes.as(DType.F64).map(Math::rint);
    Tensor inRow = inBins(edges.at(1, 0), edges.at(1, 2), height, images.shape().length(1));
    Tensor inColumn = inBins(edges.at(1, 1), edges.at(1, 3), width, images.shape().length(2));
    Tensor none = Tensor.full(Double.NEGATIVE_INFINITY, images.type());
    // [r, bins, h, w, c] and [r, bins, bins, w, c], which no memory holds
    Tensor rows = inRow.expandDims(3).expandDims(4).where(chosen.expandDims(1), none).max(2);
    Tensor all = inColumn.expandDims(1).expandDims(4).where(rows.expandDims(2), none).max(3);
    return all.eq(Double.NEGATIVE_INFINITY).where(Tensor.full(0, all.type()), all);
  }

  /** Which positions along an axis are in which bin, both ends rounded outwards: [r, bins, n]. */
  private static Tensor inBins(Tensor first, Tensor last, int bins, int n) {
    Tensor start = first.reshape(-1, 1, 1);
    // a region has the pixels of both its edges, and one at least
    Tensor size = last.sub(first).add(1).maximum(1).reshape(-1, 1, 1).div(bins);
    Tensor bin = Tensor.range(bins).as(DType.F64).reshape(1, bins, 1);
    Tensor at = Tensor.range(n).as(DType.F64);
    Tensor low = bin.mul(size).map(Math::floor).add(start);
    Tensor high = bin.add(1).mul(size).map(Math::ceil).add(start);
    return at.ge(low).and(at.lt(high));
  }

  /**
   * Means of values between pixels, at {@code samples x samples} regular points of each bin (He et
   * al., Mask R-CNN, arXiv 1703.06870, section 3): nothing is rounded, so boxes have a derivative
   * too. Pixel (0, 0) is at 0, 0; points outside take the nearest pixel.
   */
  public static Tensor align(
      Tensor images, Tensor which, Tensor boxes, int height, int width, int samples) {
    check(images, which, boxes);
    Tensor own = boxes.as(images.type());
    Tensor rows = weights(own.at(1, 0), own.at(1, 2), height, images.shape().length(1), samples);
    Tensor columns = weights(own.at(1, 1), own.at(1, 3), width, images.shape().length(2), samples);
    return rows.contract("rih,rhwc->riwc", images.take(which)).contract("riwc,rjw->rijc", columns);
  }

  /** What each pixel along an axis counts in each bin: [r, bins, n]. */
  private static Tensor weights(Tensor first, Tensor last, int bins, int n, int samples) {
    int points = bins * samples;
    Tensor share = Tensor.range(points).as(first.type()).add(0.5).div(points);
    Tensor length = last.sub(first).expandDims(1);
    Tensor at = first.expandDims(1).add(length.mul(share)).clamp(0, n - 1);
    Tensor pixel = Tensor.range(n).as(first.type());
    Tensor each = at.expandDims(2).zip(pixel, (y, i) -> Math.max(0, 1 - Math.abs(y - i)));
    return each.reshape(-1, bins, samples, n).mean(2);
  }

  private static void check(Tensor images, Tensor which, Tensor boxes) {
    Shape box = boxes.shape();
    if (images.shape().rank() != 4
        || which.shape().rank() != 1
        || box.rank() != 2
        || box.length(0) != which.shape().length(0)
        || box.length(1) != 4) {
      throw new IllegalArgumentException(
          ("regions: images of shape %s, which %s, boxes %s; they have to be [n, height, width,"
                  + " channels], [r] and [r, 4]")
              .formatted(images.shape(), which.shape(), box));
    }
  }
}
