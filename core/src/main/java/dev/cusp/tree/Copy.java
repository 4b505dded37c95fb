package dev.cusp.tree;

import dev.cusp.rules.Contents;
import dev.cusp.runtime.Copied;
import dev.cusp.runtime.Layout;
import dev.cusp.runtime.Slot;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Copies of arguments, for programs that write to them; what was one object stays one.
 *
 * <p>Copied are arrays of any kind and the objects of the user's classes, whole numbers included;
 * what is marked {@link dev.cusp.NonDifferentiable} and the objects of the JDK are shared.
 */
public final class Copy {
  /** What stands for a collection of which a copy is being made. */
  private static final Object IN_PROGRESS = new Object();

  private final Map<Object, Object> copies = new IdentityHashMap<>();
  private final boolean opens;

  private Copy(boolean opens) {
    this.opens = opens;
  }

  /** A deep copy of arrays and of objects with a layout; anything else is itself. */
  public static Object of(Object original) {
    return new Copy(false).copy(original);
  }

  /**
   * Copies of arguments in which collections are such that programs can look into them.
   *
   * @param captured how many of the first stay what they are
   */
  public static Object[] opened(Object[] args, int captured) {
    Copy copy = new Copy(true);
    Object[] opened = args.clone();
    for (int i = 0; i < captured; i++) {
      copy.made(args[i], args[i]);
    }
    for (int i = captured; i < args.length; i++) {
      opened[i] = copy.copy(args[i]);
    }
    return opened;
  }

  private Object copy(Object original) {
    if (original == null) {
      return null;
    }
    if (original instanceof Copied own) {
      return copies.computeIfAbsent(original, _ -> own.copy());
    }
    if (opens && Contents.areIn(original)) {
      return collection(original);
    }
    Class<?> type = original.getClass();
    if (!type.isArray() && (!Layout.exists(type) || Layout.isBox(type))) {
      return original;
    }
    Object known = copies.get(original);
    if (known != null) {
      return known;
    }
    if (type.isArray()) {
      return array(original, type.componentType());
    }
    return original instanceof Record ? made(original, record(original)) : object(original, type);
  }

  private Object made(Object original, Object copy) {
    copies.put(original, copy);
    return copy;
  }

  private Object collection(Object original) {
    Object known = copies.get(original);
    if (known == IN_PROGRESS) {
      throw new IllegalArgumentException("a collection that contains itself has no derivative");
    }
    if (known == null) {
      copies.put(original, IN_PROGRESS);
      known = made(original, Contents.standIn(original, this::copy));
    }
    return known;
  }

  private Object array(Object original, Class<?> component) {
    int length = Array.getLength(original);
    Object copy = made(original, Array.newInstance(component, length));
    if (copy instanceof Object[] elements) {
      Object[] originals = (Object[]) original;
      for (int i = 0; i < length; i++) {
        elements[i] = copy(originals[i]);
      }
    } else {
      System.arraycopy(original, 0, copy, 0, length);
    }
    return copy;
  }

  private Object object(Object original, Class<?> type) {
    Object copy = made(original, Blank.of(type));
    for (Slot slot : Layout.of(type).slots()) {
      slot.set(copy, part(slot, original));
    }
    return copy;
  }

  private Object part(Slot slot, Object original) {
    Object part = slot.get(original);
    return slot.kind() == Layout.Kind.LINK && slot.isDifferentiable() ? copy(part) : part;
  }

  /** A record of the copies of its components, or itself if they are all the same. */
  private Object record(Object original) {
    List<Slot> slots = Layout.of(original.getClass()).slots();
    Object[] parts = new Object[slots.size()];
    boolean same = true;
    for (int i = 0; i < parts.length; i++) {
      parts[i] = part(slots.get(i), original);
      same &= slots.get(i).kind() != Layout.Kind.LINK || parts[i] == slots.get(i).get(original);
    }
    return same ? original : constructed(slots, original.getClass(), parts);
  }

  private Object constructed(List<Slot> slots, Class<?> type, Object[] parts) {
    Object made = construct(type, parts);
    for (int i = 0; i < parts.length; i++) {
      if (Contents.areIn(parts[i]) && slots.get(i).get(made) != parts[i]) {
        throw new IllegalArgumentException(
            "the constructor of %s does not keep the collection it is given for %s, so there is no derivative by it; use an array, or copy it where the record is made"
                .formatted(type.getName(), slots.get(i).name()));
      }
    }
    return made;
  }

  private static Object construct(Class<?> type, Object[] parts) {
    Constructor<?> canonical = Canonical.of(type);
    try {
      canonical.setAccessible(true);
      return canonical.newInstance(parts);
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(
          "the constructor of %s refused a copy of its own components".formatted(type.getName()),
          e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot make another " + type.getName(), e);
    }
  }
}
