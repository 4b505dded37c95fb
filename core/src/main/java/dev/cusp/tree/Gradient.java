package dev.cusp.tree;

import dev.cusp.runtime.Cell;
import dev.cusp.runtime.Foreign;
import dev.cusp.runtime.Shadow;
import dev.cusp.runtime.Slot;

/** Takes the leaves of a gradient from the shadow of its argument; an absent shadow is zero. */
record Gradient() implements Rebuild.Source {
  @Override
  public double number(Slot slot, Object shadow) {
    return shadow == null ? 0.0 : ((Shadow) shadow).d[slot.index()];
  }

  /** Nothing is differentiated with respect to a constant. */
  @Override
  public Object constant(Slot slot, Object part) {
    return slot.rounded(0.0);
  }

  @Override
  public Object boxed(Number number, Object shadow, Path at) {
    double value =
        switch (shadow) {
          case null -> 0.0;
          case Shadow s -> s.d[0];
          default -> ((Number) shadow).doubleValue();
        };
    if (number instanceof Float) {
      return (float) value;
    }
    return value;
  }

  @Override
  public Object array(Object array, Object shadow, Path at) {
    if (Foreign.isOne(array)) {
      Object dot = shadow == null ? null : ((Cell) shadow).dot();
      return dot == null ? Foreign.standard().of(new double[length(array)], array) : dot;
    }
    if (shadow != null) {
      return shadow;
    }
    return array instanceof double[] numbers
        ? new double[numbers.length]
        : new float[((float[]) array).length];
  }

  private static int length(Object value) {
    return Foreign.standard().size(value);
  }

  @Override
  public Object link(Slot slot, Object shadow) {
    return shadow == null ? null : ((Shadow) shadow).r[slot.index()];
  }

  @Override
  public Object element(int index, Object shadow) {
    return shadow == null ? null : ((Object[]) shadow)[index];
  }
}
