package dev.cusp.ad;

import dev.cusp.rules.Contents;
import dev.cusp.runtime.Layout;
import dev.cusp.runtime.Slot;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The classes of the objects that arguments lead to, by fields, arrays and collections. */
final class Reached {
  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Deque<Object> todo = new ArrayDeque<>();
  private final Set<Class<?>> classes = new HashSet<>();
  private boolean holders;

  private Reached() {}

  /**
   * The classes, each once, ordered by their names; then {@code Object} where there are arrays or
   * collections, which could have held others.
   */
  static List<Class<?>> classes(Object[] args) {
    Reached reached = new Reached();
    for (Object arg : args) {
      reached.meet(arg);
    }
    while (!reached.todo.isEmpty()) {
      reached.visit(reached.todo.pop());
    }
    List<Class<?>> classes = new ArrayList<>(reached.classes);
    classes.sort(Comparator.comparing(Class::getName));
    if (reached.holders) {
      classes.add(Object.class);
    }
    return classes;
  }

  /** The classes of collections that stand for the JDK's, in what may lead to some. */
  static List<Class<?>> standIns(Object[] args) {
    Reached reached = new Reached();
    for (Object arg : args) {
      reached.meet(arg);
    }
    while (!reached.todo.isEmpty()) {
      Object next = reached.todo.pop();
      if (Contents.mayBeReachedFrom(next.getClass())) {
        reached.visit(next);
      }
    }
    return reached.classes.stream()
        .filter(Contents::areOf)
        .sorted(Comparator.comparing(Class::getName))
        .toList();
  }

  private void meet(Object object) {
    if (object != null && !isLeaf(object.getClass()) && seen.add(object)) {
      todo.push(object);
    }
  }

  private static boolean isLeaf(Class<?> type) {
    return type.isArray()
        ? type.componentType().isPrimitive()
        : type.getPackageName().equals("java.lang");
  }

  private void visit(Object object) {
    holders |= object instanceof Object[] || object instanceof Collection || object instanceof Map;
    if (Layout.exists(object.getClass())) {
      classes.add(object.getClass());
    }
    switch (object) {
      case Object[] array -> {
        for (Object element : array) {
          meet(element);
        }
      }
      case Collection<?> collection -> collection.forEach(this::meet);
      case Map<?, ?> map -> {
        map.keySet().forEach(this::meet);
        map.values().forEach(this::meet);
      }
      default -> {
        Class<?> type = object.getClass();
        classes.add(type);
        for (Slot slot : Layout.exists(type) ? Layout.of(type).slots() : List.<Slot>of()) {
          if (slot.kind() == Layout.Kind.LINK) {
            meet(slot.get(object));
          }
        }
      }
    }
  }
}
