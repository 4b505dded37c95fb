package dev.cusp.tensor;

/** How {@link Convolutions#resize} finds what lies between elements. */
public enum Interpolation {
  /** Element {@code floor(i from / to)}, as PyTorch's {@code nearest}. */
  NEAREST,

  /**
   * Linear along each axis, elements being in the middle of cells of equal size: at {@code (i +
   * 1/2) from / to - 1/2}. When the image gets smaller, most elements are left out.
   */
  LINEAR,

  /** Linear along each axis, the first and the last element staying where they are. */
  LINEAR_CORNERS,

  /**
   * Cubic through four elements along each axis, of cells as in {@link #LINEAR}; beyond the ends is
   * the last element (Keys 1981, with a = -3/4, as PyTorch's {@code bicubic}). It overshoots.
   */
  CUBIC
}
