package dev.cusp.tensor;

/**
 * The lines of elements along an axis: there are {@code outer * inner}, of n elements each, which
 * are {@code inner} places apart.
 */
record Lanes(int outer, int n, int inner) {
  static Lanes of(Shape shape, int axis) {
    int outer = new Shape(shape.lengths().subList(0, axis)).size();
    int inner = new Shape(shape.lengths().subList(axis + 1, shape.rank())).size();
    return new Lanes(outer, shape.length(axis), inner);
  }

  int count() {
    return n == 0 ? 0 : outer * inner;
  }

  /** The position of the first element of a lane. */
  int start(int lane) {
    return lane / inner * n * inner + lane % inner;
  }

  /**
   * For each element of these lanes the position, in lanes of another length, of the element that
   * an index names; negative ones count from the end.
   */
  int[] positions(String operation, int[] index, int length) {
    int[] positions = new int[outer * n * inner];
    for (int block = 0, i = 0; block < outer; block++) {
      for (int row = 0; row < n; row++) {
        for (int j = 0; j < inner; j++, i++) {
          int at = index[i];
          if (at < -length || at >= length) {
            throw new IndexOutOfBoundsException(
                "%s: index %d on an axis of length %d".formatted(operation, at, length));
          }
          int there = at < 0 ? at + length : at;
          positions[i] = (block * length + there) * inner + j;
        }
      }
    }
    return positions;
  }
}
