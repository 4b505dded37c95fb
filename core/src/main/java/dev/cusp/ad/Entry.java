package dev.cusp.ad;

/** Emitted code behind one signature for all: arguments come in arrays. */
@FunctionalInterface
public interface Entry {
  /**
   * Runs it.
   *
   * @param args the primal arguments
   * @param shadows the shadows of active references, in the order of the parameters
   * @param numbers tangents in, or cotangents out, of active numbers, in the same order
   * @param seed the cotangent of a result that is a reference, or where tangents of results go
   * @return the value, boxed
   */
  Object run(Object[] args, Object[] shadows, double[] numbers, Object seed);
}
