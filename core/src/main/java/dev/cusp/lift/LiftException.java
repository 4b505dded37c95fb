package dev.cusp.lift;

/** A program that cannot be lifted: what, where, and what to do about it. */
public final class LiftException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public LiftException(String message) {
    super(message);
  }
}
