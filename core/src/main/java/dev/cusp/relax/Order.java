package dev.cusp.relax;

import dev.cusp.Cusp;
import java.util.Arrays;

/** Orders of numbers, and what is made of numbers in order. */
final class Order {
  private Order() {}

  /** The numbers n, n - 1 ... 1. */
  static double[] falling(int n) {
    double[] y = new double[n];
    for (int i = 0; i < n; i++) {
      y[i] = n - i;
    }
    return y;
  }

  static double[] scaled(double[] x, double divisor) {
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = x[i] / divisor;
    }
    return y;
  }

  static double[] stopped(double[] x) {
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = Cusp.stopGradient(x[i]);
    }
    return y;
  }

  static double[] reversed(double[] x) {
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = x[x.length - 1 - i];
    }
    return y;
  }

  /** The numbers, the largest first. */
  static double[] sortedDown(double[] x) {
    double[] y = x.clone();
    Arrays.sort(y);
    return reversed(y);
  }

  /** Places of the numbers, that of the largest first, equal ones as they come: a merge sort. */
  static int[] down(double[] x) {
    int[] from = new int[x.length];
    for (int i = 0; i < x.length; i++) {
      from[i] = i;
    }
    int[] to = new int[x.length];
    for (int width = 1; width < x.length; width *= 2) {
      for (int low = 0; low < x.length; low += 2 * width) {
        merge(x, from, to, low, width);
      }
      int[] swap = from;
      from = to;
      to = swap;
    }
    return from;
  }

  private static void merge(double[] x, int[] from, int[] to, int low, int width) {
    int middle = Math.min(low + width, x.length);
    int high = Math.min(low + 2 * width, x.length);
    int left = low;
    int right = middle;
    for (int k = low; k < high; k++) {
      boolean takeRight = left >= middle || right < high && x[from[right]] > x[from[left]];
      if (takeRight) {
        to[k] = from[right];
        right++;
      } else {
        to[k] = from[left];
        left++;
      }
    }
  }

  static double[] picked(double[] x, int[] places) {
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = x[places[i]];
    }
    return y;
  }

  /** The contrary of {@link #picked}. */
  static double[] putBack(double[] x, int[] places) {
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      y[places[i]] = x[i];
    }
    return y;
  }

  /** Where blocks end, noted where they start. */
  static int[] ends(int[] starts, int blocks, int n) {
    int[] ends = new int[n];
    for (int b = 0; b < blocks; b++) {
      ends[starts[b]] = b + 1 < blocks ? starts[b + 1] : n;
    }
    return ends;
  }
}
