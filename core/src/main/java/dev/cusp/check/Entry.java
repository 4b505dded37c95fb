package dev.cusp.check;

/**
 * One number of a derivative: of an output by an input.
 *
 * @param name {@code x[0]}, or {@code mean by x[0]} where there are several outputs
 * @param numeric by difference quotients
 * @param error of the difference quotients, by their own account
 * @param note what is to be said about it, or empty
 */
public record Entry(
    String name,
    double reverse,
    double forward,
    double numeric,
    double error,
    Verdict verdict,
    String note) {
  /** What came of the comparison. */
  public enum Verdict {
    /** All three are one number. */
    AGREES,
    /** The function has a kink here; the derivative is one of those near by. */
    KINK,
    /** The difference quotients are too rough to say. */
    UNSURE,
    /** They are not. */
    PARTS
  }

  /** Whether nothing speaks against the derivative. */
  public boolean isGood() {
    return verdict != Verdict.PARTS;
  }
}
