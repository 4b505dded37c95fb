package dev.cusp.tree;

import dev.cusp.rules.Contents;
import dev.cusp.runtime.Foreign;
import dev.cusp.runtime.Layout;
import dev.cusp.runtime.Slot;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes a tree of the shape of another with new leaves. What is no leaf is copied; a part without
 * leaves is taken as it is, not copied; what was shared is shared again.
 */
final class Rebuild {
  private static final Object IN_PROGRESS = new Object();

  /**
   * Where the new leaves come from. They are asked for in the order of {@link Leaf#all}. A shadow
   * is passed along from the whole to its parts; a source that needs none passes null.
   */
  interface Source {
    double number(Slot slot, Object shadow);

    /** The value of a number that is marked as a constant. */
    Object constant(Slot slot, Object part);

    Object boxed(Number number, Object shadow, Path at);

    /** A new {@code double[]}, {@code float[]} or {@link Foreign} value. */
    Object array(Object array, Object shadow, Path at);

    /** The shadow of what a field refers to. */
    Object link(Slot slot, Object shadow);

    /** The shadow of an array's element. */
    Object element(int index, Object shadow);
  }

  private final Source source;
  private final Map<Object, Object> made = new IdentityHashMap<>();

  Rebuild(Source source) {
    this.source = source;
  }

  Object rebuild(Object part, Object shadow, Path at) {
    switch (part) {
      case null -> {
        return null;
      }
      case Double number -> {
        return source.boxed(number, shadow, at);
      }
      case Float number -> {
        return source.boxed(number, shadow, at);
      }
      default -> {}
    }
    Object known = made.get(part);
    if (known == IN_PROGRESS) {
      throw new IllegalArgumentException(
          "%s contains itself: a record cannot be rebuilt in a cycle".formatted(at.described()));
    }
    if (known != null) {
      return known;
    }
    Object result =
        switch (part) {
          case double[] _, float[] _ -> source.array(part, shadow, at);
          case Object _ when !Leaf.existsIn(part) -> part;
          case Object _ when Foreign.isOne(part) -> source.array(part, shadow, at);
          case Object[] array -> rebuildArray(array, shadow, at);
          case Record record -> rebuildRecord(record, shadow, at);
          case Object _ when Contents.areIn(part) -> rebuildCollection(part, shadow, at);
          default -> rebuildObject(part, shadow, at);
        };
    made.put(part, result);
    return result;
  }

  private Object[] rebuildArray(Object[] array, Object shadow, Path at) {
    Object[] result =
        (Object[]) Array.newInstance(array.getClass().getComponentType(), array.length);
    made.put(array, result);
    for (int i = 0; i < array.length; i++) {
      result[i] = rebuild(array[i], source.element(i, shadow), at.element(i));
    }
    return result;
  }

  private Object rebuildCollection(Object collection, Object shadow, Path at) {
    made.put(collection, IN_PROGRESS);
    Contents contents = Contents.of(collection);
    Object[] shadows = Contents.shadow(collection, shadow);
    Object[] values = contents.values();
    for (int i = 0; i < values.length; i++) {
      Object inner = source.element(contents.places()[i], shadows);
      values[i] = rebuild(values[i], inner, at.within(contents, i));
    }
    return Contents.like(collection, values);
  }

  private Object rebuildRecord(Record record, Object shadow, Path at) {
    made.put(record, IN_PROGRESS);
    List<Slot> slots = Layout.of(record.getClass()).slots();
    Object[] values = new Object[slots.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(slots.get(i), record, shadow, at);
    }
    return construct(Canonical.of(record.getClass()), at, values);
  }

  private Object rebuildObject(Object part, Object shadow, Path at) {
    Class<?> type = part.getClass();
    Object result;
    try {
      result = construct(type.getDeclaredConstructor(), at);
    } catch (NoSuchMethodException _) {
      result = Blank.of(type);
    }
    made.put(part, result);
    for (Slot slot : Layout.of(type).slots()) {
      slot.set(result, value(slot, part, shadow, at));
    }
    return result;
  }

  private Object value(Slot slot, Object part, Object shadow, Path at) {
    if (!slot.isDifferentiable()) {
      return slot.kind() == Layout.Kind.NUMBER ? source.constant(slot, part) : slot.get(part);
    }
    return slot.kind() == Layout.Kind.NUMBER
        ? slot.rounded(source.number(slot, shadow))
        : rebuild(slot.get(part), source.link(slot, shadow), at.field(slot.name()));
  }

  private static Object construct(Constructor<?> constructor, Path at, Object... values) {
    String type = constructor.getDeclaringClass().getName();
    try {
      if (!constructor.trySetAccessible()) {
        throw new IllegalArgumentException(
            "cannot call the constructor of %s for %s: open its package to cusp"
                .formatted(type, at.described()));
      }
      return constructor.newInstance(values);
    } catch (InvocationTargetException refused) {
      throw new IllegalArgumentException(
          "the constructor of %s refused the values %s for %s"
              .formatted(type, Arrays.deepToString(values), at.described()),
          refused.getCause());
    } catch (ReflectiveOperationException cause) {
      throw new IllegalArgumentException(
          "cannot make another %s for %s".formatted(type, at.described()), cause);
    }
  }
}
