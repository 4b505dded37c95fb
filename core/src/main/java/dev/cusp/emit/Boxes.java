package dev.cusp.emit;

import java.lang.constant.ClassDesc;

/** Boxed values, from the type a program declares to the one the JVM computes with, and back. */
final class Boxes {
  private Boxes() {}

  /** Boolean, Byte, Short and Character as the Integer that stands for them. */
  static Object computational(Object value) {
    return switch (value) {
      case Boolean b -> b ? 1 : 0;
      case Byte b -> (int) b;
      case Short s -> (int) s;
      case Character c -> (int) c;
      default -> value;
    };
  }

  /** A value as a variable of the given class takes it. */
  static Object declared(Object value, Class<?> type) {
    if (type == boolean.class) {
      return ((Integer) value & 1) != 0;
    }
    boolean narrow = type == byte.class || type == short.class || type == char.class;
    return narrow ? narrow((Integer) value, type.descriptorString()) : value;
  }

  private static Object narrow(int value, String descriptor) {
    return switch (descriptor) {
      case "B" -> (byte) value;
      case "S" -> (short) value;
      case "C" -> (char) value;
      default -> throw new IllegalArgumentException(descriptor);
    };
  }

  /** The cast of a number to a primitive type, as the type the JVM then computes with. */
  static Object convert(Object value, ClassDesc to) {
    return switch (to.descriptorString()) {
      case "I" -> toInt(value);
      case "J" -> toLong(value);
      case "F" -> ((Number) value).floatValue();
      case "D" -> ((Number) value).doubleValue();
      case "B" -> (int) (byte) toInt(value);
      case "S" -> (int) (short) toInt(value);
      case "C" -> (int) (char) toInt(value);
      case "Z" -> toInt(value) & 1;
      default -> throw new IllegalArgumentException("not primitive: " + to.displayName());
    };
  }

  private static int toInt(Object value) {
    return ((Number) value).intValue();
  }

  private static long toLong(Object value) {
    return ((Number) value).longValue();
  }
}
