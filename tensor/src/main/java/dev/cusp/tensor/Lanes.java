package dev.cusp.tensor;

import dev.cusp.kernel.Routine;

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

  /**
   * Lanes that have nothing to do with each other.
   *
   * @param each about how many simple operations an element takes
   */
  Routine routine(int each, Routine.Piece piece) {
    return new Routine.InPieces(count(), (long) count() * n * each, piece);
  }

  /** The position of the first element of a lane. */
  int start(int lane) {
    return lane / inner * n * inner + lane % inner;
  }

  /**
   * For the elements of some rows of these lanes, of which there are {@code outer * n}, the
   * position, in lanes of another length, of the element that an index names; negative ones count
   * from the end.
   */
  int[] positions(String operation, int[] index, int length, int first, int end) {
    int[] positions = new int[(end - first) * inner];
    for (int row = first, i = 0; row < end; row++) {
      for (int j = 0; j < inner; j++, i++) {
        int at = index[row * inner + j];
        if (at < -length || at >= length) {
          throw new IndexOutOfBoundsException(
              "%s: index %d on an axis of length %d".formatted(operation, at, length));
        }
        int there = at < 0 ? at + length : at;
        positions[i] = (row / n * length + there) * inner + j;
      }
    }
    return positions;
  }
}
