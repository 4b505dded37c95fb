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

  /** Some of the pieces of a routine. */
  @FunctionalInterface
  interface Piece {
    /** Runs those from the first to before the end, as {@link Routine#run}. */
    void run(int first, int end, Object[] inputs, Object[] results);
  }

  /**
   * A routine of pieces that have nothing to do with each other, as lines that are sorted or
   * matrices of a batch: a device may run them at the same time.
   *
   * @param work about how many simple operations all of them take
   */
  record InPieces(int count, long work, Piece piece) implements Routine {
    @Override
    public void run(Object[] inputs, Object[] results) {
      piece.run(0, count, inputs, results);
    }
  }
}
