package dev.cusp.device.cpu;

import dev.cusp.device.cpu.Multiply.Form;
import java.util.Arrays;

/**
 * The loops of {@link Multiply}, for each type of number. A depth that is not a multiple of eight
 * is filled up with zeros on both sides, which changes no sum, as 0 * 0 = 0.
 */
final class Panels {
  /** Rows of the product that are made together, from one copy of a panel. */
  static final int ROWS = 64;

  /** Columns made together, so that eight rows of them and a sum stay in the nearest cache. */
  private static final int WIDTH = 512;

  private static final int DEPTH = 8;

  private Panels() {}

  /** Some rows of the product of one matrix of the batch. */
  static void doubles(Form f, Object[] arrays, double[] c, int matrix, int row) {
    double[] a = (double[]) arrays[f.a().slot()];
    double[] b = (double[]) arrays[f.b().slot()];
    int i = f.rows();
    int rows = Math.min(ROWS, f.m() - row);
    int aBase = f.base(f.a().at(), matrix) + row * f.a().at().stride(i);
    int aStep = f.a().at().stride(i);
    int aNext = f.a().at().stride(i + 2);
    int cBase = f.base(f.c(), matrix) + row * f.c().stride(i);
    int bBase = f.base(f.b().at(), matrix);
    for (int from = 0; from < f.n(); from += WIDTH) {
      int width = Math.min(WIDTH, f.n() - from);
      double[][] sums = new double[rows][width];
      double[][] panel = new double[DEPTH][width];
      double[] factors = new double[DEPTH];
      for (int k = 0; k < f.k(); k += DEPTH) {
        int depth = Math.min(DEPTH, f.k() - k);
        for (int p = 0; p < DEPTH; p++) {
          int at = bBase + (k + p) * f.b().at().stride(i + 2) + from * f.b().at().stride(i + 1);
          pack(b, at, f.b().at().stride(i + 1), p < depth, panel[p]);
        }
        for (int r = 0; r < rows; r++) {
          for (int p = 0; p < DEPTH; p++) {
            factors[p] = p < depth ? a[aBase + r * aStep + (k + p) * aNext] : 0;
          }
          accumulate(sums[r], factors, panel);
        }
      }
      for (int r = 0; r < rows; r++) {
        int at = cBase + r * f.c().stride(i) + from * f.c().stride(i + 1);
        unpack(sums[r], c, at, f.c().stride(i + 1));
      }
    }
  }

  private static void pack(double[] b, int at, int step, boolean isThere, double[] row) {
    if (!isThere) {
      Arrays.fill(row, 0);
    } else if (step == 1) {
      System.arraycopy(b, at, row, 0, row.length);
    } else {
      for (int j = 0; j < row.length; j++) {
        row[j] = b[at + j * step];
      }
    }
  }

  private static void unpack(double[] sums, double[] c, int at, int step) {
    for (int j = 0; j < sums.length; j++) {
      c[at + j * step] = sums[j];
    }
  }

  /** Adds eight multiples of rows to a row. */
  private static void accumulate(double[] sums, double[] factors, double[][] panel) {
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
    for (int j = 0; j < sums.length; j++) {
      double low = Math.fma(f3, p3[j], Math.fma(f2, p2[j], Math.fma(f1, p1[j], f0 * p0[j])));
      double high = Math.fma(f7, p7[j], Math.fma(f6, p6[j], Math.fma(f5, p5[j], f4 * p4[j])));
      sums[j] += low + high;
    }
  }

  /** Some rows of the product of one matrix of the batch. */
  static void floats(Form f, Object[] arrays, float[] c, int matrix, int row) {
    float[] a = (float[]) arrays[f.a().slot()];
    float[] b = (float[]) arrays[f.b().slot()];
    int i = f.rows();
    int rows = Math.min(ROWS, f.m() - row);
    int aBase = f.base(f.a().at(), matrix) + row * f.a().at().stride(i);
    int aStep = f.a().at().stride(i);
    int aNext = f.a().at().stride(i + 2);
    int cBase = f.base(f.c(), matrix) + row * f.c().stride(i);
    int bBase = f.base(f.b().at(), matrix);
    for (int from = 0; from < f.n(); from += WIDTH) {
      int width = Math.min(WIDTH, f.n() - from);
      float[][] sums = new float[rows][width];
      float[][] panel = new float[DEPTH][width];
      float[] factors = new float[DEPTH];
      for (int k = 0; k < f.k(); k += DEPTH) {
        int depth = Math.min(DEPTH, f.k() - k);
        for (int p = 0; p < DEPTH; p++) {
          int at = bBase + (k + p) * f.b().at().stride(i + 2) + from * f.b().at().stride(i + 1);
          pack(b, at, f.b().at().stride(i + 1), p < depth, panel[p]);
        }
        for (int r = 0; r < rows; r++) {
          for (int p = 0; p < DEPTH; p++) {
            factors[p] = p < depth ? a[aBase + r * aStep + (k + p) * aNext] : 0;
          }
          accumulate(sums[r], factors, panel);
        }
      }
      for (int r = 0; r < rows; r++) {
        int at = cBase + r * f.c().stride(i) + from * f.c().stride(i + 1);
        unpack(sums[r], c, at, f.c().stride(i + 1));
      }
    }
  }

  private static void pack(float[] b, int at, int step, boolean isThere, float[] row) {
    if (!isThere) {
      Arrays.fill(row, 0);
    } else if (step == 1) {
      System.arraycopy(b, at, row, 0, row.length);
    } else {
      for (int j = 0; j < row.length; j++) {
        row[j] = b[at + j * step];
      }
    }
  }

  private static void unpack(float[] sums, float[] c, int at, int step) {
    for (int j = 0; j < sums.length; j++) {
      c[at + j * step] = sums[j];
    }
  }

  /** Adds eight multiples of rows to a row. */
  private static void accumulate(float[] sums, float[] factors, float[][] panel) {
    float f0 = factors[0];
    float f1 = factors[1];
    float f2 = factors[2];
    float f3 = factors[3];
    float f4 = factors[4];
    float f5 = factors[5];
    float f6 = factors[6];
    float f7 = factors[7];
    float[] p0 = panel[0];
    float[] p1 = panel[1];
    float[] p2 = panel[2];
    float[] p3 = panel[3];
    float[] p4 = panel[4];
    float[] p5 = panel[5];
    float[] p6 = panel[6];
    float[] p7 = panel[7];
    for (int j = 0; j < sums.length; j++) {
      float low = Math.fma(f3, p3[j], Math.fma(f2, p2[j], Math.fma(f1, p1[j], f0 * p0[j])));
      float high = Math.fma(f7, p7[j], Math.fma(f6, p6[j], Math.fma(f5, p5[j], f4 * p4[j])));
      sums[j] += low + high;
    }
  }
}
