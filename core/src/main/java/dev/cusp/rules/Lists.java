package dev.cusp.rules;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;

/**
 * What {@link Collections} does with lists, by their own methods. An unmodifiable view is the
 * collection itself: a program that writes to it fails when it runs, if it does.
 */
public final class Lists {
  private Lists() {}

  @Substitute(Collections.class)
  static void sort(List<Object> list) {
    list.sort(null);
  }

  @Substitute(Collections.class)
  static void sort(List<Object> list, Comparator<Object> comparator) {
    list.sort(comparator);
  }

  @Substitute(Collections.class)
  static void reverse(List<Object> list) {
    int n = list.size();
    for (int i = 0; i < n / 2; i++) {
      swap(list, i, n - 1 - i);
    }
  }

  @Substitute(Collections.class)
  static void swap(List<Object> list, int i, int j) {
    list.set(i, list.set(j, list.get(i)));
  }

  @Substitute(Collections.class)
  static void fill(List<Object> list, Object item) {
    int n = list.size();
    for (int i = 0; i < n; i++) {
      list.set(i, item);
    }
  }

  @Substitute(Collections.class)
  static boolean addAll(Collection<Object> c, Object... items) {
    boolean changed = false;
    for (int i = 0; i < items.length; i++) {
      changed |= c.add(items[i]);
    }
    return changed;
  }

  @Substitute(Collections.class)
  static Object max(Collection<Object> c) {
    return most(c.toArray(), null, 1);
  }

  @Substitute(Collections.class)
  static Object max(Collection<Object> c, Comparator<Object> comparator) {
    return most(c.toArray(), comparator, 1);
  }

  @Substitute(Collections.class)
  static Object min(Collection<Object> c) {
    return most(c.toArray(), null, -1);
  }

  @Substitute(Collections.class)
  static Object min(Collection<Object> c, Comparator<Object> comparator) {
    return most(c.toArray(), comparator, -1);
  }

  private static Object most(Object[] items, Comparator<Object> comparator, int sign) {
    if (items.length == 0) {
      throw new NoSuchElementException();
    }
    Object most = items[0];
    for (int i = 1; i < items.length; i++) {
      Object item = items[i];
      int order =
          comparator == null ? Compositions.natural(item, most) : comparator.compare(item, most);
      if (sign > 0 ? order > 0 : order < 0) {
        most = item;
      }
    }
    return most;
  }

  @Substitute(Collections.class)
  static Listed emptyList() {
    return Listed.of();
  }

  @Substitute(Collections.class)
  static Listed singletonList(Object item) {
    return new Listed(new Object[] {item}, 1, Listed.CONSTANT);
  }

  @Substitute(Collections.class)
  static Listed nCopies(int n, Object item) {
    if (n < 0) {
      throw new IllegalArgumentException("List length = " + n);
    }
    Object[] items = new Object[n];
    for (int i = 0; i < n; i++) {
      items[i] = item;
    }
    return new Listed(items, n, Listed.CONSTANT);
  }

  @Substitute(Collections.class)
  static List<Object> unmodifiableList(List<Object> list) {
    return Objects.requireNonNull(list);
  }

  @Substitute(Collections.class)
  static Collection<Object> unmodifiableCollection(Collection<Object> c) {
    return Objects.requireNonNull(c);
  }

  @Substitute(Collections.class)
  static Map<Object, Object> unmodifiableMap(Map<Object, Object> map) {
    return Objects.requireNonNull(map);
  }
}
