package dev.cusp.device.cpu;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The inner loops of {@link VectorMultiplier} for {@code float}s; {@link DoublePanels} are its
 * twin.
 */
final class FloatPanels implements VectorMultiplier.Panels {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();
  private static final int WIDTH = 2 * LANES;

  @Override
  public int width() {
    return WIDTH;
  }

  @Override
  public Object array(int size) {
    return new float[size];
  }

  @Override
  public void pack(
      Object from,
      int at,
      int row,
      int column,
      int rows,
      int columns,
      int width,
      Object into,
      int to) {
    float[] x = (float[]) from;
    float[] panel = (float[]) into;
    if (column == 1) {
      for (int r = 0; r < rows; r++) {
        System.arraycopy(x, at + r * row, panel, to + r * width, columns);
      }
    } else if (columns == VectorMultiplier.ROWS && width == columns) {
      sixColumns(x, at, row, column, rows, panel, to);
    } else {
      for (int c = 0; c < columns; c++) {
        for (int r = 0; r < rows; r++) {
          panel[to + r * width + c] = x[at + r * row + c * column];
        }
      }
    }
    for (int r = 0; columns < width && r < rows; r++) {
      Arrays.fill(panel, to + r * width + columns, to + (r + 1) * width, 0);
    }
  }

  /** In one pass over what is written. */
  private static void sixColumns(
      float[] x, int at, int row, int column, int rows, float[] panel, int to) {
    for (int r = 0; r < rows; r++) {
      int from = at + r * row;
      int next = to + 6 * r;
      panel[next] = x[from];
      panel[next + 1] = x[from + column];
      panel[next + 2] = x[from + 2 * column];
      panel[next + 3] = x[from + 3 * column];
      panel[next + 4] = x[from + 4 * column];
      panel[next + 5] = x[from + 5 * column];
    }
  }

  @Override
  public void multiply(
      int depth, Object a, int aAt, Object b, int bAt, Object c, int cAt, int cRow) {
    multiply(depth, (float[]) a, aAt, (float[]) b, bAt, (float[]) c, cAt, cRow);
  }

  /** All in one method, or the JIT may put vectors on the heap. */
  private static void multiply(
      int depth, float[] a, int aAt, float[] b, int bAt, float[] c, int cAt, int cRow) {
    FloatVector zero = FloatVector.zero(SPECIES);
    FloatVector c00 = zero;
    FloatVector c01 = zero;
    FloatVector c10 = zero;
    FloatVector c11 = zero;
    FloatVector c20 = zero;
    FloatVector c21 = zero;
    FloatVector c30 = zero;
    FloatVector c31 = zero;
    FloatVector c40 = zero;
    FloatVector c41 = zero;
    FloatVector c50 = zero;
    FloatVector c51 = zero;
    int x = aAt;
    int y = bAt;
    for (int k = 0; k < depth; k++) {
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, y);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, y + LANES);
      FloatVector a0 = FloatVector.broadcast(SPECIES, a[x]);
      c00 = a0.fma(b0, c00);
      c01 = a0.fma(b1, c01);
      FloatVector a1 = FloatVector.broadcast(SPECIES, a[x + 1]);
      c10 = a1.fma(b0, c10);
      c11 = a1.fma(b1, c11);
      FloatVector a2 = FloatVector.broadcast(SPECIES, a[x + 2]);
      c20 = a2.fma(b0, c20);
      c21 = a2.fma(b1, c21);
      FloatVector a3 = FloatVector.broadcast(SPECIES, a[x + 3]);
      c30 = a3.fma(b0, c30);
      c31 = a3.fma(b1, c31);
      FloatVector a4 = FloatVector.broadcast(SPECIES, a[x + 4]);
      c40 = a4.fma(b0, c40);
      c41 = a4.fma(b1, c41);
      FloatVector a5 = FloatVector.broadcast(SPECIES, a[x + 5]);
      c50 = a5.fma(b0, c50);
      c51 = a5.fma(b1, c51);
      x += VectorMultiplier.ROWS;
      y += WIDTH;
    }
    add(c00, c01, c, cAt);
    add(c10, c11, c, cAt + cRow);
    add(c20, c21, c, cAt + 2 * cRow);
    add(c30, c31, c, cAt + 3 * cRow);
    add(c40, c41, c, cAt + 4 * cRow);
    add(c50, c51, c, cAt + 5 * cRow);
  }

  private static void add(FloatVector low, FloatVector high, float[] c, int at) {
    low.add(FloatVector.fromArray(SPECIES, c, at)).intoArray(c, at);
    high.add(FloatVector.fromArray(SPECIES, c, at + LANES)).intoArray(c, at + LANES);
  }

  @Override
  public void clear(Object c, int at, int row, int column, int rows, int columns) {
    float[] x = (float[]) c;
    for (int r = 0; r < rows; r++) {
      int first = at + r * row;
      if (column == 1) {
        Arrays.fill(x, first, first + columns, 0);
      } else {
        for (int i = 0; i < columns; i++) {
          x[first + i * column] = 0;
        }
      }
    }
  }

  @Override
  public void add(Object tile, Object c, int at, int row, int column, int rows, int columns) {
    float[] from = (float[]) tile;
    float[] to = (float[]) c;
    for (int r = 0; r < rows; r++) {
      for (int i = 0; i < columns; i++) {
        to[at + r * row + i * column] += from[r * WIDTH + i];
      }
    }
    Arrays.fill(from, 0);
  }
}
