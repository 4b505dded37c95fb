package dev.cusp.kernel;

/** The error function. */
public final class Errors {
  /** From here on it is 1, to two units in the last place. */
  private static final float END = 3.74f;

  private static final float TWO_BY_END_SQUARED = 0.142983786f;

  private Errors() {}

  /**
   * {@code 2 / sqrt(pi)} times the integral of {@code exp(-t²)} from 0 to x; within 4.5 ulp. It is
   * x times a minimax polynomial in x², which is mapped to -1 ... 1, where the terms decay.
   */
  public static float erf(float x) {
    float near = x > END ? END : x < -END ? -END : x;
    float s = Math.fma(near * near, TWO_BY_END_SQUARED, -1);
    float y = Math.fma(s, 0.00084253581f, -0.00214561378f);
    y = Math.fma(s, y, 0.00182061642f);
    y = Math.fma(s, y, -0.00291288248f);
    y = Math.fma(s, y, 0.00895782094f);
    y = Math.fma(s, y, -0.0164641887f);
    y = Math.fma(s, y, 0.024580624f);
    y = Math.fma(s, y, -0.0369566455f);
    y = Math.fma(s, y, 0.053335771f);
    y = Math.fma(s, y, -0.0714246929f);
    y = Math.fma(s, y, 0.0907050595f);
    y = Math.fma(s, y, -0.112081923f);
    y = Math.fma(s, y, 0.139574572f);
    y = Math.fma(s, y, -0.188513786f);
    return near * Math.fma(s, y, 0.378062397f);
  }
}
