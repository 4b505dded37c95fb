package dev.cusp.device.cpu;

import java.util.Arrays;

/**
 * In plain Java. Eight rows of b at a time are copied side by side and multiplied into rows of
 * sums: one loop over arrays of their own with one counter, which the JIT vectorizes. Sums of
 * {@code float}s are taken in {@code double}. A depth that is not a multiple of eight is filled up
 * with zeros on both sides, which changes no sum, as 0 * 0 = 0.
 */
final class LoopMultiplier implements Multiplier {
  /** Rows of the product that are made together, from one copy of eight rows of b. */
  private static final int ROWS = 64;

  /** Columns made together, so that eight rows of them and a sum stay in the nearest cache. */
  private static final int WIDTH = 256;

  private static final int DEPTH = 8;

  @Override
  public void multiply(
      Block s, Object a, int aAt, Object b, int bAt, Object c, int cAt, boolean adds) {
    double[][] sums = new double[Math.min(ROWS, s.m())][Math.min(WIDTH, s.n())];
    double[][] panel = new double[DEPTH][Math.min(WIDTH, s.n())];
    double[] factors = new double[DEPTH];
    for (int i = 0; i < s.m(); i += ROWS) {
      int rows = Math.min(ROWS, s.m() - i);
      for (int j = 0; j < s.n(); j += WIDTH) {
        int width = Math.min(WIDTH, s.n() - j);
        int corner = cAt + i * s.cRow() + j * s.cColumn();
        for (int r = 0; r < rows; r++) {
          gather(c, corner + r * s.cRow(), s.cColumn(), sums[r], adds ? width : 0);
        }
        for (int k = 0; k < s.k(); k += DEPTH) {
          int depth = Math.min(DEPTH, s.k() - k);
          for (int p = 0; p < DEPTH; p++) {
            int at = bAt + (k + p) * s.bRow() + j * s.bColumn();
            gather(b, at, s.bColumn(), panel[p], p < depth ? width : 0);
          }
          for (int r = 0; r < rows; r++) {
            gather(a, aAt + (i + r) * s.aRow() + k * s.aColumn(), s.aColumn(), factors, depth);
            accumulate(sums[r], factors, panel, width);
          }
        }
        for (int r = 0; r < rows; r++) {
          scatter(sums[r], c, corner + r * s.cRow(), s.cColumn(), width);
        }
      }
    }
  }

  /** Copies some elements and fills up with zeros. */
  private static void gather(Object from, int at, int step, double[] to, int count) {
    switch (from) {
      case float[] x -> {
        for (int j = 0; j < count; j++) {
          to[j] = x[at + j * step];
        }
      }
      case double[] x -> {
        for (int j = 0; j < count; j++) {
          to[j] = x[at + j * step];
        }
      }
      default -> throw new IllegalStateException("no matrices of " + from.getClass());
    }
    Arrays.fill(to, count, to.length, 0);
  }

  private static void scatter(double[] from, Object to, int at, int step, int count) {
    switch (to) {
      case float[] x -> {
        for (int j = 0; j < count; j++) {
          x[at + j * step] = (float) from[j];
        }
      }
      case double[] x -> {
        for (int j = 0; j < count; j++) {
          x[at + j * step] = from[j];
        }
      }
      default -> throw new IllegalStateException("no matrices of " + to.getClass());
    }
  }

  /** Adds eight multiples of rows to a row. */
  private static void accumulate(double[] sums, double[] factors, double[][] panel, int width) {
    double f0 = factors[0];
    double f1 = factors[1];
    double f2 = factors[2];
    double f3 = factors[3];
    double f4 = factors[4];
    double f5 = factors[5];
    double f6 = factors[6];
    double f7 = factors[7];
    double[] p0 = panel[0];
    double[] p1 = panel[1];
    double[] p2 = panel[2];
    double[] p3 = panel[3];
    double[] p4 = panel[4];
    double[] p5 = panel[5];
    double[] p6 = panel[6];
    double[] p7 = panel[7];
    for (int j = 0; j < width; j++) {
      double low = Math.fma(f3, p3[j], Math.fma(f2, p2[j], Math.fma(f1, p1[j], f0 * p0[j])));
      double high = Math.fma(f7, p7[j], Math.fma(f6, p6[j], Math.fma(f5, p5[j], f4 * p4[j])));
      sums[j] += low + high;
    }
  }
}
