package dev.cusp.ad;

import dev.cusp.ir.Source;

/** A program that has no derivative at a point, or none that could be found; says where and why. */
public final class NonsmoothException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Why there is no answer. */
  public enum Kind {
    /** The program jumps: its value is not the limit of its values nearby. */
    DISCONTINUOUS,
    /** Its slope grows without bound. */
    NOT_LIPSCHITZ,
    /** It may have a derivative, but what it does cannot be followed closely enough to tell. */
    UNRESOLVED
  }

  private final Kind kind;

  /**
   * A refusal.
   *
   * @param what what was found, a sentence without its full stop
   * @param where the statement that is the reason, or null
   */
  public NonsmoothException(Kind kind, String what, Source where) {
    super(where == null ? what : what + ", at " + DerivativeException.where(where));
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
