package dev.cusp.rules;

import java.util.function.DoublePredicate;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;

/** A stream without an end of numbers, each made of the one before; see {@link Doubles}. */
@StandsFor(DoubleStream.class)
public final class EndlessDoubles {
  public final double first;
  public final DoubleUnaryOperator next;

  public EndlessDoubles(double first, DoubleUnaryOperator next) {
    this.first = first;
    this.next = next;
  }

  @Substitute(DoubleStream.class)
  static EndlessDoubles iterate(double first, DoubleUnaryOperator next) {
    return new EndlessDoubles(first, next);
  }

  Doubles limit(long count) {
    if (count < 0) {
      throw new IllegalArgumentException(Long.toString(count));
    }
    double[] y = new double[(int) count];
    double at = first;
    for (int i = 0; i < y.length; i++) {
      at = i == 0 ? at : next.applyAsDouble(at);
      y[i] = at;
    }
    return new Doubles(y);
  }

  Doubles takeWhile(DoublePredicate condition) {
    return Doubles.iterate(first, condition, next);
  }

  EndlessDoubles skip(long count) {
    if (count < 0) {
      throw new IllegalArgumentException(Long.toString(count));
    }
    double at = first;
    for (long i = 0; i < count; i++) {
      at = next.applyAsDouble(at);
    }
    return new EndlessDoubles(at, next);
  }

  Maybe findFirst() {
    return Maybe.of(first);
  }

  EndlessDoubles sequential() {
    return this;
  }

  public DoubleStream original() {
    return DoubleStream.iterate(first, next);
  }
}
