package dev.cusp.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What stands for functions made of functions does what those do. */
class CompositionsTest {
  private static final List<Double> SAMPLES = List.of(0.3, -2.0, 1.7, 0.0, 2.0);

  private static final List<Object> SEEN = new ArrayList<>();

  static Stream<Method> substitutes() {
    return Arrays.stream(Compositions.class.getDeclaredMethods())
        .filter(m -> m.isAnnotationPresent(Substitute.class))
        .filter(m -> !m.getReturnType().isPrimitive());
  }

  private static Object argument(Class<?> type, int position) {
    Map<Class<?>, Object> all =
        Map.of(
            DoubleUnaryOperator.class,
            (DoubleUnaryOperator) v -> position == 0 ? v * v : v - 1,
            Function.class,
            (Function<Double, Double>) v -> position == 0 ? v * v : v - 1,
            BiFunction.class,
            (BiFunction<Double, Double, Double>) (v, w) -> v - 2 * w,
            Consumer.class,
            (Consumer<Double>) v -> SEEN.add(position == 0 ? v * v : v - 1),
            Predicate.class,
            (Predicate<Double>) v -> position == 0 ? v > 0 : v > 1,
            Comparator.class,
            Comparator.comparing((Double v) -> position == 0 ? v * v : -v),
            ToDoubleFunction.class,
            (ToDoubleFunction<Double>) v -> -v,
            ToIntFunction.class,
            (ToIntFunction<Double>) Double::intValue);
    return all.get(type);
  }

  @SuppressWarnings("unchecked")
  private static Object applied(Object f, Double x, Double y, boolean entries) {
    Object first = entries ? Map.entry(x, y) : x;
    Object second = entries ? Map.entry(y, x) : y;
    return switch (f) {
      case DoubleUnaryOperator g -> g.applyAsDouble(x);
      case BinaryOperator<?> g -> ((BinaryOperator<Object>) g).apply(x, y);
      case Function<?, ?> g -> ((Function<Object, Object>) g).apply(x);
      case BiFunction<?, ?, ?> g -> ((BiFunction<Object, Object, Object>) g).apply(x, y);
      case Consumer<?> g -> {
        SEEN.clear();
        ((Consumer<Object>) g).accept(x);
        yield List.copyOf(SEEN);
      }
      case Predicate<?> g -> ((Predicate<Object>) g).test(x);
      case Comparator<?> g -> Integer.signum(((Comparator<Object>) g).compare(first, second));
      default -> throw new AssertionError(f);
    };
  }

  @ParameterizedTest
  @MethodSource("substitutes")
  void doWhatTheJdksDo(Method substitute) throws ReflectiveOperationException {
    Class<?> owner = substitute.getAnnotation(Substitute.class).value();
    Object[] arguments = new Object[substitute.getParameterCount()];
    Arrays.setAll(arguments, i -> argument(substitute.getParameterTypes()[i], i));
    assertThat(arguments).doesNotContainNull();
    Signature given = Signature.of(substitute);
    Method jdk =
        Arrays.stream(owner.getMethods())
            .filter(m -> Signature.of(m).isServedBy(given))
            .findFirst()
            .orElseThrow();
    Object expected =
        Modifier.isStatic(jdk.getModifiers())
            ? jdk.invoke(null, arguments)
            : jdk.invoke(arguments[0], Arrays.copyOfRange(arguments, 1, arguments.length));
    Object actual = substitute.invoke(null, arguments);
    List<Object> results = new ArrayList<>();
    List<Object> wanted = new ArrayList<>();
    boolean entries = owner == Map.Entry.class;
    for (Double x : SAMPLES) {
      for (Double y : SAMPLES) {
        results.add(applied(actual, x, y, entries));
        wanted.add(applied(expected, x, y, entries));
      }
    }
    assertThat(results).isEqualTo(wanted);
  }
}
