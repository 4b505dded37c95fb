package dev.cusp.runtime;

import java.lang.invoke.MethodType;
import java.util.List;
import java.util.ServiceLoader;

/**
 * The port to a library whose values are immutable, stand for many numbers, and know how they came
 * about, so that the library derives its own calls: tensors. Programs may use such values among
 * numbers, arrays and objects; their shadow is a {@link Cell}. One library at most, found as a
 * service; {@link Cells} is what derivative code calls.
 */
public interface Foreign {
  /** What a derivative does at a call. */
  enum Kind {
    /** Not of the library, or lifted like any code. */
    NONE,
    /** From values to values: the library derives it. */
    VALUES,
    /** From a {@code double[]}, the first argument, to a value of the same numbers, linearly. */
    FROM_NUMBERS,
    /** The numbers of a value as a {@code double[]}. */
    TO_NUMBERS,
    /** What is given has no derivative: shapes, types, conditions. */
    CONSTANT,
    /** No derivative passes, though one might be wanted. */
    REFUSED
  }

  /** The class of the values, which is final. */
  Class<?> type();

  /** Whether a class belongs to the library. */
  boolean isIn(Class<?> type);

  /** What a derivative does at a call of a method of the library. */
  Kind kind(Class<?> owner, String name, MethodType type, boolean isStatic);

  /** Whether objects of a class may lead to values, by fields and arrays. */
  boolean carries(Class<?> type);

  /** Methods that are lifted in place of others, see {@link dev.cusp.rules.Substitute}. */
  List<Class<?>> substitutes();

  /** Whether a value is made of real numbers, so that it has a tangent. */
  boolean isReal(Object value);

  /**
   * The values of a record and the like, or a single one, in other objects: nothing that was made
   * before comes from these, and they and what is made of them remember how they came about.
   */
  Object own(Object tree);

  /** Has values, which are given away, forget how they came about, and be computed together. */
  void release(List<Object> values);

  /** Tangents of results for tangents of what they are made from; null for zero. */
  List<Object> jvp(List<Object> results, List<Object> from, List<Object> dots);

  /** Cotangents of what results are made from, for those of the results; null for zero. */
  List<Object> vjp(List<Object> results, List<Object> from, List<Object> bars);

  /** The sum of two. */
  Object sum(Object x, Object y);

  /** A value of given numbers that is otherwise like another. */
  Object of(double[] numbers, Object like);

  /** The numbers. */
  double[] numbers(Object value);

  /** How many numbers there are. */
  int size(Object value);

  /** Whether two have the same shape and type, so that one can be the other's tangent. */
  boolean isAlike(Object x, Object y);

  /** How many real values an object holds, whatever it is. */
  int count(Object object);

  /** The library of this process, or null. */
  static Foreign standard() {
    return Standard.FOUND;
  }

  /** Whether something is a value of the library. */
  static boolean isOne(Object object) {
    return object != null && isOne(object.getClass());
  }

  /** Whether a class is that of the library's values. */
  static boolean isOne(Class<?> type) {
    return Standard.FOUND != null && Standard.FOUND.type() == type;
  }

  /** Looked up once. */
  final class Standard {
    private static final Foreign FOUND =
        ServiceLoader.load(Foreign.class, Foreign.class.getClassLoader()).findFirst().orElse(null);

    private Standard() {}
  }
}
