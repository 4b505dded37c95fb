package dev.cusp.tensor;

import dev.cusp.Cusp;
import dev.cusp.UseRules;

/**
 * The operators, as methods of elements: for each type the operator of Java. {@code atLeast} and
 * {@code atMost} are the extrema of an element and a bound, which has the tie.
 */
@UseRules(Ties.Halved.class)
final class Elementary {
  private Elementary() {}

  static int add(int x, int y) {
    return x + y;
  }

  static long add(long x, long y) {
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

  static long sub(long x, long y) {
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

  static long mul(long x, long y) {
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

  static long rem(long x, long y) {
    return x % y;
  }

  static float rem(float x, float y) {
    return x % y;
  }

  static double rem(double x, double y) {
    return x % y;
  }

  static int mod(int x, int y) {
    return Math.floorMod(x, y);
  }

  static long mod(long x, long y) {
    return Math.floorMod(x, y);
  }

  static int floorDiv(int x, int y) {
    return Math.floorDiv(x, y);
  }

  static long floorDiv(long x, long y) {
    return Math.floorDiv(x, y);
  }

  static int neg(int x) {
    return -x;
  }

  static long neg(long x) {
    return -x;
  }

  static float neg(float x) {
    return -x;
  }

  static double neg(double x) {
    return -x;
  }

  static int abs(int x) {
    return Math.abs(x);
  }

  static long abs(long x) {
    return Math.abs(x);
  }

  static float abs(float x) {
    return Math.abs(x);
  }

  static double abs(double x) {
    return Math.abs(x);
  }

  static int minimum(int x, int y) {
    return Math.min(x, y);
  }

  static int atMost(int x, int y) {
    return Math.min(x, y);
  }

  static long minimum(long x, long y) {
    return Math.min(x, y);
  }

  static long atMost(long x, long y) {
    return Math.min(x, y);
  }

  static float minimum(float x, float y) {
    return Ties.min(x, y);
  }

  static float atMost(float x, float y) {
    return Math.min(x, y);
  }

  static double minimum(double x, double y) {
    return Ties.min(x, y);
  }

  static double atMost(double x, double y) {
    return Math.min(x, y);
  }

  static int maximum(int x, int y) {
    return Math.max(x, y);
  }

  static int atLeast(int x, int y) {
    return Math.max(x, y);
  }

  static long maximum(long x, long y) {
    return Math.max(x, y);
  }

  static long atLeast(long x, long y) {
    return Math.max(x, y);
  }

  static float maximum(float x, float y) {
    return Ties.max(x, y);
  }

  static float atLeast(float x, float y) {
    return Math.max(x, y);
  }

  static double maximum(double x, double y) {
    return Ties.max(x, y);
  }

  static double atLeast(double x, double y) {
    return Math.max(x, y);
  }

  static int shiftLeft(int x, int y) {
    return x << y;
  }

  static long shiftLeft(long x, long y) {
    return x << y;
  }

  static int shiftRight(int x, int y) {
    return x >> y;
  }

  static long shiftRight(long x, long y) {
    return x >> y;
  }

  static boolean same(boolean x) {
    return x;
  }

  static int same(int x) {
    return x;
  }

  static long same(long x) {
    return x;
  }

  static float same(float x) {
    return x;
  }

  static double same(double x) {
    return x;
  }

  static boolean where(boolean c, boolean x, boolean y) {
    return c ? x : y;
  }

  static int where(boolean c, int x, int y) {
    return c ? x : y;
  }

  static long where(boolean c, long x, long y) {
    return c ? x : y;
  }

  static float where(boolean c, float x, float y) {
    return c ? x : y;
  }

  static double where(boolean c, double x, double y) {
    return c ? x : y;
  }

  /** The remainder with the divisor's sign, as Python and NumPy have it; exact as {@code %} is. */
  static float mod(float x, float y) {
    float rem = x % y;
    if (rem
        == 0) { // a zero of the divisor's sign, whose derivative is the remainder's all the same
      return y < 0 ? -(0 - rem) : rem + 0;
    }
    return rem < 0 != y < 0 ? rem + y : rem;
  }

  static double mod(double x, double y) {
    double rem = x % y;
    if (rem
        == 0) { // a zero of the divisor's sign, whose derivative is the remainder's all the same
      return y < 0 ? -(0 - rem) : rem + 0;
    }
    return rem < 0 != y < 0 ? rem + y : rem;
  }

  /** The quotient rounded down, made from the exact remainder as NumPy does it. */
  static double floorDiv(double x, double y) {
    double quotient = x / y;
    if (y == 0) {
      return quotient;
    }
    double rem = x % y;
    boolean isBelow = rem != 0 && rem < 0 != y < 0;
    double exact = (x - rem) / y - (isBelow ? 1 : 0);
    double down = Math.floor(exact);
    double whole = exact - down > 0.5 ? down + 1 : down;
    return exact == 0 ? Math.copySign(0, quotient) : whole;
  }

  static float stop(float x) {
    return (float) Cusp.stopGradient(x);
  }

  static double stop(double x) {
    return Cusp.stopGradient(x);
  }
}
