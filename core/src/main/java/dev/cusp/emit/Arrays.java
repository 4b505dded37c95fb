package dev.cusp.emit;

import java.lang.constant.ClassDesc;
import java.lang.reflect.Array;
import java.util.List;

/** Arrays of any component type, read and written as array instructions do. */
final class Arrays {
  private Arrays() {}

  /** An array of the given class with its outermost dimensions filled. */
  static Object create(Class<?> type, List<Object> lengths) {
    int[] dimensions = new int[lengths.size()];
    Class<?> component = type;
    for (int i = 0; i < dimensions.length; i++) {
      dimensions[i] = (Integer) lengths.get(i);
      component = component.componentType();
    }
    return Array.newInstance(component, dimensions);
  }

  static Object load(ClassDesc component, Object array, int index) {
    return switch (component.descriptorString()) {
      case "D" -> ((double[]) array)[index];
      case "F" -> ((float[]) array)[index];
      case "J" -> ((long[]) array)[index];
      case "I" -> ((int[]) array)[index];
      case "S" -> (int) ((short[]) array)[index];
      case "C" -> (int) ((char[]) array)[index];
      case "B" -> (int) ((byte[]) array)[index];
      case "Z" -> ((boolean[]) array)[index] ? 1 : 0;
      default -> ((Object[]) array)[index];
    };
  }

  static void store(ClassDesc component, Object array, int index, Object element) {
    switch (component.descriptorString()) {
      case "D" -> ((double[]) array)[index] = (Double) element;
      case "F" -> ((float[]) array)[index] = (Float) element;
      case "J" -> ((long[]) array)[index] = (Long) element;
      case "I" -> ((int[]) array)[index] = (Integer) element;
      case "S" -> ((short[]) array)[index] = (short) (int) (Integer) element;
      case "C" -> ((char[]) array)[index] = (char) (int) (Integer) element;
      case "B" -> ((byte[]) array)[index] = (byte) (int) (Integer) element;
      case "Z" -> ((boolean[]) array)[index] = ((Integer) element & 1) != 0;
      default -> ((Object[]) array)[index] = element;
    }
  }
}
