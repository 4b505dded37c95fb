package dev.cusp.ad.nonsmooth;

import dev.cusp.runtime.Layout;
import dev.cusp.runtime.Shadow;
import dev.cusp.runtime.Slot;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Arrays and objects as a run sees them: able to hold germs, and apart from those of the caller,
 * which stay as they are. What has neither numbers nor references to such is itself.
 */
final class Memory {
  /** An array of numbers; germs where they are, plain numbers elsewhere. */
  static final class Cells {
    final boolean isFloat;
    private final double[] plain;
    private Germ[] germs;

    Cells(int length, boolean isFloat) {
      this.isFloat = isFloat;
      plain = new double[length];
    }

    int length() {
      return plain.length;
    }

    /** A Germ, or a Double or Float. */
    Object get(int i) {
      double x = plain[i];
      if (germs != null && germs[i] != null) {
        return germs[i];
      }
      return isFloat ? (Object) (float) x : (Object) x;
    }

    void set(int i, Object number) {
      if (number instanceof Germ g) {
        germs = germs == null ? new Germ[plain.length] : germs;
        germs[i] = g;
      } else {
        plain[i] = ((Number) number).doubleValue();
        if (germs != null) {
          germs[i] = null;
        }
      }
    }
  }

  /** An array of references. */
  record Refs(Class<?> type, Object[] elements) {}

  /** An object of a class with a layout; its fields are taken over when they are first read. */
  static final class Obj {
    final Class<?> type;
    private final Object original;
    private final Shadow direction;
    private final Map<Field, Object> fields = new HashMap<>();

    Obj(Class<?> type, Object original, Shadow direction) {
      this.type = type;
      this.original = original;
      this.direction = direction;
    }

    void set(Field field, Object value) {
      fields.put(field, value);
    }
  }

  private final Inputs inputs;

  /** By direction: an array that is two arguments is two, as they have derivatives each. */
  private final Map<Object, Map<Object, Object>> mirrors = new IdentityHashMap<>();

  Memory(Inputs inputs) {
    this.inputs = inputs;
  }

  /** What stands for an object of the caller's, whose direction is given or null. */
  Object mirror(Object original, Object direction) {
    if (original == null) {
      return null;
    }
    Map<Object, Object> made = mirrors.computeIfAbsent(direction, _ -> new IdentityHashMap<>());
    Object known = made.get(original);
    if (known != null) {
      return known;
    }
    Object mirror = empty(original, direction);
    made.put(original, mirror);
    if (mirror instanceof Refs refs && original instanceof Object[] array) {
      for (int i = 0; i < array.length; i++) {
        refs.elements[i] = mirror(array[i], direction == null ? null : ((Object[]) direction)[i]);
      }
    }
    return mirror;
  }

  private Object empty(Object original, Object direction) {
    return switch (original) {
      case double[] _, float[] _ -> cells(original, direction);
      case Object[] array -> new Refs(array.getClass(), new Object[array.length]);
      case Throwable _ -> original;
      default -> {
        Class<?> type = original.getClass();
        if (type.isArray()) {
          yield copy(original);
        }
        if (Layout.isBox(type)) {
          double x = ((Number) original).doubleValue();
          yield direction instanceof Shadow s ? inputs.at(x, s, 0) : original;
        }
        yield Layout.exists(type) ? new Obj(type, original, (Shadow) direction) : original;
      }
    };
  }

  private static Object copy(Object array) {
    int length = Array.getLength(array);
    Object copy = Array.newInstance(array.getClass().componentType(), length);
    System.arraycopy(array, 0, copy, 0, length);
    return copy;
  }

  private Cells cells(Object array, Object direction) {
    int length = Array.getLength(array);
    Cells cells = new Cells(length, array instanceof float[]);
    for (int i = 0; i < length; i++) {
      double x = Array.getDouble(array, i);
      cells.set(i, direction == null ? (Object) x : inputs.at(x, direction, i));
    }
    return cells;
  }

  /** A field's value as an object has it now. */
  Object get(Obj object, Field field) {
    if (object.fields.containsKey(field)) {
      return object.fields.get(field);
    }
    Object value = object.original == null ? zero(field.getType()) : original(object, field);
    object.fields.put(field, value);
    return value;
  }

  private Object original(Obj object, Field field) {
    for (Slot slot : Layout.of(object.type).slots()) {
      if (slot.field().equals(field)) {
        boolean varies = object.direction != null && slot.isDifferentiable();
        return switch (slot.kind()) {
          case DISCRETE -> computational(slot.get(object.original));
          case LINK ->
              mirror(slot.get(object.original), varies ? object.direction.r[slot.index()] : null);
          case NUMBER ->
              varies
                  ? inputs.at(slot.number(object.original), object.direction, slot.index())
                  : slot.get(object.original);
        };
      }
    }
    throw new Unresolved("field " + field.getName() + " of " + object.type.getName());
  }

  /**
   * The numbers that a result leads to, in the order of {@link dev.cusp.tree.Tree#flatten}.
   *
   * @param mirror a number or what stands for an array or an object
   */
  List<Germ> numbers(Object mirror) {
    List<Germ> found = new ArrayList<>();
    collect(mirror, found, Collections.newSetFromMap(new IdentityHashMap<>()));
    return found;
  }

