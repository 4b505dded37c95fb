package dev.cusp.runtime;

/** The shadow of a {@link Foreign} value: its tangent, or the cotangent gathered so far. */
public final class Cell {
  /** A value of the same library; null for zero. */
  Object dot;

  Cell(Object dot) {
    this.dot = dot;
  }

  /** What is in it, or null for zero. */
  public Object dot() {
    return dot;
  }

  /** Adds a value; null for zero. */
  void add(Object term) {
    if (term != null) {
      dot = dot == null ? term : Foreign.standard().sum(dot, term);
    }
  }

  /** Puts something in. */
  public void set(Object tangent) {
    dot = tangent;
  }
}
