package dev.cusp.rules;

import java.util.Arrays;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/** The whole numbers of a stream, in an array; see {@link Doubles}. */
@StandsFor(IntStream.class)
public final class Ints {
  public final int[] x;

  public Ints(int[] x) {
    this.x = x;
  }

  @Substitute(Arrays.class)
  static Ints stream(int[] array) {
    return new Ints(array);
  }

  @Substitute(IntStream.class)
  static Ints of(int... values) {
    return new Ints(values);
  }

  @Substitute(IntStream.class)
  static Ints range(int from, int to) {
    int[] x = new int[to > from ? to - from : 0];
    for (int i = 0; i < x.length; i++) {
      x[i] = from + i;
    }
    return new Ints(x);
  }

  @Substitute(IntStream.class)
  static Ints rangeClosed(int from, int to) {
    int[] x = new int[to >= from ? to - from + 1 : 0];
    for (int i = 0; i < x.length; i++) {
      x[i] = from + i;
    }
    return new Ints(x);
  }

  Ints map(IntUnaryOperator f) {
    int[] y = new int[x.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = f.applyAsInt(x[i]);
    }
    return new Ints(y);
  }

  Doubles mapToDouble(IntToDoubleFunction f) {
    double[] y = new double[x.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = f.applyAsDouble(x[i]);
    }
    return new Doubles(y);
  }

  Doubles asDoubleStream() {
    double[] y = new double[x.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = x[i];
    }
    return new Doubles(y);
  }

  Items mapToObj(IntFunction<Object> f) {
    Object[] y = new Object[x.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = f.apply(x[i]);
    }
    return new Items(y);
  }

  Ints filter(IntPredicate condition) {
    int[] y = new int[x.length];
    int count = 0;
    for (int i = 0; i < x.length; i++) {
      int number = x[i];
      if (condition.test(number)) {
        y[count] = number;
        count++;
      }
    }
    return new Ints(Arrays.copyOf(y, count));
  }

  Ints sequential() {
    return this;
  }

  void forEach(IntConsumer action) {
    for (int i = 0; i < x.length; i++) {
      action.accept(x[i]);
    }
  }

  int[] toArray() {
    return x.clone();
  }

  Items boxed() {
    Object[] y = new Object[x.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = x[i];
    }
    return new Items(y);
  }

  public IntStream original() {
    return IntStream.of(x);
  }
}
