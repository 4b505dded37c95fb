package dev.cusp.runtime;

import java.lang.reflect.Field;

/**
 * An instance field and its place in a {@link Shadow}.
 *
 * @param index position among the numbers or among the links, -1 for a discrete field
 * @param isDifferentiable whether it is a number or a link not marked {@code @NonDifferentiable}
 */
public record Slot(Field field, Layout.Kind kind, int index, boolean isDifferentiable) {
  public String name() {
    return field.getName();
  }

  boolean isNamed(Class<?> declaring, String name) {
    return field.getDeclaringClass() == declaring && field.getName().equals(name);
  }

  /** The field's value; of a number, as a {@link Double} or {@link Float}. */
  public Object get(Object object) {
    if (Layout.isBox(object.getClass())) {
      return object;
    }
    try {
      return opened().get(object);
    } catch (IllegalAccessException cause) {
      throw closed(cause);
    }
  }

  /** The value of a {@code float} or {@code double} field. */
  public double number(Object object) {
    if (Layout.isBox(object.getClass())) {
      return ((Number) object).doubleValue();
    }
    try {
      return opened().getDouble(object);
    } catch (IllegalAccessException cause) {
      throw closed(cause);
    }
  }

  /** Sets the field; a number may be given as any {@link Number} and is rounded to the type. */
  public void set(Object object, Object value) {
    try {
      opened().set(object, kind == Layout.Kind.NUMBER ? rounded((Number) value) : value);
    } catch (IllegalAccessException cause) {
      throw closed(cause);
    }
  }

  /** A number as the boxed value of this field's type. */
  public Object rounded(Number value) {
    if (field.getType() == float.class) {
      return value.floatValue();
    }
    return value.doubleValue();
  }

  private Field opened() {
    if (!field.trySetAccessible()) {
      throw closed(null);
    }
    return field;
  }

  private IllegalStateException closed(Throwable cause) {
    Class<?> type = field.getDeclaringClass();
    String module = type.getModule().isNamed() ? type.getModule().getName() : "ALL-UNNAMED";
    String message =
        "cannot access the field %s.%s: open its package with --add-opens %s/%s=ALL-UNNAMED"
                .formatted(type.getName(), name(), module, type.getPackageName())
            + " or with opens %s in module-info.java".formatted(type.getPackageName());
    return new IllegalStateException(message, cause);
  }
}
