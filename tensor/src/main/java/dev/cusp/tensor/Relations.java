package dev.cusp.tensor;

/** The operators that give conditions or take bits, as methods of elements. */
final class Relations {
  private Relations() {}

  static boolean lt(int x, int y) {
    return x < y;
  }

  static boolean lt(long x, long y) {
    return x < y;
  }

  static boolean lt(float x, float y) {
    return x < y;
  }

  static boolean lt(double x, double y) {
    return x < y;
  }

  static boolean le(int x, int y) {
    return x <= y;
  }

  static boolean le(long x, long y) {
    return x <= y;
  }

  static boolean le(float x, float y) {
    return x <= y;
  }

  static boolean le(double x, double y) {
    return x <= y;
  }

  static boolean gt(int x, int y) {
    return x > y;
  }

  static boolean gt(long x, long y) {
    return x > y;
  }

  static boolean gt(float x, float y) {
    return x > y;
  }

  static boolean gt(double x, double y) {
    return x > y;
  }

  static boolean ge(int x, int y) {
    return x >= y;
  }

  static boolean ge(long x, long y) {
    return x >= y;
  }

  static boolean ge(float x, float y) {
    return x >= y;
  }

  static boolean ge(double x, double y) {
    return x >= y;
  }

  static boolean eq(boolean x, boolean y) {
    return x == y;
  }

  static boolean eq(int x, int y) {
    return x == y;
  }

  static boolean eq(long x, long y) {
    return x == y;
  }

  static boolean eq(float x, float y) {
    return x == y;
  }

  static boolean eq(double x, double y) {
    return x == y;
  }

  static boolean ne(boolean x, boolean y) {
    return x != y;
  }

  static boolean ne(int x, int y) {
    return x != y;
  }

  static boolean ne(long x, long y) {
    return x != y;
  }

  static boolean ne(float x, float y) {
    return x != y;
  }

  static boolean ne(double x, double y) {
    return x != y;
  }

  static boolean and(boolean x, boolean y) {
    return x & y;
  }

  static int and(int x, int y) {
    return x & y;
  }

  static long and(long x, long y) {
    return x & y;
  }

  static boolean or(boolean x, boolean y) {
    return x | y;
  }

  static int or(int x, int y) {
    return x | y;
  }

  static long or(long x, long y) {
    return x | y;
  }

  static boolean xor(boolean x, boolean y) {
    return x ^ y;
  }

  static int xor(int x, int y) {
    return x ^ y;
  }

  static long xor(long x, long y) {
    return x ^ y;
  }

  static boolean not(boolean x) {
    return !x;
  }

  static int not(int x) {
    return ~x;
  }

  static long not(long x) {
    return ~x;
  }

  static boolean nonzero(int x) {
    return x != 0;
  }

  static boolean nonzero(long x) {
    return x != 0;
  }

  static boolean nonzero(float x) {
    return x != 0;
  }

  static boolean nonzero(double x) {
    return x != 0;
  }

  /** Whether an element is the least or largest one; NaN is, where there is one. */
  static boolean wins(float x, float best) {
    return x == best || x != x;
  }

  static boolean wins(double x, double best) {
    return x == best || x != x;
  }

  static boolean wins(int x, int best) {
    return x == best;
  }

  static boolean wins(long x, long best) {
    return x == best;
  }
}
