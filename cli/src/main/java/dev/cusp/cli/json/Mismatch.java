package dev.cusp.cli.json;

/** A JSON value that does not fit the Java type wanted, with the path to it: {@code [3].mass}. */
final class Mismatch extends RuntimeException {
  private static final long serialVersionUID = 1;

  private String path = "";

  Mismatch(String message) {
    super(message, null, false, false);
  }

  /** The same a level further out. */
  Mismatch inside(String step) {
    path = step + path;
    return this;
  }

  String path() {
    return path;
  }
}
