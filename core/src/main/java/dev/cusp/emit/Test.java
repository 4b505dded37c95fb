package dev.cusp.emit;

import dev.cusp.ir.Op;

/** A question about an int: whether it is, or is not, a given number. */
record Test(boolean equal, int number) {
  /** Whether it is not 0, as conditions mean it. */
  static final Test HOLDS = new Test(false, 0);

  boolean of(int value) {
    return (value == number) == equal;
  }

  /** Whether it is the same as {@link #HOLDS} for 0 and 1. */
  boolean isHolds() {
    return of(1) && !of(0);
  }

  /** Whether it is the opposite of {@link #HOLDS} for 0 and 1. */
  boolean isFails() {
    return of(0) && !of(1);
  }

  /** Whether it asks no more of any int than whether it is 0. */
  boolean isAboutZero() {
    return number == 0;
  }

  /** This question about {@code x relation number}, as a question about x; null if it is none. */
  Test about(Op.Compare.Relation relation, int compared) {
    boolean equality = relation == Op.Compare.Relation.EQ || relation == Op.Compare.Relation.NE;
    if (!equality || !isHolds() && !isFails()) {
      return null;
    }
    return new Test((relation == Op.Compare.Relation.EQ) == isHolds(), compared);
  }
}
