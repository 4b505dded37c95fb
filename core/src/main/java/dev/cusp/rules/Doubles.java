package dev.cusp.rules;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleConsumer;
import java.util.function.DoubleFunction;
import java.util.function.DoublePredicate;
import java.util.function.DoubleToIntFunction;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;

/**
 * The numbers of a stream, in an array. Each operation runs for all numbers before the next does,
 * which is the same for functions without side effects.
 */
@StandsFor(DoubleStream.class)
public final class Doubles {
  public final double[] x;

  public Doubles(double[] x) {
    this.x = x;
  }

  @Substitute(Arrays.class)
  static Doubles stream(double[] array) {
    return new Doubles(array);
  }

  @Substitute(Arrays.class)
  static Doubles stream(double[] array, int from, int to) {
    ArrayFills.check(array.length, from, to);
    return new Doubles(Arrays.copyOfRange(array, from, to));
  }

  @Substitute(DoubleStream.class)
  static Doubles of(double... values) {
    return new Doubles(values);
  }

  @Substitute(DoubleStream.class)
  static Doubles of(double value) {
    return new Doubles(new double[] {value});
  }

  @Substitute(DoubleStream.class)
  static Doubles empty() {
    return new Doubles(new double[0]);
  }

  @Substitute(DoubleStream.class)
  static Doubles iterate(double first, DoublePredicate condition, DoubleUnaryOperator next) {
    double[] y = new double[10];
    int count = 0;
    for (double number = first; condition.test(number); number = next.applyAsDouble(number)) {
      if (count == y.length) {
        y = Arrays.copyOf(y, 2 * count);
      }
      y[count] = number;
      count++;
    }
    return new Doubles(Arrays.copyOf(y, count));
  }

  Doubles map(DoubleUnaryOperator f) {
    double[] y = new double[x.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = f.applyAsDouble(x[i]);
    }
    return new Doubles(y);
  }

  Ints mapToInt(DoubleToIntFunction f) {
    int[] y = new int[x.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = f.applyAsInt(x[i]);
    }
    return new Ints(y);
  }

  Items mapToObj(DoubleFunction<Object> f) {
    Object[] y = new Object[x.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = f.apply(x[i]);
    }
    return new Items(y);
  }

  Items boxed() {
    Object[] y = new Object[x.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = x[i];
    }
    return new Items(y);
  }

  Doubles filter(DoublePredicate condition) {
    double[] y = new double[x.length];
    int count = 0;
    for (int i = 0; i < x.length; i++) {
      double number = x[i];
      if (condition.test(number)) {
        y[count] = number;
        count++;
      }
    }
    return new Doubles(Arrays.copyOf(y, count));
  }

  Doubles sorted() {
    double[] y = x.clone();
    Arrays.sort(y);
    return new Doubles(y);
  }

  Doubles limit(long count) {
    if (count < 0) {
      throw new IllegalArgumentException(Long.toString(count));
    }
    return new Doubles(Arrays.copyOf(x, (int) Math.min(count, x.length)));
  }

  Doubles skip(long count) {
    if (count < 0) {
      throw new IllegalArgumentException(Long.toString(count));
    }
    return new Doubles(Arrays.copyOfRange(x, (int) Math.min(count, x.length), x.length));
  }

  Doubles sequential() {
    return this;
  }

  Doubles parallel() {
    return this;
  }

  void forEach(DoubleConsumer action) {
    for (int i = 0; i < x.length; i++) {
      action.accept(x[i]);
    }
  }

  double reduce(double start, DoubleBinaryOperator f) {
    double y = start;
    for (int i = 0; i < x.length; i++) {
      y = f.applyAsDouble(y, x[i]);
    }
    return y;
  }

  Maybe reduce(DoubleBinaryOperator f) {
    if (x.length == 0) {
      return Maybe.empty();
    }
    double y = x[0];
    for (int i = 1; i < x.length; i++) {
      y = f.applyAsDouble(y, x[i]);
    }
    return Maybe.of(y);
  }

  Maybe max() {
    return reduce(Math::max);
  }

  Maybe min() {
    return reduce(Math::min);
  }

  Summary summaryStatistics() {
    return new Summary(x.clone());
  }

  Maybe findFirst() {
    return x.length == 0 ? Maybe.empty() : Maybe.of(x[0]);
  }

  boolean anyMatch(DoublePredicate condition) {
    for (int i = 0; i < x.length; i++) {
      if (condition.test(x[i])) {
        return true;
      }
    }
    return false;
  }

  boolean allMatch(DoublePredicate condition) {
    for (int i = 0; i < x.length; i++) {
      if (!condition.test(x[i])) {
        return false;
      }
    }
    return true;
  }

  boolean noneMatch(DoublePredicate condition) {
    return !anyMatch(condition);
  }

  long count() {
    return x.length;
  }

  double[] toArray() {
    return x.clone();
  }

  double sum() {
    return Surrogate.of(compensated(), plain());
  }

  Maybe average() {
    return x.length == 0 ? Maybe.empty() : Maybe.of(sum() / x.length);
  }

  private double plain() {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i];
    }
    return sum;
  }

  /** Kahan's sum, as streams form it; for infinite numbers the plain one. */
  private double compensated() {
    double sum = 0;
    double excess = 0;
    double plain = 0;
    for (int i = 0; i < x.length; i++) {
      double part = x[i] - excess;
      double next = sum + part;
      excess = next - sum - part;
      sum = next;
      plain += x[i];
    }
    double better = sum - excess;
    return Double.isNaN(better) && Double.isInfinite(plain) ? plain : better;
  }

  public DoubleStream original() {
    return DoubleStream.of(x);
  }
}
