package dev.cusp.rules;

import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;

/** Functions that the JDK makes of functions, as lambdas. */
@SuppressWarnings("overloads") // they are found by their types, not called
public final class Compositions {
  private Compositions() {}

  @Substitute(DoubleUnaryOperator.class)
  static DoubleUnaryOperator andThen(DoubleUnaryOperator f, DoubleUnaryOperator g) {
    return x -> g.applyAsDouble(f.applyAsDouble(x));
  }

  @Substitute(DoubleUnaryOperator.class)
  static DoubleUnaryOperator compose(DoubleUnaryOperator f, DoubleUnaryOperator g) {
    return x -> f.applyAsDouble(g.applyAsDouble(x));
  }

  @Substitute(DoubleUnaryOperator.class)
  static DoubleUnaryOperator identity() {
    return x -> x;
  }

  @Substitute(Function.class)
  static Function<Object, Object> andThen(Function<Object, Object> f, Function<Object, Object> g) {
    return x -> g.apply(f.apply(x));
  }

  @Substitute(Function.class)
  static Function<Object, Object> compose(Function<Object, Object> f, Function<Object, Object> g) {
    return x -> f.apply(g.apply(x));
  }

  @Substitute(BiFunction.class)
  static BiFunction<Object, Object, Object> andThen(
      BiFunction<Object, Object, Object> f, Function<Object, Object> g) {
    return (x, y) -> g.apply(f.apply(x, y));
  }

  @Substitute(Predicate.class)
  static Predicate<Object> and(Predicate<Object> f, Predicate<Object> g) {
    return x -> f.test(x) && g.test(x);
  }

  @Substitute(Predicate.class)
  static Predicate<Object> or(Predicate<Object> f, Predicate<Object> g) {
    return x -> f.test(x) || g.test(x);
  }

  @Substitute(Predicate.class)
  static Predicate<Object> negate(Predicate<Object> f) {
    return x -> !f.test(x);
  }

  @Substitute(Consumer.class)
  static Consumer<Object> andThen(Consumer<Object> f, Consumer<Object> g) {
    return x -> {
      f.accept(x);
      g.accept(x);
    };
  }

  @Substitute(BinaryOperator.class)
  static BinaryOperator<Object> minBy(Comparator<Object> order) {
    return (x, y) -> order.compare(x, y) <= 0 ? x : y;
  }

  @Substitute(BinaryOperator.class)
  static BinaryOperator<Object> maxBy(Comparator<Object> order) {
    return (x, y) -> order.compare(x, y) >= 0 ? x : y;
  }

  @Substitute(Comparator.class)
  static Comparator<Object> comparingDouble(ToDoubleFunction<Object> f) {
    return (x, y) -> Double.compare(f.applyAsDouble(x), f.applyAsDouble(y));
  }

  @Substitute(Comparator.class)
  static Comparator<Object> comparingInt(ToIntFunction<Object> f) {
    return (x, y) -> Integer.compare(f.applyAsInt(x), f.applyAsInt(y));
  }

  @Substitute(Comparator.class)
  static Comparator<Object> comparing(Function<Object, Object> f) {
    return (x, y) -> natural(f.apply(x), f.apply(y));
  }

  @Substitute(Comparator.class)
  static Comparator<Object> comparing(Function<Object, Object> f, Comparator<Object> order) {
    return (x, y) -> order.compare(f.apply(x), f.apply(y));
  }

  @Substitute(Comparator.class)
  static Comparator<Object> naturalOrder() {
    return (x, y) -> natural(x, y);
  }

  @Substitute(Comparator.class)
  static Comparator<Object> reverseOrder() {
    return (x, y) -> natural(y, x);
  }

  @Substitute(Comparator.class)
  static Comparator<Object> reversed(Comparator<Object> order) {
    return (x, y) -> order.compare(y, x);
  }

  @Substitute(Collections.class)
  static Comparator<Object> reverseOrder(Comparator<Object> order) {
    return order == null ? (x, y) -> natural(y, x) : (x, y) -> order.compare(y, x);
  }

  @Substitute(Comparator.class)
  static Comparator<Object> thenComparing(Comparator<Object> first, Comparator<Object> then) {
    return (x, y) -> {
      int order = first.compare(x, y);
      return order != 0 ? order : then.compare(x, y);
    };
  }

  @Substitute(Comparator.class)
  static Comparator<Object> thenComparing(Comparator<Object> first, Function<Object, Object> f) {
    return (x, y) -> {
      int order = first.compare(x, y);
      return order != 0 ? order : natural(f.apply(x), f.apply(y));
    };
  }

  @Substitute(Comparator.class)
  static Comparator<Object> thenComparing(
      Comparator<Object> first, Function<Object, Object> f, Comparator<Object> then) {
    return (x, y) -> {
      int order = first.compare(x, y);
      return order != 0 ? order : then.compare(f.apply(x), f.apply(y));
    };
  }

  @Substitute(Comparator.class)
  static Comparator<Object> thenComparingInt(Comparator<Object> first, ToIntFunction<Object> f) {
    return (x, y) -> {
      int order = first.compare(x, y);
      return order != 0 ? order : Integer.compare(f.applyAsInt(x), f.applyAsInt(y));
    };
  }

  @Substitute(Comparator.class)
  static Comparator<Object> thenComparingDouble(
      Comparator<Object> first, ToDoubleFunction<Object> f) {
    return (x, y) -> {
      int order = first.compare(x, y);
      return order != 0 ? order : Double.compare(f.applyAsDouble(x), f.applyAsDouble(y));
    };
  }

  @Substitute(Map.Entry.class)
  static Comparator<Map.Entry<Object, Object>> comparingByValue() {
    return (x, y) -> natural(x.getValue(), y.getValue());
  }

  @Substitute(Map.Entry.class)
  static Comparator<Map.Entry<Object, Object>> comparingByKey() {
    return (x, y) -> natural(x.getKey(), y.getKey());
  }

  /** As {@link Comparable#compareTo}; a null is an exception. */
  @SuppressWarnings("unchecked") // as the JDK has it
  static int natural(Object x, Object y) {
    return ((Comparable<Object>) x).compareTo(y);
  }

  @Substitute(Comparable.class)
  static int compareTo(Comparable<Object> x, Object y) {
    return (Object) x instanceof Double a && y instanceof Double b
        ? Double.compare(a.doubleValue(), b.doubleValue())
        : x.compareTo(y);
  }
}
