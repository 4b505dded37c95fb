package dev.cusp.tensor;

/** Elements moved between arrays of any type by positions. */
final class Moves {
  private Moves() {}

  private static IllegalStateException none(Object array) {
    return new IllegalStateException("no tensor has " + array.getClass());
  }

  /** {@code results[start + i] = values[at[i]]}. */
  static void gather(Object values, int[] at, Object results, int start) {
    switch (results) {
      case double[] to -> {
        double[] from = (double[]) values;
        for (int i = 0; i < at.length; i++) {
          to[start + i] = from[at[i]];
        }
      }
      case float[] to -> {
        float[] from = (float[]) values;
        for (int i = 0; i < at.length; i++) {
          to[start + i] = from[at[i]];
        }
      }
      case long[] to -> {
        long[] from = (long[]) values;
        for (int i = 0; i < at.length; i++) {
          to[start + i] = from[at[i]];
        }
      }
      case int[] to -> {
        int[] from = (int[]) values;
        for (int i = 0; i < at.length; i++) {
          to[start + i] = from[at[i]];
        }
      }
      case short[] to -> {
        short[] from = (short[]) values;
        for (int i = 0; i < at.length; i++) {
          to[start + i] = from[at[i]];
        }
      }
      case boolean[] to -> {
        boolean[] from = (boolean[]) values;
        for (int i = 0; i < at.length; i++) {
          to[start + i] = from[at[i]];
        }
      }
      default -> throw none(results);
    }
  }

  /** {@code results[at[i]] = values[start + i]}, in order. */
  static void put(Object values, int start, int[] at, Object results) {
    switch (results) {
      case double[] to -> {
        double[] from = (double[]) values;
        for (int i = 0; i < at.length; i++) {
          to[at[i]] = from[start + i];
        }
      }
      case float[] to -> {
        float[] from = (float[]) values;
        for (int i = 0; i < at.length; i++) {
          to[at[i]] = from[start + i];
        }
      }
      case long[] to -> {
        long[] from = (long[]) values;
        for (int i = 0; i < at.length; i++) {
          to[at[i]] = from[start + i];
        }
      }
      case int[] to -> {
        int[] from = (int[]) values;
        for (int i = 0; i < at.length; i++) {
          to[at[i]] = from[start + i];
        }
      }
      case short[] to -> {
        short[] from = (short[]) values;
        for (int i = 0; i < at.length; i++) {
          to[at[i]] = from[start + i];
        }
      }
      case boolean[] to -> {
        boolean[] from = (boolean[]) values;
        for (int i = 0; i < at.length; i++) {
          to[at[i]] = from[start + i];
        }
      }
      default -> throw none(results);
    }
  }

  /** {@code results[at[i]] += values[start + i]}, in order. */
  static void add(Object values, int start, int[] at, Object results) {
    switch (results) {
      case double[] to -> {
        double[] from = (double[]) values;
        for (int i = 0; i < at.length; i++) {
          to[at[i]] += from[start + i];
        }
      }
      case float[] to -> {
        float[] from = (float[]) values;
        for (int i = 0; i < at.length; i++) {
          to[at[i]] += from[start + i];
        }
      }
      case long[] to -> {
        long[] from = (long[]) values;
        for (int i = 0; i < at.length; i++) {
          to[at[i]] += from[start + i];
        }
      }
      case int[] to -> {
        int[] from = (int[]) values;
        for (int i = 0; i < at.length; i++) {
          to[at[i]] += from[start + i];
        }
      }
      default -> throw none(results);
    }
  }

  /** {@code results[at[i]] = min(results[at[i]], values[start + i])}. */
  static void min(Object values, int start, int[] at, Object results) {
    switch (results) {
      case double[] to -> {
        double[] from = (double[]) values;
        for (int i = 0; i < at.length; i++) {
          to[at[i]] = Math.min(to[at[i]], from[start + i]);
        }
      }
      case float[] to -> {
        float[] from = (float[]) values;
        for (int i = 0; i < at.length; i++) {
          to[at[i]] = Math.min(to[at[i]], from[start + i]);
        }
      }
      case long[] to -> {
        long[] from = (long[]) values;
        for (int i = 0; i < at.length; i++) {
          to[at[i]] = Math.min(to[at[i]], from[start + i]);
        }
      }
      case int[] to -> {
        int[] from = (int[]) values;
        for (int i = 0; i < at.length; i++) {
          to[at[i]] = Math.min(to[at[i]], from[start + i]);
        }
      }
      default -> throw none(results);
    }
  }

  /** {@code results[at[i]] = max(results[at[i]], values[start + i])}. */
  static void max(Object values, int start, int[] at, Object results) {
    switch (results) {
      case double[] to -> {
        double[] from = (double[]) values;
        for (int i = 0; i < at.length; i++) {
          to[at[i]] = Math.max(to[at[i]], from[start + i]);
        }
      }
      case float[] to -> {
        float[] from = (float[]) values;
        for (int i = 0; i < at.length; i++) {
          to[at[i]] = Math.max(to[at[i]], from[start + i]);
        }
      }
      case long[] to -> {
        long[] from = (long[]) values;
        for (int i = 0; i < at.length; i++) {
          to[at[i]] = Math.max(to[at[i]], from[start + i]);
        }
      }
      case int[] to -> {
        int[] from = (int[]) values;
        for (int i = 0; i < at.length; i++) {
          to[at[i]] = Math.max(to[at[i]], from[start + i]);
        }
      }
      default -> throw none(results);
    }
  }
}
