package dev.cusp.tensor;

import dev.cusp.NonDifferentiable;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/**
 * Records, lists, maps and arrays of tensors, nested as you like, seen as lists of their floating
 * tensors. Everything else is constant and goes along unchanged: other tensors, other objects, and
 * record components marked {@link NonDifferentiable}.
 */
public final class Leaves {
  private Leaves() {}

  /** What becomes of a tensor. */
  @FunctionalInterface
  public interface Visitor {
    /**
     * Gives what is to be in the tensor's place.
     *
     * @param path where it is, such as {@code layers.0.weight}: names of components, keys of maps
     *     and positions in lists
     */
    Tensor visit(String path, Tensor tensor);
  }

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

  /** Where the floating tensors are, in order. */
  public static List<String> paths(Object tree) {
    List<String> paths = new ArrayList<>();
    leaves(
        tree,
        (path, t) -> {
          paths.add(path);
          return t;
        });
    return paths;
  }

  /** The same with other tensors in their places. */
  public static <A> A with(A tree, List<Tensor> leaves) {
    Iterator<Tensor> next = leaves.iterator();
    return map(tree, _ -> next.next());
  }

  /** The same with a function of each floating tensor in its place. */
  public static <A> A map(A tree, UnaryOperator<Tensor> f) {
    return leaves(tree, (_, t) -> f.apply(t));
  }

  /** The same with a function of each two floating tensors in the same place, as for a step. */
  public static <A> A zip(A x, A y, BinaryOperator<Tensor> f) {
    Iterator<Tensor> other = of(y).iterator();
    return map(x, t -> f.apply(t, other.next()));
  }

  /** The same with what a visitor makes of every tensor, constant ones too, as for a file. */
  public static <A> A every(A tree, Visitor visitor) {
    return new Walk(visitor, true).all(tree);
  }

  /** All tensors in order, constant ones too. */
  public static List<Tensor> every(Object tree) {
    List<Tensor> all = new ArrayList<>();
    every(
        tree,
        (_, t) -> {
          all.add(t);
          return t;
        });
    return all;
  }

  /** The same with others in the places of all tensors. */
  static <A> A withEvery(A tree, List<Tensor> tensors) {
    Iterator<Tensor> next = tensors.iterator();
    return every(tree, (_, _) -> next.next());
  }

  private static <A> A leaves(A tree, Visitor visitor) {
    return new Walk(visitor, false).all(tree);
  }

  /** What a record is made of, looked up once. */
  private record Form(
      Constructor<?> constructor, List<Method> accessors, List<Boolean> isConstant) {
    private static final ClassValue<Form> FORMS =
        new ClassValue<>() {
          @Override
          protected Form computeValue(Class<?> type) {
            return of(type);
          }
        };

    private static Form of(Class<?> type) {
      List<Method> accessors = new ArrayList<>();
      List<Boolean> isConstant = new ArrayList<>();
      List<Class<?>> types = new ArrayList<>();
      for (RecordComponent component : type.getRecordComponents()) {
        open(component.getAccessor());
        accessors.add(component.getAccessor());
        isConstant.add(component.isAnnotationPresent(NonDifferentiable.class));
        types.add(component.getType());
      }
      try {
        Constructor<?> constructor = type.getDeclaredConstructor(types.toArray(Class<?>[]::new));
        open(constructor);
        return new Form(constructor, accessors, isConstant);
      } catch (NoSuchMethodException e) {
        throw new IllegalStateException("every record has its constructor: " + type, e);
      }
    }
  }

  private static void open(AccessibleObject member) {
    Class<?> type = ((Member) member).getDeclaringClass();
    try {
      member.setAccessible(true);
    } catch (InaccessibleObjectException e) {
      throw new IllegalArgumentException(
          "package %s of module %s is closed to Cusp; add: opens %s to %s"
              .formatted(
                  type.getPackageName(),
                  type.getModule().getName(),
                  type.getPackageName(),
                  Leaves.class.getModule().getName()),
          e);
    }
  }

  /** Visits a tree; what has nothing changed in it stays the object it is. */
  private record Walk(Visitor visitor, boolean visitsAll) {
    @SuppressWarnings("unchecked") // what is rebuilt has the class of the original
    <A> A all(A tree) {
      return (A) part(tree, "");
    }

    private Object part(Object part, String path) {
      return switch (part) {
        case Tensor t -> visitsAll || t.type().isFloating() ? visitor.visit(path, t) : t;
        case Record r -> record(r, path);
        case List<?> list -> {
          List<Object> parts = new ArrayList<>();
          list.forEach(each -> parts.add(part(each, inner(path, parts.size()))));
          yield isSame(list, parts) ? list : Collections.unmodifiableList(parts);
        }
        case Map<?, ?> entries -> {
          Map<Object, Object> all = new LinkedHashMap<>();
          entries.forEach((key, value) -> all.put(key, part(value, inner(path, key))));
          yield isSame(new ArrayList<>(entries.values()), new ArrayList<>(all.values()))
              ? entries
              : all;
        }
        case Object[] array -> {
          Object[] copy = array.clone();
          Arrays.setAll(copy, i -> part(array[i], inner(path, i)));
          yield isSame(Arrays.asList(array), Arrays.asList(copy)) ? array : copy;
        }
        case null, default -> part;
      };
    }

    private static String inner(String path, Object name) {
      return path.isEmpty() ? name.toString() : path + "." + name;
    }

    private static boolean isSame(List<?> before, List<?> after) {
      for (int i = 0; i < before.size(); i++) {
        if (before.get(i) != after.get(i)) {
          return false;
        }
      }
      return true;
    }

    private Record record(Record r, String path) {
      Form form = Form.FORMS.get(r.getClass());
      List<Object> before = new ArrayList<>();
      List<Object> after = new ArrayList<>();
      try {
        for (int i = 0; i < form.accessors().size(); i++) {
          Method accessor = form.accessors().get(i);
          Object value = accessor.invoke(r);
          boolean isVisited = visitsAll || !form.isConstant().get(i);
          before.add(value);
          after.add(isVisited ? part(value, inner(path, accessor.getName())) : value);
        }
        boolean isSame = isSame(before, after);
        return isSame ? r : (Record) form.constructor().newInstance(after.toArray());
      } catch (ReflectiveOperationException e) {
        throw new IllegalArgumentException(
            "the record " + r.getClass() + " cannot be made anew", e);
      }
    }
  }
}
