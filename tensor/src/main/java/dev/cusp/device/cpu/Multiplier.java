package dev.cusp.device.cpu;

import dev.cusp.library.Libraries;

/** A way to multiply matrices; thread-safe. */
interface Multiplier {
  /**
   * {@code c = a b}, or {@code c = c + a b}, on the thread of the caller.
   *
   * @param a an array of {@code float} or {@code double}, as the other two
   * @param aAt where in its array the matrix begins
   * @param adds whether the product is added to what is in c
   */
  void multiply(Block s, Object a, int aAt, Object b, int bAt, Object c, int cAt, boolean adds);

  /** The quickest one there is. */
  static Multiplier of(Libraries libraries) {
    boolean hasVectors = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    Multiplier own = hasVectors ? new VectorMultiplier() : new LoopMultiplier();
    return libraries.blas().<Multiplier>map(blas -> new LibraryMultiplier(blas, own)).orElse(own);
  }
}
