package dev.cusp.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleConsumer;
import java.util.function.DoubleFunction;
import java.util.function.DoublePredicate;
import java.util.function.DoubleSupplier;
import java.util.function.DoubleToIntFunction;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntUnaryOperator;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.stream.BaseStream;
import java.util.stream.Collector;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What stands for objects of the JDK does what they do, bit for bit. */
@Execution(ExecutionMode.SAME_THREAD)
final class StandInsTest {
  private static final List<Object> SEEN = new ArrayList<>();

  /** An argument for each kind of function. */
  private static final Map<Class<?>, Object> FUNCTIONS =
      Map.ofEntries(
          Map.entry(DoubleUnaryOperator.class, (DoubleUnaryOperator) Math::sqrt),
          Map.entry(DoubleToIntFunction.class, (DoubleToIntFunction) v -> (int) v),
          Map.entry(DoubleFunction.class, (DoubleFunction<Object>) Double::toString),
          Map.entry(DoublePredicate.class, (DoublePredicate) v -> v > 0.5),
          Map.entry(DoubleConsumer.class, (DoubleConsumer) SEEN::add),
          Map.entry(DoubleSupplier.class, (DoubleSupplier) () -> 7),
          Map.entry(DoubleBinaryOperator.class, (DoubleBinaryOperator) (a, b) -> a - b),
          Map.entry(IntUnaryOperator.class, (IntUnaryOperator) i -> 3 * i),
          Map.entry(IntToDoubleFunction.class, (IntToDoubleFunction) i -> i / 3.0),
          Map.entry(IntPredicate.class, (IntPredicate) i -> i % 2 == 0),
          Map.entry(IntConsumer.class, (IntConsumer) SEEN::add),
          Map.entry(IntFunction.class, (IntFunction<Object[]>) StandInsTest::array),
          Map.entry(ToDoubleFunction.class, (ToDoubleFunction<Object>) o -> o.hashCode() / 3.0),
          Map.entry(ToIntFunction.class, (ToIntFunction<Object>) Object::hashCode),
          Map.entry(Function.class, (Function<Object, Object>) o -> o + "!"),
          Map.entry(Predicate.class, (Predicate<Object>) o -> o.hashCode() % 2 == 0),
          Map.entry(Consumer.class, (Consumer<Object>) SEEN::add),
          Map.entry(Comparator.class, Comparator.comparing(Object::toString)),
          Map.entry(BinaryOperator.class, (BinaryOperator<Object>) (a, b) -> a + "," + b),
          Map.entry(Collector.class, Gathering.toList()),
          Map.entry(Supplier.class, (Supplier<Object>) () -> new IllegalStateException("none")),
          Map.entry(Runnable.class, (Runnable) () -> SEEN.add("none")),
          Map.entry(Object.class, "start"),
          Map.entry(double.class, 0.25),
          Map.entry(long.class, 2L));

  private static Object[] array(int n) {
    return new Object[Math.floorMod(n, 100)];
  }

  static Stream<Method> methods() {
    return Stream.of(
            Doubles.class, Ints.class, Items.class, Maybe.class, MaybeItem.class, Summary.class)
        .flatMap(c -> Arrays.stream(c.getDeclaredMethods()))
        .filter(m -> !m.isSynthetic() && !Modifier.isPrivate(m.getModifiers()))
        .filter(m -> !Modifier.isStatic(m.getModifiers()) && !m.getName().equals("original"))
        .filter(m -> !m.getName().equals("flatMap") && !m.getName().equals("or"))
        .filter(m -> m.getReturnType() != void.class || m.getDeclaringClass() != Summary.class);
  }

  private static Object standIn(Class<?> type, double[] x) {
    if (type == Doubles.class) {
      return Doubles.of(x);
    }
    if (type == Ints.class) {
      return Ints.of(Arrays.stream(x).mapToInt(v -> (int) v).toArray());
    }
    if (type == Summary.class) {
      return Doubles.of(x).summaryStatistics();
    }
    if (type == MaybeItem.class) {
      return x.length == 0 ? MaybeItem.empty() : MaybeItem.of(x[0]);
    }
    return type == Items.class
        ? Items.of(Arrays.stream(x).boxed().toArray())
        : x.length == 0 ? Maybe.empty() : Maybe.of(x[0]);
  }

  @ParameterizedTest
  @MethodSource("methods")
  void doesWhatTheJdkDoes(Method method) throws ReflectiveOperationException {
    Class<?> jdk = method.getDeclaringClass().getAnnotation(StandsFor.class).value()[0];
    Method model = jdk.getMethod(method.getName(), method.getParameterTypes());
    Object[] arguments = Arrays.stream(method.getParameterTypes()).map(FUNCTIONS::get).toArray();
    assertThat(arguments).doesNotContainNull();
    Random random = new Random(5);
    for (int length = 0; length < 60; length++) {
      double[] x =
          random.doubles(length, -1, 1).map(v -> Math.scalb(v, random.nextInt(60))).toArray();
      if (length > 50) {
        x[random.nextInt(length)] = Double.POSITIVE_INFINITY;
        x[random.nextInt(length)] = random.nextBoolean() ? Double.NaN : Double.NEGATIVE_INFINITY;
      }
      Object standIn = standIn(method.getDeclaringClass(), x);
      Object original = standIn.getClass().getMethod("original").invoke(standIn);
      assertThat(outcome(method, standIn, arguments))
          .as("%s of %s", method, Arrays.toString(x))
          .isEqualTo(outcome(model, original, arguments));
    }
  }

  /** What comes out and what was seen on the way, as text with every bit. */
  private static String outcome(Method method, Object receiver, Object[] arguments)
      throws ReflectiveOperationException {
    SEEN.clear();
    Object result;
    try {
      result = method.invoke(receiver, arguments);
    } catch (InvocationTargetException e) {
      return e.getCause().toString();
    }
    if (result != null
        && result.getClass().isAnnotationPresent(StandsFor.class)
        && !(result instanceof List)) {
      result = result.getClass().getMethod("original").invoke(result);
    }
    return text(result) + " seen " + SEEN;
  }

  private static String text(Object result) {
    return switch (result) {
      case DoubleStream s -> Arrays.toString(s.toArray());
      case IntStream s -> Arrays.toString(s.toArray());
      case BaseStream<?, ?> s -> text(((Stream<?>) s).toArray());
      case OptionalDouble o -> o.toString();
      case null -> "nothing";
      default ->
          result.getClass().isArray()
              ? Stream.iterate(0, i -> i < Array.getLength(result), i -> i + 1)
                  .map(i -> text(Array.get(result, i)))
                  .toList()
                  .toString()
              : result.toString();
    };
  }
}
