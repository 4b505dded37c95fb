package dev.cusp.emit;

/**
 * How large methods may be, in estimated bytes of code; the code turns out at about two thirds. C2
 * never compiles a method of more than 8,000 bytes and does best with one loop nest at a time.
 *
 * @param nests in what is larger, loop nests become methods of their own
 * @param large what is still larger is cut into parts
 * @param part what such a part should have
 * @param slots how many argument slots a part may have; other values reach it in arrays
 */
record Limits(int nests, int large, int part, int slots) {
  static final Limits USUAL = new Limits(1000, 6500, 3000, 40);

  /** Nothing is split. */
  static final Limits NONE = new Limits(Integer.MAX_VALUE, Integer.MAX_VALUE, 0, 0);

  /** For when parts turned out larger than they were thought to be. */
  Limits halved() {
    return new Limits(nests / 2, large / 2, part / 2, slots);
  }
}
