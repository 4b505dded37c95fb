package dev.cusp.rules;

/** What rules can say of tangents beyond sums and multiples. */
public final class Tangents {
  private Tangents() {}

  /** {@code xDot + yDot}, but 0 where either belongs to a constant. */
  public static double both(double xDot, double yDot) {
    return xDot + yDot;
  }

  /** {@code xDot + yDot}, but 0 where either belongs to a constant. */
  public static float both(float xDot, float yDot) {
    return xDot + yDot;
  }
}
