package dev.cusp.tensor;

import dev.cusp.rules.RulesFor;

/** Extrema of two numbers of equal standing: at a tie each has half of the derivative. */
final class Ties {
  private Ties() {}

  static double max(double x, double y) {
    return Math.max(x, y);
  }

  static float max(float x, float y) {
    return Math.max(x, y);
  }

  static double min(double x, double y) {
    return Math.min(x, y);
  }

  static float min(float x, float y) {
    return Math.min(x, y);
  }

  /** As PyTorch and JAX have it. */
  @RulesFor(Ties.class)
  static final class Halved {
    private Halved() {}

    static double max(double x, double xDot, double y, double yDot) {
      return x > y ? xDot : x < y ? yDot : 0.5 * xDot + 0.5 * yDot;
    }

    static float max(float x, float xDot, float y, float yDot) {
      return x > y ? xDot : x < y ? yDot : 0.5f * xDot + 0.5f * yDot;
    }

    static double min(double x, double xDot, double y, double yDot) {
      return x < y ? xDot : x > y ? yDot : 0.5 * xDot + 0.5 * yDot;
    }

    static float min(float x, float xDot, float y, float yDot) {
      return x < y ? xDot : x > y ? yDot : 0.5f * xDot + 0.5f * yDot;
    }
  }
}
