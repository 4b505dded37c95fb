package dev.cusp.runtime;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where the fields of an object have their place in its {@link Shadow}.
 *
 * <p>The fields of superclasses come first, then those of the class, each in the order of their
 * declaration; static fields and those that JDK classes declare have no place. Numbers ({@code
 * float}, {@code double}) and links (references) are counted apart, discrete fields not at all.
 */
public final class Layout {
  /** What a field holds. */
  public enum Kind {
    NUMBER,
    LINK,
    DISCRETE
  }

  private static final ClassValue<Layout> LAYOUTS =
      new ClassValue<>() {
        @Override
        protected Layout computeValue(Class<?> type) {
          return new Layout(type);
        }
      };

  /** By name, since {@code dev.cusp} is a floor above this package. */
  private static final String CONSTANT = "dev.cusp.NonDifferentiable";

  private final Class<?> type;
  private final List<Slot> slots;
  private int numbers;
  private int links;

  private Layout(Class<?> type) {
    this.type = type;
    this.slots = isBox(type) ? List.of(boxed(type)) : List.copyOf(fields(type));
  }

  private List<Slot> fields(Class<?> type) {
    List<Slot> slots = new ArrayList<>();
    List<Class<?>> line = new ArrayList<>();
    for (Class<?> c = type; c != null && !isJdk(c); c = c.getSuperclass()) {
      line.addFirst(c);
    }
    for (Class<?> c : line) {
      for (Field field : c.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers())) {
          slots.add(slot(field));
        }
      }
    }
    return slots;
  }

  private Slot boxed(Class<?> box) {
    try {
      return new Slot(box.getDeclaredField("value"), Kind.NUMBER, numbers++, true);
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether a class is that of a boxed number with a derivative: an object with one field. */
  public static boolean isBox(Class<?> type) {
    return type == Double.class || type == Float.class;
  }

  private Slot slot(Field field) {
    boolean differentiable =
        Arrays.stream(field.getAnnotations())
            .noneMatch(a -> a.annotationType().getName().equals(CONSTANT));
    Kind kind = kind(field.getType());
    return switch (kind) {
      case NUMBER -> new Slot(field, kind, numbers++, differentiable);
      case LINK -> new Slot(field, kind, links++, differentiable);
      case DISCRETE -> new Slot(field, kind, -1, false);
    };
  }

  /** The layout of a class; of an array, an interface or another class of the JDK it is empty. */
  public static Layout of(Class<?> type) {
    return LAYOUTS.get(type);
  }

  /**
   * Whether objects of a class have shadows made by layout: a class or record of the user's, or a
   * boxed number, neither an enum nor a lambda nor anything else of the JDK or {@link Foreign}.
   */
  public static boolean exists(Class<?> type) {
    return !type.isPrimitive()
        && !type.isArray()
        && !type.isInterface()
        && !type.isHidden()
        && !Copied.class.isAssignableFrom(type)
        && !Enum.class.isAssignableFrom(type)
        && (!isJdk(type) || isBox(type))
        && !Foreign.isOne(type);
  }

  private static boolean isJdk(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    return loader == null || loader == ClassLoader.getPlatformClassLoader();
  }

  private static Kind kind(Class<?> field) {
    if (field == double.class || field == float.class) {
      return Kind.NUMBER;
    }
    return field.isPrimitive() ? Kind.DISCRETE : Kind.LINK;
  }

  /** Length of {@link Shadow#d}. */
  public int numbers() {
    return numbers;
  }

  /** Length of {@link Shadow#r}. */
  public int links() {
    return links;
  }

  /** Every instance field, discrete ones included. */
  public List<Slot> slots() {
    return slots;
  }

  /** Position in {@link Shadow#d} of a field of type {@code float} or {@code double}. */
  public int number(String declaringBinaryName, String field) {
    return find(declaringBinaryName, field, Kind.NUMBER).index();
  }

  /** Position in {@link Shadow#r} of a field of a reference type. */
  public int link(String declaringBinaryName, String field) {
    return find(declaringBinaryName, field, Kind.LINK).index();
  }

  /** Whether a number or a link is not marked as a constant by {@code @NonDifferentiable}. */
  public boolean isDifferentiable(String declaringBinaryName, String field) {
    return find(declaringBinaryName, field, null).isDifferentiable();
  }

  /** A new shadow of this layout. */
  public Shadow zero() {
    return new Shadow(numbers, links);
  }

  /** Resolves as the JVM does: in the named class, then in its superclasses. */
  private Slot find(String owner, String field, Kind kind) {
    for (Class<?> c = type; c != null; c = c.getSuperclass()) {
      if (c.getName().equals(owner)) {
        for (Class<?> declaring = c; declaring != null; declaring = declaring.getSuperclass()) {
          for (Slot slot : slots) {
            if (slot.isNamed(declaring, field) && (kind == null || slot.kind() == kind)) {
              return slot;
            }
          }
        }
      }
    }
    throw new IllegalArgumentException(
        "%s has no %s %s.%s in its layout"
            .formatted(type.getName(), kind == null ? "field" : kind, owner, field));
  }
}
