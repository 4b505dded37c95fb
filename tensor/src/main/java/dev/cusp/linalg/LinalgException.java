package dev.cusp.linalg;

/** A matrix for which there is no result: says which of a batch, why, and what to do instead. */
public final class LinalgException extends ArithmeticException {
  private static final long serialVersionUID = 1L;

  LinalgException(String message, Object... args) {
    super(message.formatted(args));
  }
}