  private void collect(Object mirror, List<Germ> found, Set<Object> seen) {
    switch (mirror) {
      case Germ g -> found.add(g);
      case Double x -> found.add(Germ.of((Object) x));
      case Float x -> found.add(Germ.of((Object) x));
      case Cells c when seen.add(c) -> {
        for (int i = 0; i < c.length(); i++) {
          found.add(Germ.of(c.get(i)));
        }
      }
      case Refs r when seen.add(r) -> {
        for (Object element : r.elements) {
          collect(element, found, seen);
        }
      }
      case Obj o when seen.add(o) -> {
        for (Slot slot : Layout.of(o.type).slots()) {
          if (slot.isDifferentiable()) {
            collect(get(o, slot.field()), found, seen);
          }
        }
      }
      case null, default -> {} // it holds no numbers, or has been counted
    }
  }

  /** A number of type boolean, byte, short or char as the Integer that stands for it. */
  static Object computational(Object value) {
    return switch (value) {
      case Boolean b -> b ? 1 : 0;
      case Byte b -> (int) b;
      case Short s -> (int) s;
      case Character c -> (int) c;
      case null, default -> value;
    };
  }

  private static Object zero(Class<?> type) {
    return type.isPrimitive() ? computational(Array.get(Array.newInstance(type, 1), 0)) : null;
  }

  /** A new array of zeros, its outer dimensions filled. */
  static Object create(Class<?> type, int[] lengths, int dimension) {
    Class<?> component = type.componentType();
    int length = lengths[dimension];
    if (component == double.class || component == float.class) {
      return new Cells(length, component == float.class);
    }
    if (component.isPrimitive()) {
      return Array.newInstance(component, length);
    }
    if (length < 0) {
      throw new NegativeArraySizeException(String.valueOf(length));
    }
    Refs refs = new Refs(type, new Object[length]);
    for (int i = 0; i < length && dimension + 1 < lengths.length; i++) {
      refs.elements[i] = create(component, lengths, dimension + 1);
    }
    return refs;
  }

  /** The class of what a mirror stands for. */
  static Class<?> typeOf(Object mirror) {
    return switch (mirror) {
      case Cells c -> c.isFloat ? float[].class : double[].class;
      case Refs r -> r.type;
      case Obj o -> o.type;
      case Germ _ -> Double.class;
      default -> mirror.getClass();
    };
  }

  /**
   * What a mirror stands for, to hand to code that is not followed.
   *
   * @throws Unresolved where it holds numbers that vary along the ray
   */
  Object real(Object mirror, Map<Object, Object> made) {
    if (mirror == null || made.containsKey(mirror)) {
      return made.get(mirror);
    }
    Object real =
        switch (mirror) {
          case Germ g when g.isPlain() -> g.value().limit();
          case Germ _ -> throw new Unresolved("a number that varies");
          case Cells c -> numbers(c);
          case Refs r -> Array.newInstance(r.type.componentType(), r.elements.length);
          case Obj o -> {
            if (o.original == null || !isClean(o)) {
              throw new Unresolved("a " + o.type.getSimpleName() + " made or changed on the way");
            }
            yield o.original;
          }
          default -> mirror;
        };
    made.put(mirror, real);
    if (mirror instanceof Refs r) {
      Object[] elements = (Object[]) real;
      for (int i = 0; i < elements.length; i++) {
        elements[i] = real(r.elements[i], made);
      }
    }
    return real;
  }

  private static Object numbers(Cells cells) {
    Object real = Array.newInstance(cells.isFloat ? float.class : double.class, cells.length());
    for (int i = 0; i < cells.length(); i++) {
      Object number = cells.get(i);
      if (number instanceof Germ g) {
        if (!g.isPlain()) {
          throw new Unresolved("an array of numbers that vary");
        }
        number = g.value().limit();
      }
      if (cells.isFloat) {
        Array.setFloat(real, i, ((Number) number).floatValue());
      } else {
        Array.setDouble(real, i, ((Number) number).doubleValue());
      }
    }
    return real;
  }

  /** Whether an object's fields are those of the original, and none of them varies. */
  private boolean isClean(Obj object) {
    if (object.direction != null) {
      return false;
    }
    for (Map.Entry<Field, Object> field : object.fields.entrySet()) {
      Object now = field.getValue();
      Object then = original(object, field.getKey());
      boolean same = now == then || now != null && now.equals(then);
      if (!same || now instanceof Cells || now instanceof Refs) {
        return false;
      }
    }
    return true;
  }

  /** Takes over what code that is not followed did to arrays handed to it. */
  void update(Map<Object, Object> made) {
    for (Map.Entry<Object, Object> pair : new IdentityHashMap<>(made).entrySet()) {
      switch (pair.getKey()) {
        case Cells c -> {
          for (int i = 0; i < c.length(); i++) {
            c.set(i, Array.get(pair.getValue(), i));
          }
        }
        case Refs r -> {
          Object[] now = (Object[]) pair.getValue();
          for (int i = 0; i < now.length; i++) {
            Object old = r.elements[i];
            r.elements[i] = old != null && made.get(old) == now[i] ? old : mirror(now[i], null);
          }
        }
        default -> { // other objects are handed over as they are
        }
      }
    }
  }
}
