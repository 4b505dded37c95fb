package dev.cusp.runtime;

import java.util.Objects;

/** Checks, while a derivative runs, what was assumed about classes when it was made. */
public final class Guard {
  private Guard() {}

  /**
   * Makes sure that an object is of exactly one class, whose method was built in.
   *
   * @throws IllegalArgumentException where it is of another one
   */
  public static void exactly(Object object, Class<?> expected, String where) {
    if (object != null && object.getClass() != expected) {
      throw new IllegalArgumentException(
          "%s: the object is a %s, but the method of %s was differentiated; make %s sealed, or"
                  .formatted(
                      where,
                      object.getClass().getName(),
                      expected.getName(),
                      expected.getSimpleName())
              + " declare the variable with the final class it really has");
    }
  }

  /**
   * The exception where an object is of a class that was not met when the program was read.
   *
   * @throws NullPointerException where there is no object
   */
  public static RuntimeException unseen(Object object, String where) {
    return new IllegalArgumentException(
        "%s: the object is a %s, and the program neither makes such objects nor was it given one"
                .formatted(where, object.getClass().getName())
            + " when it was differentiated; make the type sealed");
  }

  /** An object that the program did not make, which holds no numbers that depend on an input. */
  public static Object foreign(Object object) {
    return object;
  }

  /** Refuses to give such an object one. */
  public static void refuse(Object object, String why) {
    throw new IllegalArgumentException(
        "%s (the object is a %s)".formatted(why, object.getClass().getName()));
  }

  /** Throws what an array would throw; for an element that nobody needs. */
  public static void index(int index, int length) {
    if (index < 0 || index >= length) {
      throw new ArrayIndexOutOfBoundsException(
          "Index " + index + " out of bounds for length " + length);
    }
  }

  /** Throws what a field of an object would throw that is not there; for one nobody needs. */
  public static void present(Object object) {
    Objects.requireNonNull(object);
  }

  /** Needs what a cast gives, or an array. */
  public static void used(Object object) {}

  /** Throws what an allocation of an array of this length would throw; for one nobody needs. */
  public static void length(int length) {
    if (length < 0) {
      throw new NegativeArraySizeException(String.valueOf(length));
    }
  }
}
