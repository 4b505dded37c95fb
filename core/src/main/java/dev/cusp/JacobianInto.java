package dev.cusp;

/**
 * The Jacobian {@code J[i][j] = d f_i / d x_j} of a function from an array to an array, written
 * into arrays of the caller's, by the mode of the caller's choice.
 */
public interface JacobianInto {
  /**
   * By reverse mode: the gradients of the results, several in one run.
   *
   * @param rows overwritten; as many as there are results, each as long as {@code x}
   * @return the value
   */
  double[] rows(double[] x, double[][] rows);

  /**
   * By forward mode: the derivatives of all results along one entry of {@code x} after the other.
   * The program is run once, unless it would have to keep megabytes; then once for several entries.
   *
   * @param columns overwritten, also while the function's data are still read, so none of it; as
   *     many as {@code x} has entries, each as long as the result
   * @return the value
   */
  double[] columns(double[] x, double[][] columns);
}
