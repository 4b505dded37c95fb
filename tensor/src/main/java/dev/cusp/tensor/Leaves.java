package dev.cusp.tensor;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Records, lists, maps and arrays of tensors, nested as you like, seen as lists of their floating
 * tensors. Everything else is constant and goes along unchanged.
 */
public final class Leaves {
  private Leaves() {}

  /** The floating tensors in order. */
  public static List<Tensor> of(Object tree) {
    List<Tensor> leaves = new ArrayList<>();
    map(
        tree,
        t -> {
          leaves.add(t);
          return t;
        });
    return leaves;
  }

  /** The same with other tensors in their places. */
  public static <A> A with(A tree, List<Tensor> leaves) {
    Iterator<Tensor> next = leaves.iterator();
    return map(tree, _ -> next.next());
  }

  /** The same with a function of each floating tensor in its place. */
  @SuppressWarnings("unchecked") // what is rebuilt has the class of the original
  public static <A> A map(A tree, UnaryOperator<Tensor> f) {
    Object mapped =
        switch (tree) {
          case Tensor t -> t.type().isFloating() ? f.apply(t) : t;
          case Record r -> record(r, f);
          case List<?> list -> list.stream().map(part -> map((Object) part, f)).toList();
          case Map<?, ?> entries -> {
            Map<Object, Object> all = new LinkedHashMap<>();
            entries.forEach((key, value) -> all.put(key, map((Object) value, f)));
            yield all;
          }
          case Object[] array -> {
            Object[] copy = array.clone();
            Arrays.setAll(copy, i -> map(array[i], f));
            yield copy;
          }
          case null, default -> tree;
        };
    return (A) mapped;
  }

  /** The same with a function of each two floating tensors in the same place, as for a step. */
  public static <A> A zip(A x, A y, java.util.function.BinaryOperator<Tensor> f) {
    Iterator<Tensor> other = of(y).iterator();
    return map(x, t -> f.apply(t, other.next()));
  }

  private static Object record(Record r, UnaryOperator<Tensor> f) {
    RecordComponent[] components = r.getClass().getRecordComponents();
    Object[] values = new Object[components.length];
    Class<?>[] types = new Class<?>[components.length];
    try {
      for (int i = 0; i < components.length; i++) {
        Method accessor = components[i].getAccessor();
        accessor.setAccessible(true);
        values[i] = map(accessor.invoke(r), f);
        types[i] = components[i].getType();
      }
      Constructor<?> constructor = r.getClass().getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("the record " + r.getClass() + " cannot be made anew", e);
    }
  }
}
