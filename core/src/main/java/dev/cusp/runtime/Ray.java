package dev.cusp.runtime;

/**
 * Decisions at ties, as they are taken a little further along a ray.
 *
 * <p>Along {@code x + t v} a value is {@code a + a1 t} at first; where {@code a1} does not decide,
 * further directions do (lexicographic derivatives, Nesterov 2005; Khan and Barton 2013).
 */
public final class Ray {
  /** The relations, in the order of {@link dev.cusp.ir.Op.Compare.Relation}. */
  private static final int LT = 0;

  private static final int LE = 1;
  private static final int GT = 2;
  private static final int GE = 3;
  private static final int EQ = 4;

  /** A comparison that three directions do not decide. */
  public static final class Undecided extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Undecided(String what) {
      super(what, null, false, false);
    }
  }

  private Ray() {}

  /**
   * Whether {@code a} stands in a relation to {@code b} along the ray.
   *
   * @param mercy what is taken for equal where nothing decides: 0 nothing, 1 what moves alike (as a
   *     number compared with itself does), 2 all
   */
  public static boolean decide(
      int relation,
      int mercy,
      double a,
      double b,
      double a1,
      double b1,
      double a2,
      double b2,
      double a3,
      double b3) {
    if (a != b) {
      return holds(relation, a, b);
    }
    double d = a1 != b1 ? a1 - b1 : a2 != b2 ? a2 - b2 : a3 - b3;
    boolean moves = a1 != 0 && a2 != 0 && a3 != 0;
    if (Double.isNaN(d) || d == 0 && mercy < (moves ? 1 : 2)) {
      throw new Undecided("a comparison that its tangents do not decide");
    }
    return d == 0 ? holds(relation, a, b) : holds(relation, d, 0);
  }

  private static boolean holds(int relation, double a, double b) {
    return switch (relation) {
      case LT -> a < b;
      case LE -> a <= b;
      case GT -> a > b;
      case GE -> a >= b;
      case EQ -> a == b;
      default -> a != b;
    };
  }

  /** The number whose integer part a cast along the ray takes. */
  public static double cast(double x, double x1, double x2, double x3) {
    if (!isTiedCast(x)) {
      return x;
    }
    double d = x1 != 0 ? x1 : x2 != 0 ? x2 : x3;
    if (d == 0 || Double.isNaN(d)) {
      throw new Undecided("a cast that its tangents do not decide");
    }
    return x > 0 ? (d < 0 ? x - 1 : x) : (d > 0 ? x + 1 : x);
  }

  /** Ends what has no decision by tangents. */
  public static double regular(double x, boolean isRegular) {
    if (!isRegular) {
      throw new Undecided("a point where an operation is singular");
    }
    return x;
  }

  // The conditions under which an operation is at a tie.

  public static boolean isZero(double x) {
    return x == 0;
  }

  public static boolean isEqual(double x, double y) {
    return x == y;
  }

  public static boolean isBound(double x, double low, double high) {
    return x == low || x == high;
  }

  public static boolean isInteger(double x) {
    return x == StrictMath.floor(x);
  }

  public static boolean isHalf(double x) {
    return x + 0.5 == StrictMath.floor(x + 0.5);
  }

  /** Where two whole numbers are nearest to {@code x / y}. */
  public static boolean isHalfway(double x, double y) {
    return Math.abs(Math.IEEEremainder(x, y)) == Math.abs(y) / 2;
  }

  public static boolean isTiedCast(double x) {
    return x == (long) x && x != 0;
  }

  public static boolean isOrigin(double x, double y) {
    return x == 0 && y == 0;
  }

  public static boolean isEitherZero(double x, double y) {
    return x == 0 || y == 0;
  }

  /** Where the angle of a point jumps by a full turn, or there is none. */
  public static boolean isCut(double y, double x) {
    return y == 0 && x <= 0;
  }
}
