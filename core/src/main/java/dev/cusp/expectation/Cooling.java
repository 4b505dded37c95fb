package dev.cusp.expectation;

/**
 * A temperature that falls, for relaxed draws: what they give is first smooth and biased, at last
 * nearly discrete and noisy. Jang, Gu and Poole, Categorical reparameterization with
 * Gumbel-softmax, 2017, section 2.2.
 *
 * @param start the temperature at step 0
 * @param keep what is kept of it at each step
 * @param least below which it does not fall
 */
public record Cooling(double start, double keep, double least) {
  public Cooling {
    if (!(start > 0 && keep > 0 && keep <= 1 && least > 0)) {
      throw new IllegalArgumentException(
          "a temperature from %s to %s, of which %s is kept; all must be positive, the last at most 1"
              .formatted(start, least, keep));
    }
  }

  /** The temperature at a step. */
  public double at(long step) {
    return Math.max(least, start * Math.pow(keep, step));
  }
}
