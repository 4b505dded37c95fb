package dev.cusp.kernel;

/**
 * A computation on whole arrays that is no loop nest, such as a sort or a decomposition. It is made
 * for inputs of certain shapes, once for all calls; thread-safe.
 */
@FunctionalInterface
public interface Routine {
  /**
   * Runs it.
   *
   * @param inputs arrays in row-major order, which must not be written to
   * @param results arrays to be written in full; what is in them is left over from something else
   */
  void run(Object[] inputs, Object[] results);
}
