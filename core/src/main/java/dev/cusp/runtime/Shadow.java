package dev.cusp.runtime;

/**
 * The tangent or the cotangent of an object, laid out as {@link Layout} of the object's class says.
 *
 * <p>Array fields have shadows of their own: a {@code double[]} for a {@code double[]}. See {@link
 * Shadows#zeroLike}.
 */
public final class Shadow {
  /** An entry per {@code float} or {@code double} instance field. */
  public final double[] d;

  /** An entry per reference instance field: the shadow of what the field refers to, or null. */
  public final Object[] r;

  /** A shadow of zeros and nulls. */
  public Shadow(int numbers, int links) {
    this(new double[numbers], links);
  }

  /** A shadow of the numbers of another, and nulls. */
  Shadow(double[] numbers, int links) {
    d = numbers;
    r = new Object[links];
  }
}
