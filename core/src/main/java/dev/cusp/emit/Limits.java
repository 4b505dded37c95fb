package dev.cusp.emit;

/**
 * How large methods may be, in estimated bytes of code; the code turns out at about two thirds. C2
 * never compiles a method of more than 8,000 bytes and allocates registers best in ones of 1,000 to
 * 2,500.
 *
 * @param large what is larger is split
 * @param part what a part of a split method should have
 * @param slots how many argument slots a part may have; other values reach it in arrays
 */
record Limits(int large, int part, int slots) {
  static final Limits USUAL = new Limits(1000, 500, 40);

  /** For when parts turned out larger than they were thought to be. */
  Limits halved() {
    return new Limits(large / 2, part / 2, slots);
  }
}
