package dev.cusp;

/** What the derivative is at a point where the program is not smooth. */
public enum Kinks {
  /**
   * The limit of the gradients along a random direction (drawn from a seed): an element of the
   * generalized derivative, and the derivative itself wherever there is one.
   *
   * <p>Where no tie is met this costs a comparison at each place where one could be. A jump, or a
   * slope that is infinite, is a {@link dev.cusp.ad.NonsmoothException}.
   */
  EXACT,

  /** What PyTorch does: each operation has a derivative of its own at its kink. */
  CONVENTION,

  /** A tie is an exception that names its line. */
  FAIL
}
