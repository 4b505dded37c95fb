package dev.cusp;

import java.util.Arrays;

/** A value and a gradient computed together. The gradient has the shape of its argument. */
public record Result<G>(double value, G gradient) {
  @Override
  public String toString() {
    return "Result[value=%s, gradient=%s]".formatted(value, text(gradient));
  }

  /** An object as text, with the elements of arrays. */
  static String text(Object x) {
    String all = Arrays.deepToString(new Object[] {x});
    return all.substring(1, all.length() - 1);
  }
}
