package dev.cusp.tensor;

/**
 * Elements along an axis, as NumPy's {@code start:stop:step}: start is included, stop is not,
 * negative ones count from the end, and what lies outside is left out.
 *
 * @param start null for the first element, or the last where the step is negative
 * @param stop null for all there are
 */
public record Range(Integer start, Integer stop, int step) {
  public static final Range ALL = new Range(null, null, 1);
  public static final Range REVERSED = new Range(null, null, -1);

  public Range {
    if (step == 0) {
      throw new IllegalArgumentException("a range with step 0 never ends");
    }
  }

  public static Range of(int start, int stop) {
    return new Range(start, stop, 1);
  }

  public static Range of(int start, int stop, int step) {
    return new Range(start, stop, step);
  }

  /** From a position to the end. */
  public static Range from(int start) {
    return new Range(start, null, 1);
  }

  /** Every step-th element. */
  public static Range every(int step) {
    return new Range(null, null, step);
  }

  int first(int n) {
    int least = step > 0 ? 0 : -1;
    int most = step > 0 ? n : n - 1;
    return start == null ? (step > 0 ? least : most) : clamp(start, n, least, most);
  }

  int count(int n) {
    int least = step > 0 ? 0 : -1;
    int most = step > 0 ? n : n - 1;
    int end = stop == null ? (step > 0 ? most : least) : clamp(stop, n, least, most);
    int distance = step > 0 ? end - first(n) : first(n) - end;
    return distance <= 0 ? 0 : Math.ceilDiv(distance, Math.abs(step));
  }

  private static int clamp(int at, int n, int least, int most) {
    return Math.clamp(at < 0 ? (long) at + n : at, least, most);
  }
}
