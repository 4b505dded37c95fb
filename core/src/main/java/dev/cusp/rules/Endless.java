package dev.cusp.rules;

import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A stream without an end of objects, each made of the one before; see {@link Items}. */
@StandsFor(Stream.class)
public final class Endless {
  public final Object first;
  public final UnaryOperator<Object> next;

  public Endless(Object first, UnaryOperator<Object> next) {
    this.first = first;
    this.next = next;
  }

  @Substitute(Stream.class)
  static Endless iterate(Object first, UnaryOperator<Object> next) {
    return new Endless(first, next);
  }

  Items limit(long count) {
    if (count < 0) {
      throw new IllegalArgumentException(Long.toString(count));
    }
    Object[] y = new Object[(int) count];
    for (int i = 0; i < y.length; i++) {
      y[i] = i == 0 ? first : next.apply(y[i - 1]);
    }
    return new Items(y);
  }

  Items takeWhile(Predicate<Object> condition) {
    return Items.iterate(first, condition, next);
  }

  Endless skip(long count) {
    if (count < 0) {
      throw new IllegalArgumentException(Long.toString(count));
    }
    Object at = first;
    for (long i = 0; i < count; i++) {
      at = next.apply(at);
    }
    return new Endless(at, next);
  }

  MaybeItem findFirst() {
    return MaybeItem.of(first);
  }

  Endless sequential() {
    return this;
  }

  public Stream<Object> original() {
    return Stream.iterate(first, next);
  }
}
