package dev.cusp.emit;

/** An expression of Java source, and how tightly its outermost operator binds. */
record JavaCode(String text, int level) {
  static final int PRIMARY = 15;
  static final int UNARY = 14;
  static final int TIMES = 12;
  static final int PLUS = 11;
  static final int SHIFT = 10;
  static final int RELATION = 9;
  static final int EQUALITY = 8;
  static final int AND = 7;
  static final int XOR = 6;
  static final int OR = 5;
  static final int CHOICE = 2;

  static JavaCode primary(String text) {
    return new JavaCode(text, PRIMARY);
  }

  /** The text where something at least that tight is needed, in parentheses if it is looser. */
  String in(int needed) {
    return level >= needed ? text : "(" + text + ")";
  }
}
