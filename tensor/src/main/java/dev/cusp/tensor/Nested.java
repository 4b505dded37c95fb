package dev.cusp.tensor;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;

/** Tensors from and to nested Java arrays. */
final class Nested {
  private Nested() {}

  static Tensor read(Object nested) {
    List<Integer> lengths = new ArrayList<>();
    Class<?> element = nested.getClass();
    for (Object part = nested; element.isArray(); element = element.componentType()) {
      int length = part == null ? 0 : Array.getLength(part);
      lengths.add(length);
      boolean isDeeper = element.componentType().isArray() && length > 0;
      part = isDeeper ? Array.get(part, 0) : null;
    }
    Shape shape = new Shape(lengths);
    DType type = type(element, nested);
    Object data = type.array(shape.size());
    copy(nested, shape, 0, data, new int[1], true);
    return Tensor.ofData(data, shape, type);
  }

  private static DType type(Class<?> element, Object nested) {
    for (DType type : DType.values()) {
      if (!type.isHalf() && type.array(0).getClass().componentType() == element) {
        return type;
      }
    }
    throw new IllegalArgumentException(
        "a tensor of %s; arrays of double, float, long, int and boolean have a type here"
            .formatted(nested.getClass().getTypeName()));
  }

  /** Copies between nested arrays and a flat one. */
  private static void copy(
      Object nested, Shape shape, int axis, Object flat, int[] at, boolean reads) {
    int length = Array.getLength(nested);
    if (length != shape.length(axis)) {
      throw new ShapeException(
          "nested arrays: a row on axis %d has length %d, but the first one %d",
          axis, length, shape.length(axis));
    }
    if (axis == shape.rank() - 1) {
      Object from = reads ? nested : flat;
      Object to = reads ? flat : nested;
      System.arraycopy(from, reads ? 0 : at[0], to, reads ? at[0] : 0, length);
      at[0] += length;
      return;
    }
    for (int i = 0; i < length; i++) {
      copy(Array.get(nested, i), shape, axis + 1, flat, at, reads);
    }
  }

  static Object write(Tensor x) {
    return part(x.data(), 0, x.shape());
  }

  /** Elements of a flat array from a position on, as nested arrays; of a scalar, its box. */
  static Object part(Object flat, int from, Shape shape) {
    if (shape.rank() == 0) {
      return Array.get(flat, from);
    }
    Object nested = Array.newInstance(flat.getClass().componentType(), shape.toArray());
    copy(nested, shape, 0, flat, new int[] {from}, false);
    return nested;
  }

  /** Puts nested arrays into a flat one, from a position on. */
  static void put(Object nested, Shape shape, Object flat, int from) {
    copy(nested, shape, 0, flat, new int[] {from}, true);
  }
}
