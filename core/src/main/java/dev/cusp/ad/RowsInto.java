package dev.cusp.ad;

/** The rows of the Jacobian of a function from an array of doubles to another. */
@FunctionalInterface
public interface RowsInto {
  /** Puts them into arrays, one for each result, and returns the value. */
  double[] run(double[] x, double[][] rows);
}
