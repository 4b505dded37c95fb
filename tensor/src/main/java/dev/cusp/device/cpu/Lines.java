package dev.cusp.device.cpu;

import java.util.Arrays;

/** What is done to parts of arrays of {@code float} or {@code double}. */
final class Lines {
  /** Shorter ones are copied sooner than the method that copies is called. */
  private static final int SHORT = 16;

  private Lines() {}

  static Object like(Object array, int length) {
    return array instanceof float[] ? new float[length] : new double[length];
  }

  static void clear(Object array, int from, int to) {
    if (array instanceof float[] x) {
      Arrays.fill(x, from, to, 0);
    } else {
      Arrays.fill((double[]) array, from, to, 0);
    }
  }

  /** {@code to[toAt + j] = from[at + j step]}. */
  static void copy(Object from, int at, int step, Object to, int toAt, int count) {
    if (step == 1 && count >= SHORT) {
      System.arraycopy(from, at, to, toAt, count);
    } else if (from instanceof float[] x) {
      float[] y = (float[]) to;
      for (int j = 0; j < count; j++) {
        y[toAt + j] = x[at + j * step];
      }
    } else {
      double[] x = (double[]) from;
      double[] y = (double[]) to;
      for (int j = 0; j < count; j++) {
        y[toAt + j] = x[at + j * step];
      }
    }
  }

  /** {@code to[toAt + j step] += from[at + j]}. */
  static void add(Object from, int at, Object to, int toAt, int step, int count) {
    if (from instanceof float[] x) {
      add(x, at, (float[]) to, toAt, step, count);
    } else {
      double[] x = (double[]) from;
      double[] y = (double[]) to;
      for (int j = 0; j < count; j++) {
        y[toAt + j * step] += x[at + j];
      }
    }
  }

  private static void add(float[] x, int at, float[] y, int toAt, int step, int count) {
    if (step == 1) { // a loop of its own, which the JIT vectorizes
      for (int j = 0; j < count; j++) {
        y[toAt + j] += x[at + j];
      }
      return;
    }
    for (int j = 0; j < count; j++) {
      y[toAt + j * step] += x[at + j];
    }
  }

  /** {@code to[toAt + j] += weight from[at + j]}. */
  static void addMultiple(double weight, Object from, int at, Object to, int toAt, int count) {
    if (from instanceof float[] x) {
      float[] y = (float[]) to;
      float factor = (float) weight;
      for (int j = 0; j < count; j++) {
        y[toAt + j] = Math.fma(factor, x[at + j], y[toAt + j]);
      }
    } else {
      double[] x = (double[]) from;
      double[] y = (double[]) to;
      for (int j = 0; j < count; j++) {
        y[toAt + j] = Math.fma(weight, x[at + j], y[toAt + j]);
      }
    }
  }

  /** {@code sums += x y}, all of them. */
  static void addProduct(Object x, Object y, Object sums) {
    if (sums instanceof float[] floats) {
      addProduct((float[]) x, (float[]) y, floats);
    } else {
      addProduct((double[]) x, (double[]) y, (double[]) sums);
    }
  }

  private static void addProduct(float[] x, float[] y, float[] sums) {
    for (int j = 0; j < sums.length; j++) {
      sums[j] = Math.fma(x[j], y[j], sums[j]);
    }
  }

  private static void addProduct(double[] x, double[] y, double[] sums) {
    for (int j = 0; j < sums.length; j++) {
      sums[j] = Math.fma(x[j], y[j], sums[j]);
    }
  }
}
