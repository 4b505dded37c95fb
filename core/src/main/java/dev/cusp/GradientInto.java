package dev.cusp;

/** A gradient for inner loops: no boxing, no allocation. */
@FunctionalInterface
public interface GradientInto {
  /**
   * Computes value and gradient at {@code x}.
   *
   * @param gradient overwritten with the gradient; as long as {@code x}
   * @return the value
   */
  double apply(double[] x, double[] gradient);
}
