package dev.cusp.tensor;

/**
 * The operators, as methods of elements. For each type the operator of Java; {@code floorMod} and
 * the like are not here, as any method can be mapped.
 */
final class Elementary {
  private Elementary() {}

  static int add(int x, int y) {
    return x + y;
  }

  static float add(float x, float y) {
    return x + y;
  }

  static double add(double x, double y) {
    return x + y;
  }

  static int sub(int x, int y) {
    return x - y;
  }

  static float sub(float x, float y) {
    return x - y;
  }

  static double sub(double x, double y) {
    return x - y;
  }

  static int mul(int x, int y) {
    return x * y;
  }

  static float mul(float x, float y) {
    return x * y;
  }

  static double mul(double x, double y) {
    return x * y;
  }

  static float div(float x, float y) {
    return x / y;
  }

  static double div(double x, double y) {
    return x / y;
  }

  static int rem(int x, int y) {
    return x % y;
  }

  static float rem(float x, float y) {
    return x % y;
  }

  static double rem(double x, double y) {
    return x % y;
  }

  static int neg(int x) {
    return -x;
  }

  static float neg(float x) {
    return -x;
  }

  static double neg(double x) {
    return -x;
  }

  static int minimum(int x, int y) {
    return Math.min(x, y);
  }

  static float minimum(float x, float y) {
    return Math.min(x, y);
  }

  static double minimum(double x, double y) {
    return Math.min(x, y);
  }

  static int maximum(int x, int y) {
    return Math.max(x, y);
  }

  static float maximum(float x, float y) {
    return Math.max(x, y);
  }

  static double maximum(double x, double y) {
    return Math.max(x, y);
  }

  static int abs(int x) {
    return Math.abs(x);
  }

  static float abs(float x) {
    return Math.abs(x);
  }

  static double abs(double x) {
    return Math.abs(x);
  }

  static boolean lt(int x, int y) {
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

  static boolean le(float x, float y) {
    return x <= y;
  }

  static boolean le(double x, double y) {
    return x <= y;
  }

  static boolean gt(int x, int y) {
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

  static boolean ge(float x, float y) {
    return x >= y;
  }

  static boolean ge(double x, double y) {
    return x >= y;
  }

  static boolean eq(int x, int y) {
    return x == y;
  }

  static boolean eq(float x, float y) {
    return x == y;
  }

  static boolean eq(double x, double y) {
    return x == y;
  }

  static boolean eq(boolean x, boolean y) {
    return x == y;
  }

  static boolean ne(int x, int y) {
    return x != y;
  }

  static boolean ne(float x, float y) {
    return x != y;
  }

  static boolean ne(double x, double y) {
    return x != y;
  }

  static boolean ne(boolean x, boolean y) {
    return x != y;
  }

  static boolean and(boolean x, boolean y) {
    return x & y;
  }

  static boolean or(boolean x, boolean y) {
    return x | y;
  }

  static boolean not(boolean x) {
    return !x;
  }

  static boolean where(boolean c, boolean x, boolean y) {
    return c ? x : y;
  }

  static int where(boolean c, int x, int y) {
    return c ? x : y;
  }

  static float where(boolean c, float x, float y) {
    return c ? x : y;
  }

  static double where(boolean c, double x, double y) {
    return c ? x : y;
  }

  static boolean same(boolean x) {
    return x;
  }

  static int same(int x) {
    return x;
  }

  static float same(float x) {
    return x;
  }

  static double same(double x) {
    return x;
  }

  static boolean nonzero(int x) {
    return x != 0;
  }

  static boolean nonzero(float x) {
    return x != 0;
  }

  static boolean nonzero(double x) {
    return x != 0;
  }

  static boolean wins(float x, float best) {
    return x == best || x != x;
  }

  static boolean wins(double x, double best) {
    return x == best || x != x;
  }
}
