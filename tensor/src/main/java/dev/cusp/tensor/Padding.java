package dev.cusp.tensor;

/** What is put around elements along an axis; the examples put three around 1 2 3 4 5. */
public enum Padding {
  /** The first and the last one: 1 1 1 | 1 2 3 4 5 | 5 5 5. */
  EDGE,
  /** Mirrored at the first and the last one: 4 3 2 | 1 2 3 4 5 | 4 3 2. */
  REFLECT,
  /** Mirrored beside the first and the last one: 3 2 1 | 1 2 3 4 5 | 5 4 3. */
  SYMMETRIC,
  /** The other end: 3 4 5 | 1 2 3 4 5 | 1 2 3. */
  WRAP;

  Tensor apply(Tensor x, int axis, int before, int after) {
    int n = x.shape().length(axis);
    int most = this == EDGE ? (n == 0 ? 0 : Integer.MAX_VALUE) : this == REFLECT ? n - 1 : n;
    if (before < 0 || after < 0 || before > most || after > most) {
      throw new ShapeException(
          "pad: %d before and %d after axis %d of %s; %s puts 0 to %d there",
          before, after, axis, x.shape(), this, most);
    }
    Tensor front =
        switch (this) {
          case EDGE -> x.slice(axis, Range.of(0, 1)).repeat(axis, before);
          case REFLECT -> x.slice(axis, Range.of(1, before + 1)).flip(axis);
          case SYMMETRIC -> x.slice(axis, Range.of(0, before)).flip(axis);
          case WRAP -> x.slice(axis, Range.of(n - before, n));
        };
    Tensor back =
        switch (this) {
          case EDGE -> x.slice(axis, Range.from(n - 1)).repeat(axis, after);
          case REFLECT -> x.slice(axis, Range.of(n - 1 - after, n - 1)).flip(axis);
          case SYMMETRIC -> x.slice(axis, Range.of(n - after, n)).flip(axis);
          case WRAP -> x.slice(axis, Range.of(0, after));
        };
    return Views.concat(axis, front, x, back);
  }
}
