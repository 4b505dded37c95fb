package dev.cusp.device.cpu;

/**
 * By the Vector API. Parts of both factors are copied into panels, so that all loops read memory in
 * order and from caches, and multiplied in registers, six rows by two vectors (Goto and van de
 * Geijn 2008, "Anatomy of high-performance matrix multiplication").
 */
final class VectorMultiplier implements Multiplier {
  /** Rows of the product that are in registers at once; 12 sums fit where there are 16 of them. */
  static final int ROWS = 6;

  /** Rows of a and depth that together stay in the second cache. */
  private static final int HEIGHT = 28 * ROWS;

  private static final int DEPTH = 256;

  /** Loops for a type of number. */
  interface Panels {
    /** Columns of the product that are in registers at once. */
    int width();

    Object array(int size);

    /**
     * Copies rows, one after the other, each filled up with zeros to a width.
     *
     * @param row the step from row to row
     * @param column the step from column to column
     */
    void pack(
        Object from,
        int at,
        int row,
        int column,
        int rows,
        int columns,
        int width,
        Object into,
        int to);

    /** Adds the product of two panels to six rows of c. */
    void multiply(int depth, Object a, int aAt, Object b, int bAt, Object c, int cAt, int cRow);

    void clear(Object c, int at, int row, int column, int rows, int columns);

    /** Adds a part of six rows to a matrix, and clears them. */
    void add(Object tile, Object c, int at, int row, int column, int rows, int columns);
  }

  private static final class Floats {
    static final Panels PANELS = new FloatPanels();
  }

  private static final class Doubles {
    static final Panels PANELS = new DoublePanels();
  }

  @Override
  public void multiply(
      Block s, Object a, int aAt, Object b, int bAt, Object c, int cAt, boolean adds) {
    Panels panels = c instanceof float[] ? Floats.PANELS : Doubles.PANELS;
    int width = panels.width();
    int depth = Math.min(s.k(), DEPTH);
    int height = Math.min(Math.ceilDiv(s.m(), ROWS) * ROWS, HEIGHT);
    int across = Math.ceilDiv(s.n(), width) * width;
    Object left = panels.array(height * depth);
    Object right = panels.array(across * depth);
    Object tile = panels.array(ROWS * width);
    if (!adds) {
      panels.clear(c, cAt, s.cRow(), s.cColumn(), s.m(), s.n());
    }
    for (int k = 0; k < s.k(); k += depth) {
      int d = Math.min(depth, s.k() - k);
      for (int j = 0; j < s.n(); j += width) {
        int at = bAt + k * s.bRow() + j * s.bColumn();
        int columns = Math.min(width, s.n() - j);
        panels.pack(b, at, s.bRow(), s.bColumn(), d, columns, width, right, j * d);
      }
      for (int i = 0; i < s.m(); i += height) {
        int rows = Math.min(height, s.m() - i);
        for (int r = 0; r < rows; r += ROWS) {
          int at = aAt + (i + r) * s.aRow() + k * s.aColumn();
          int some = Math.min(ROWS, rows - r);
          panels.pack(a, at, s.aColumn(), s.aRow(), d, some, ROWS, left, r * d);
        }
        int to = cAt + i * s.cRow();
        panels(panels, s, rows, d, left, right, tile, c, to);
      }
    }
  }

  /** Adds the product of all panels that are there to some rows of c. */
  private static void panels(
      Panels panels,
      Block s,
      int rows,
      int d,
      Object left,
      Object right,
      Object tile,
      Object c,
      int to) {
    int width = panels.width();
    for (int j = 0; j < s.n(); j += width) {
      int columns = Math.min(width, s.n() - j);
      for (int i = 0; i < rows; i += ROWS) {
        int some = Math.min(ROWS, rows - i);
        int at = to + i * s.cRow() + j * s.cColumn();
        if (columns == width && some == ROWS && s.cColumn() == 1) {
          panels.multiply(d, left, i * d, right, j * d, c, at, s.cRow());
        } else {
          panels.multiply(d, left, i * d, right, j * d, tile, 0, width);
          panels.add(tile, c, at, s.cRow(), s.cColumn(), some, columns);
        }
      }
    }
  }
}
