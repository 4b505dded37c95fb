package dev.cusp.tree;

import dev.cusp.rules.Contents;
import dev.cusp.runtime.Cell;
import dev.cusp.runtime.Foreign;
import dev.cusp.runtime.Layout;
import dev.cusp.runtime.Shadow;
import dev.cusp.runtime.Shadows;
import dev.cusp.runtime.Slot;
import java.util.Arrays;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.Map;

/** Fills the shadow of an argument with the numbers of a tangent that has the argument's shape. */
final class Tangents {
  private final Map<Object, Object> tangents = new IdentityHashMap<>();

  /** A new shadow; an absent tangent is zero. */
  static Object shadow(Object primal, Object tangent) {
    if (primal instanceof Double || primal instanceof Float) {
      return number(primal, tangent, Path.ROOT);
    }
    Object shadow = Shadows.zeroLike(primal);
    new Tangents().fill(primal, tangent, shadow, Path.ROOT);
    return shadow;
  }

  private void fill(Object primal, Object tangent, Object shadow, Path at) {
    if (tangent == null || shadow == null) {
      return;
    }
    if (Contents.areIn(primal)) {
      fillCollection(primal, tangent, Contents.shadow(primal, shadow), at);
      return;
    }
    if (primal.getClass() != tangent.getClass()) {
      throw new IllegalArgumentException(
          "%s is a %s, but its tangent is a %s"
              .formatted(
                  at.described(),
                  primal.getClass().getTypeName(),
                  tangent.getClass().getTypeName()));
    }
    if (primal instanceof Double || primal instanceof Float) {
      ((Shadow) shadow).d[0] = (double) number(primal, tangent, at);
      return;
    }
    Object known = tangents.put(primal, tangent);
    if (known == tangent) {
      return;
    }
    if (known != null) {
      throw new IllegalArgumentException(
          "%s is met twice in the argument, but its tangents there are two objects"
              .formatted(at.described()));
    }
    switch (shadow) {
      case double[] numbers -> {
        sameLength(numbers.length, ((double[]) tangent).length, at);
        System.arraycopy(tangent, 0, numbers, 0, numbers.length);
      }
      case float[] numbers -> {
        sameLength(numbers.length, ((float[]) tangent).length, at);
        System.arraycopy(tangent, 0, numbers, 0, numbers.length);
      }
      case Cell cell -> {
        if (!Foreign.standard().isAlike(primal, tangent)) {
          throw new IllegalArgumentException(
              "%s and its tangent are not alike: %s and %s"
                  .formatted(at.described(), primal, tangent));
        }
        cell.set(tangent);
      }
      case Object[] links -> fillArray((Object[]) primal, (Object[]) tangent, links, at);
      default -> fillFields(primal, tangent, (Shadow) shadow, at);
    }
  }

  private void fillArray(Object[] primal, Object[] tangent, Object[] shadow, Path at) {
    sameLength(primal.length, tangent.length, at);
    for (int i = 0; i < primal.length; i++) {
      fill(primal[i], tangent[i], shadow[i], at.element(i));
    }
  }

  private void fillCollection(Object primal, Object tangent, Object[] shadow, Path at) {
    Contents of = Contents.of(primal);
    boolean isMap = of.keys() != null;
    if (isMap ? !(tangent instanceof Map) : !(tangent instanceof Collection)) {
      throw new IllegalArgumentException(
          "%s is a %s, but its tangent is a %s"
              .formatted(at.described(), isMap ? "map" : "list", tangent.getClass().getTypeName()));
    }
    Object[] dots =
        isMap
            ? Arrays.stream(of.keys()).map(((Map<?, ?>) tangent)::get).toArray()
            : ((Collection<?>) tangent).toArray();
    sameLength(of.values().length, isMap ? ((Map<?, ?>) tangent).size() : dots.length, at);
    for (int i = 0; i < dots.length; i++) {
      fill(of.values()[i], dots[i], shadow[of.places()[i]], at.within(of, i));
    }
  }

  private void fillFields(Object primal, Object tangent, Shadow shadow, Path at) {
    for (Slot slot : Layout.of(primal.getClass()).slots()) {
      Path field = at.field(slot.name());
      if (!slot.isDifferentiable()) {
        continue;
      }
      if (slot.kind() == Layout.Kind.NUMBER) {
        shadow.d[slot.index()] = slot.number(tangent);
        continue;
      }
      fill(slot.get(primal), slot.get(tangent), shadow.r[slot.index()], field);
    }
  }

  private static Object number(Object primal, Object tangent, Path at) {
    if (tangent != null && !(tangent instanceof Number)) {
      throw new IllegalArgumentException(
          "%s is a number, but its tangent is a %s"
              .formatted(at.described(), tangent.getClass().getTypeName()));
    }
    double value = tangent == null ? 0.0 : ((Number) tangent).doubleValue();
    if (primal instanceof Float) {
      return (float) value;
    }
    return value;
  }

  private static void sameLength(int primal, int tangent, Path at) {
    if (primal != tangent) {
      throw new IllegalArgumentException(
          "%s has %d elements, but its tangent has %d".formatted(at.described(), primal, tangent));
    }
  }
}
