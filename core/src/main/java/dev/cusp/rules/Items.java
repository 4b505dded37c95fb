package dev.cusp.rules;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collector;
import java.util.stream.Stream;

/** The objects of a stream, in an array; see {@link Doubles}. */
@StandsFor(Stream.class)
public final class Items {
  public final Object[] x;

  public Items(Object[] x) {
    this.x = x;
  }

  @Substitute(Arrays.class)
  static Items stream(Object[] array) {
    return new Items(array);
  }

  @Substitute(Stream.class)
  static Items of(Object... values) {
    return new Items(values);
  }

  @Substitute(Stream.class)
  static Items iterate(Object first, Predicate<Object> condition, UnaryOperator<Object> next) {
    Object[] y = new Object[10];
    int count = 0;
    for (Object item = first; condition.test(item); item = next.apply(item)) {
      if (count == y.length) {
        y = Arrays.copyOf(y, 2 * count);
      }
      y[count] = item;
      count++;
    }
    return new Items(Arrays.copyOf(y, count));
  }

  Doubles mapToDouble(ToDoubleFunction<Object> f) {
    double[] y = new double[x.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = f.applyAsDouble(x[i]);
    }
    return new Doubles(y);
  }

  Ints mapToInt(ToIntFunction<Object> f) {
    int[] y = new int[x.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = f.applyAsInt(x[i]);
    }
    return new Ints(y);
  }

  Items map(Function<Object, Object> f) {
    Object[] y = new Object[x.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = f.apply(x[i]);
    }
    return new Items(y);
  }

  Items filter(Predicate<Object> condition) {
    Object[] y = new Object[x.length];
    int count = 0;
    for (int i = 0; i < x.length; i++) {
      Object item = x[i];
      if (condition.test(item)) {
        y[count] = item;
        count++;
      }
    }
    return new Items(Arrays.copyOf(y, count));
  }

  Items sorted(Comparator<Object> comparator) {
    Object[] y = x.clone();
    Arrays.sort(y, comparator);
    return new Items(y);
  }

  Items sequential() {
    return this;
  }

  Items parallel() {
    return this;
  }

  Items unordered() {
    return this;
  }

  Items sorted() {
    Object[] y = x.clone();
    Arrays.sort(y);
    return new Items(y);
  }

  Items peek(Consumer<Object> action) {
    forEach(action);
    return this;
  }

  Items limit(long count) {
    if (count < 0) {
      throw new IllegalArgumentException(Long.toString(count));
    }
    return new Items(Arrays.copyOf(x, (int) Math.min(count, x.length)));
  }

  Items skip(long count) {
    if (count < 0) {
      throw new IllegalArgumentException(Long.toString(count));
    }
    return new Items(Arrays.copyOfRange(x, (int) Math.min(count, x.length), x.length));
  }

  Items flatMap(Function<Object, Object> f) {
    Listed y = Listed.makeArrayList();
    for (int i = 0; i < x.length; i++) {
      Items part = (Items) f.apply(x[i]);
      for (int j = 0; j < part.x.length; j++) {
        y.add(part.x[j]);
      }
    }
    return new Items(y.toArray());
  }

  MaybeItem findFirst() {
    return x.length == 0 ? MaybeItem.empty() : MaybeItem.of(x[0]);
  }

  MaybeItem findAny() {
    return findFirst();
  }

  MaybeItem reduce(BinaryOperator<Object> f) {
    if (x.length == 0) {
      return MaybeItem.empty();
    }
    Object y = x[0];
    for (int i = 1; i < x.length; i++) {
      y = f.apply(y, x[i]);
    }
    return MaybeItem.of(y);
  }

  MaybeItem max(Comparator<Object> order) {
    return reduce(BinaryOperator.maxBy(order));
  }

  MaybeItem min(Comparator<Object> order) {
    return reduce(BinaryOperator.minBy(order));
  }

  void forEach(Consumer<Object> action) {
    for (int i = 0; i < x.length; i++) {
      action.accept(x[i]);
    }
  }

  Object reduce(Object start, BinaryOperator<Object> f) {
    Object y = start;
    for (int i = 0; i < x.length; i++) {
      y = f.apply(y, x[i]);
    }
    return y;
  }

  long count() {
    return x.length;
  }

  Object[] toArray() {
    return x.clone();
  }

  Object[] toArray(IntFunction<Object[]> generator) {
    Object[] y = generator.apply(x.length);
    for (int i = 0; i < y.length; i++) {
      y[i] = x[i];
    }
    return y;
  }

  Listed toList() {
    return new Listed(x.clone(), x.length, Listed.CONSTANT);
  }

  Object collect(Collector<Object, Object, Object> collector) {
    return collector instanceof Gathering gathering
        ? gathering.whole.apply(x)
        : original().collect(collector);
  }

  boolean anyMatch(Predicate<Object> condition) {
    for (int i = 0; i < x.length; i++) {
      if (condition.test(x[i])) {
        return true;
      }
    }
    return false;
  }

  boolean allMatch(Predicate<Object> condition) {
    for (int i = 0; i < x.length; i++) {
      if (!condition.test(x[i])) {
        return false;
      }
    }
    return true;
  }

  boolean noneMatch(Predicate<Object> condition) {
    return !anyMatch(condition);
  }

  public Stream<Object> original() {
    return Arrays.stream(x);
  }
}
