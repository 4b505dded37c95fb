package dev.cusp.check;

/**
 * What difference quotients say about a derivative.
 *
 * @param right the estimate: of the smooth derivative, or of the slope to the right
 * @param left the same, or the slope to the left where that is another one
 * @param error how far off the estimate may be
 */
record Slope(Kind kind, double right, double left, double error) {
  /** How the function behaves along the line, from tame to wild. */
  enum Kind {
    SMOOTH,
    /** Slopes on both sides, and they differ. */
    KINK,
    /** Quotients that grow without bound: a vertical tangent. */
    STEEP,
    /** Values on both sides that differ however near they are. */
    JUMP,
    /** No finite values around the point, or none that settle. */
    UNKNOWN
  }

  static final Slope UNKNOWN =
      new Slope(Kind.UNKNOWN, Double.NaN, Double.NaN, Double.POSITIVE_INFINITY);

  static Slope smooth(double value, double error) {
    return new Slope(Kind.SMOOTH, value, value, error);
  }

  /** The more certain of two. */
  Slope or(Slope other) {
    return other.error < error ? other : this;
  }
}
