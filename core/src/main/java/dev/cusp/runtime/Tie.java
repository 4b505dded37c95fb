package dev.cusp.runtime;

/** Ends the fast derivative at a point where two things that are compared are equal. */
public final class Tie extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A tie at a place in the program, {@code Model.java:41: comparison}. */
  public Tie(String site) {
    super(site, null, false, false);
  }

  /** Called by derivative code. */
  public static RuntimeException at(String site) {
    return new Tie(site);
  }
}
