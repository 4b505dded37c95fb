package dev.cusp.ad;

/** A gradient of a function of one array of doubles, compiled without boxes. */
public interface Into {
  /** Overwrites an array with the gradient, and returns the value. */
  double run(double[] x, double[] bar);
}
