package dev.cusp.ad;

/** A gradient of a function of one array of doubles, compiled without boxes. */
public interface Into {
  /** Adds the gradient to an array of zeros, and returns the value. */
  double run(double[] x, double[] bar);
}
