package dev.cusp.io;

import dev.cusp.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** Shapes that files speak of. */
final class Sizes {
  private Sizes() {}

  /** A shape that a tensor can have. */
  static Shape shape(String file, List<? extends Number> lengths) throws FileFormatException {
    long size = 1;
    boolean isEmpty = lengths.stream().anyMatch(n -> n.longValue() == 0);
    List<Integer> ints = new ArrayList<>();
    for (Number length : lengths) {
      long n = length.longValue();
      boolean isTooLarge = n > Integer.MAX_VALUE || !isEmpty && n * size > Integer.MAX_VALUE;
      if (n < 0 || isTooLarge) {
        throw new FileFormatException(
            file,
            n < 0 ? "a shape of %s" : "a shape of %s; a tensor has 2147483647 elements at most",
            lengths);
      }
      size = isEmpty ? 0 : size * n;
      ints.add((int) n);
    }
    try {
      return new Shape(ints);
    } catch (IllegalArgumentException e) {
      throw new FileFormatException(file, "%s", e.getMessage());
    }
  }
}
