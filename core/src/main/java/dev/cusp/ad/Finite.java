package dev.cusp.ad;

import dev.cusp.runtime.Shadow;
import dev.cusp.tree.Tree;
import java.util.Arrays;

/** Whether the numbers in derivatives, values and arguments are finite. */
final class Finite {
  /** Columns of more numbers are looked at one by one: their sum would be out of the cache. */
  private static final int LONGEST = 1 << 14;

  private Finite() {}

  /**
   * Whether derivatives are an answer: finite, or not to be expected to be at such a value or for
   * such arguments.
   */
  static boolean isAnswer(Object value, Object[] derivatives, Object[] args) {
    boolean isInfinite = value instanceof Number n && Double.isInfinite(n.doubleValue());
    return isInfinite || isFinite(derivatives) || !areFinite(args);
  }

  /** Whether all numbers in some cotangents or tangents are finite; null stands for zeros. */
  static boolean isFinite(Object[] bars) {
    if (isOfColumns(bars) && isFinite(sums(bars))) {
      return true;
    }
    for (Object bar : bars) {
      if (bar != null && !isFinite(bar)) {
        return false;
      }
    }
    return true;
  }

  /** Whether these are several arrays of doubles of one length, not too long for their sum. */
  private static boolean isOfColumns(Object[] bars) {
    if (bars.length <= 4 || !(bars[0] instanceof double[] first) || first.length > LONGEST) {
      return false;
    }
    for (Object bar : bars) {
      if (!(bar instanceof double[] column) || column.length != first.length) {
        return false;
      }
    }
    return true;
  }

  /** The sum of some columns, which HotSpot makes of vectors, as it does not of a sum's terms. */
  private static double[] sums(Object[] columns) {
    double[] sums = ((double[]) columns[0]).clone();
    int k = 1;
    for (; k < columns.length - 3; k += 4) {
      add(
          sums,
          (double[]) columns[k],
          (double[]) columns[k + 1],
          (double[]) columns[k + 2],
          (double[]) columns[k + 3]);
    }
    for (; k < columns.length; k++) {
      double[] column = (double[]) columns[k];
      for (int i = 0; i < sums.length; i++) {
        sums[i] += column[i];
      }
    }
    return sums;
  }

  private static void add(double[] sums, double[] a, double[] b, double[] c, double[] d) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += a[i] + b[i] + (c[i] + d[i]);
    }
  }

  /** Whether all numbers in a cotangent are finite. */
  static boolean isFinite(Object bar) {
    return switch (bar) {
      case Double d -> Double.isFinite(d);
      case double[] numbers -> isFinite(numbers);
      case float[] numbers -> {
        boolean finite = true;
        for (float x : numbers) {
          finite &= Float.isFinite(x);
        }
        yield finite;
      }
      case Object[] parts -> isFinite(parts);
      case Shadow s -> isFinite(s.d) && isFinite(s.r);
      default -> true;
    };
  }

  /** Whether all numbers in some rows are finite. */
  static boolean isFinite(double[][] rows) {
    for (double[] row : rows) {
      if (!isFinite(row)) {
        return false;
      }
    }
    return true;
  }

  /** A finite sum has finite terms, and costs one operation each; nothing is allocated. */
  private static boolean isFinite(double[] numbers) {
    double s0 = 0; // eight sums, since one would wait for itself
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double s4 = 0;
    double s5 = 0;
    double s6 = 0;
    double s7 = 0;
    int i = 0;
    for (; i < numbers.length - 7; i += 8) {
      s0 += numbers[i];
      s1 += numbers[i + 1];
      s2 += numbers[i + 2];
      s3 += numbers[i + 3];
      s4 += numbers[i + 4];
      s5 += numbers[i + 5];
      s6 += numbers[i + 6];
      s7 += numbers[i + 7];
    }
    for (; i < numbers.length; i++) {
      s0 += numbers[i];
    }
    if (Double.isFinite(s0 + s1 + (s2 + s3) + (s4 + s5 + (s6 + s7)))) {
      return true;
    }
    for (double x : numbers) {
      if (!Double.isFinite(x)) {
        return false;
      }
    }
    return true;
  }

  /** Whether all numbers in the arguments are finite. */
  static boolean areFinite(Object[] args) {
    for (Object arg : args) {
      boolean finite =
          arg == null
              || (arg instanceof double[] || arg instanceof Double
                  ? isFinite(arg)
                  : Arrays.stream(Tree.flatten(arg)).allMatch(Double::isFinite));
      if (!finite) {
        return false;
      }
    }
    return true;
  }
}
