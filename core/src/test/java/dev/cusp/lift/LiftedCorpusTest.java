package dev.cusp.lift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cusp.emit.Interpreter;
import dev.cusp.ir.Func;
import dev.cusp.ir.Printer;
import dev.cusp.ir.Type;
import dev.cusp.ir.Verifier;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every method of the corpus does the same lifted as on the JVM. */
class LiftedCorpusTest {
  /** Inlines whatever can be. */
  static final Policy INLINE_ALL =
      new Policy() {
        @Override
        public boolean keep(Class<?> owner, String name, MethodTypeDesc type) {
          return false;
        }

        @Override
        public Method substitute(
            Class<?> owner, String name, MethodTypeDesc type, List<Type> operands) {
          return null;
        }
      };

  private static final double[] DOUBLES = {
    0, -0.0, 1, -1, 0.3, 1.7, 2, 100, Double.NaN, Double.POSITIVE_INFINITY, 1e301, -5.5
  };
  private static final int[] INTS = {0, 1, 2, 3, 4, 5, 6, 17, 60, -1, -100};

  private final Random random = new Random(7);

  static Stream<Method> corpus() {
    return Stream.of(Flows.class, Primitives.class, ObjectCases.class, LambdaCases.class)
        .flatMap(c -> Arrays.stream(c.getDeclaredMethods()))
        .filter(m -> !Modifier.isPrivate(m.getModifiers()) && !m.isSynthetic());
  }

  @ParameterizedTest
  @MethodSource("corpus")
  void doesTheSame(Method method) throws IllegalAccessException {
    Func func = new Lift(INLINE_ALL).method(method);
    Verifier.verify(func);
    for (int i = 0; i < 200; i++) {
      Object[] args = new Object[method.getParameterCount()];
      Object[] same = new Object[args.length];
      for (int k = 0; k < args.length; k++) {
        args[k] = argument(method.getParameterTypes()[k]);
        same[k] = copy(args[k]);
      }
      String given = Arrays.deepToString(args);
      Object expected = expected(method, args);
      Object found = found(func, same, method.getReturnType());
      assertThat(new Object[] {found, same})
          .as("%s%s\n%s", method.getName(), given, Printer.print(func))
          .matches(
              a -> Arrays.deepEquals(a, new Object[] {expected, args}),
              Arrays.deepToString(new Object[] {expected, args}));
    }
  }

  private static Object expected(Method method, Object[] args) throws IllegalAccessException {
    try {
      return method.invoke(null, args);
    } catch (InvocationTargetException e) {
      return e.getCause().toString();
    }
  }

  private static Object found(Func func, Object[] args, Class<?> type) {
    try {
      Object result = Interpreter.run(func, args)[0];
      return type == boolean.class ? (Object) result.equals(1) : result;
    } catch (RuntimeException e) {
      return (e.getCause() == null ? e : e.getCause()).toString();
    }
  }

  private Object argument(Class<?> type) {
    return switch (type.descriptorString()) {
      case "D" -> DOUBLES[random.nextInt(DOUBLES.length)];
      case "F" -> (float) DOUBLES[random.nextInt(DOUBLES.length)];
      case "I" -> INTS[random.nextInt(INTS.length)];
      case "J" -> random.nextLong() >> random.nextInt(64);
      case "Z" -> random.nextBoolean();
      case "[D" -> random.doubles(random.nextInt(6), -1, 3).toArray();
      case "[I" -> random.ints(random.nextInt(7), -3, 9).toArray();
      case "Ljava/lang/Object;" -> random.nextBoolean() ? "text" : new double[] {1, 2};
      case "Ljava/lang/String;" -> List.of("one", "two", "three", "four").get(random.nextInt(4));
      default -> throw new IllegalArgumentException("no argument of type " + type);
    };
  }

  private static Object copy(Object argument) {
    return switch (argument) {
      case double[] a -> a.clone();
      case int[] a -> a.clone();
      default -> argument;
    };
  }
}
