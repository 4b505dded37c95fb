package dev.cusp.tensor;

/**
 * A linear map along one axis in which each element of the result takes few elements of the input:
 * a sparse matrix.
 */
public sealed interface Taps {
  /** The length of the input. */
  int from();

  /** The length of the result. */
  int to();

  /** The matrix. */
  default Table table() {
    Table.Rows rows = new Table.Rows(to());
    for (int o = 0; o < to(); o++) {
      put(o, rows);
      rows.end(o);
    }
    return rows.table();
  }

  /** Puts a row of the matrix, columns in order. */
  void put(int o, Table.Rows rows);

  /** The transposed matrix. */
  default Taps transposed() {
    return new Transposed(this);
  }

  /** The mean over a window; outside of the image there are zeros. */
  record Average(Window.Axis axis) implements Taps {
    @Override
    public int from() {
      return axis.image();
    }

    @Override
    public int to() {
      return axis.places();
    }

    @Override
    public void put(int o, Table.Rows rows) {
      for (int k = 0; k < axis.size(); k++) {
        rows.put(axis.at(o, k), axis.image(), 1.0 / axis.size());
      }
    }
  }

  /** All elements of a window at its first place, at its second place, and so on. */
  record Patches(Window.Axis axis) implements Taps {
    @Override
    public int from() {
      return axis.image();
    }

    @Override
    public int to() {
      return axis.places() * axis.size();
    }

    @Override
    public void put(int o, Table.Rows rows) {
      rows.put(axis.at(o / axis.size(), o % axis.size()), axis.image(), 1);
    }
  }

  /** The mean over part o, from {@code floor(o from / to)} to {@code ceil((o + 1) from / to)}. */
  record Adaptive(int from, int to) implements Taps {
    @Override
    public void put(int o, Table.Rows rows) {
      int first = (int) ((long) o * from / to);
      int end = (int) Math.ceilDiv((o + 1L) * from, to);
      for (int i = first; i < end; i++) {
        rows.put(i, from, 1.0 / (end - first));
      }
    }
  }

  /** What lies between elements. */
  record Resize(Interpolation interpolation, int from, int to) implements Taps {
    @Override
    public void put(int o, Table.Rows rows) {
      switch (interpolation) {
        case NEAREST -> rows.put((int) ((long) o * from / to), from, 1);
        case LINEAR -> between(Math.max(0, (o + 0.5) * from / to - 0.5), rows);
        case LINEAR_CORNERS -> between(to == 1 ? 0 : o * (from - 1.0) / (to - 1), rows);
        case CUBIC -> cubic((o + 0.5) * from / to - 0.5, rows);
      }
    }

    private void cubic(double at, Table.Rows rows) {
      int low = (int) Math.floor(at);
      double[] weights = new double[4];
      for (int k = 0; k < 4; k++) {
        int inside = Math.clamp(low - 1 + k, 0, from - 1);
        weights[inside - Math.clamp(low - 1, 0, from - 1)] += cubic(Math.abs(at - (low - 1 + k)));
      }
      int first = Math.clamp(low - 1, 0, from - 1);
      int last = Math.clamp(low + 2, 0, from - 1);
      for (int i = first; i <= last; i++) {
        rows.put(i, from, weights[i - first]);
      }
    }

    /** Keys' kernel at a distance. */
    private static double cubic(double d) {
      double a = -0.75;
      return d <= 1
          ? ((a + 2) * d - (a + 3)) * d * d + 1
          : ((a * d - 5 * a) * d + 8 * a) * d - 4 * a;
    }

    private void between(double at, Table.Rows rows) {
      int low = Math.min((int) at, from - 1);
      double part = low == from - 1 ? 0 : at - low;
      rows.put(low, from, 1 - part);
      if (part > 0) {
        rows.put(low + 1, from, part);
      }
    }
  }

  /** The transpose of another. */
  record Transposed(Taps taps) implements Taps {
    @Override
    public int from() {
      return taps.to();
    }

    @Override
    public int to() {
      return taps.from();
    }

    @Override
    public Table table() {
      return taps.table().transposed(to());
    }

    @Override
    public void put(int o, Table.Rows rows) {
      throw new IllegalStateException("it has a table");
    }

    @Override
    public Taps transposed() {
      return taps;
    }
  }
}
