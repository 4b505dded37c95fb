package dev.cusp.expectation;

/** What a scored draw cannot have caused. */
final class Credit {
  private Credit() {}

  /** The part of the result that is a sum of terms already computed where this is called. */
  static double before() {
    return 0;
  }
}
