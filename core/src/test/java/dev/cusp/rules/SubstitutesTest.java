package dev.cusp.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The substitutes do what the JDK's methods do, bit for bit, exceptions included. */
final class SubstitutesTest {
  private static final double[] NUMBERS = {
    0.0, -0.0, 1, -1, 2, 2.5, Double.NaN, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, 3e-320
  };

  static Stream<Method> substitutes() {
    return RuleBook.standard().classes().stream()
        .flatMap(c -> Arrays.stream(c.getDeclaredMethods()))
        .filter(m -> m.isAnnotationPresent(Substitute.class))
        .filter(m -> m.getDeclaringClass() != Compositions.class)
        .filter(m -> m.getDeclaringClass() != Lists.class)
        .filter(m -> m.getReturnType().getPackage() != Listed.class.getPackage());
  }

  @Test
  void thereIsOneForEveryKindOfArray() {
    assertThat(substitutes().filter(m -> m.getName().equals("arraycopy"))).hasSize(10);
    assertThat(substitutes().filter(m -> m.getName().equals("copyOf"))).hasSize(11);
    assertThat(substitutes().filter(m -> m.getName().equals("copyOfRange"))).hasSize(11);
    assertThat(substitutes().filter(m -> m.getName().equals("clone"))).hasSize(11);
    assertThat(substitutes().filter(m -> m.getName().equals("fill"))).hasSize(18);
    assertThat(substitutes().filter(m -> m.getName().equals("sort"))).hasSize(8);
  }

  @ParameterizedTest
  @MethodSource("substitutes")
  void agreesWithTheJdk(Method substitute) throws ReflectiveOperationException {
    substitute.setAccessible(true);
    Random random = new Random(11);
    int thrown = 0;
    int trials = 3000;
    for (int trial = 0; trial < trials; trial++) {
      Object[] arguments = arguments(substitute, random);
      Object[] copies = copies(arguments);
      String call = substitute + Arrays.deepToString(arguments);
      Object expected = outcome(() -> jdk(substitute, copies));
      Object actual = outcome(() -> substitute.invoke(null, arguments));
      assertThat(describe(actual)).as(call).isEqualTo(describe(expected));
      assertThat(describe(arguments)).as(call).isEqualTo(describe(copies));
      thrown += actual instanceof Throwable ? 1 : 0;
    }
    assertThat(thrown).as("exceptions").isLessThan(trials * 19 / 20); // some must succeed
  }

  @Test
  void sortsManyNumbersAsTheJdkDoes() {
    double[] numbers = new Random(3).ints(100_000, -20_000, 20_000).asDoubleStream().toArray();
    double[] expected = numbers.clone();
    Arrays.sort(expected);
    ArraySorts.sort(numbers);
    assertThat(numbers).isEqualTo(expected);
  }

  @Test
  void objectsAreSortedStably() {
    record Item(int key, int position) {}
    Object[] items = new Object[1000];
    Random random = new Random(5);
    Arrays.setAll(items, i -> new Item(random.nextInt(20), i));
    Object[] expected = items.clone();
    Comparator<Object> byKey = Comparator.comparingInt(item -> ((Item) item).key());
    Arrays.sort(expected, byKey);
    ObjectSorts.sort(items, byKey);
    assertThat(items).isEqualTo(expected);
  }

  @Test
  void aNullArrayIsANullPointerException() {
    double[] none = null;
    assertThatThrownBy(() -> ArrayParts.clone(none)).isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> ArrayParts.copyOf(none, 2)).isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> ArrayFills.fill(none, 2)).isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> ArraySorts.sort(none)).isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> ArrayCopies.arraycopy((Object) none, 0, new int[1], 0, 1))
        .isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> ArrayCopies.arraycopy(new double[1], 0, none, 0, 0))
        .isInstanceOf(NullPointerException.class);
  }

  @Test
  void errorsSayWhat() {
    double[] three = new double[3];
    assertThatThrownBy(() -> ArrayCopies.arraycopy(three, 2, three, 0, 2))
        .hasMessage("arraycopy: 2 elements from 2 of 3 to 0 of 3");
    assertThatThrownBy(() -> ArrayCopies.arraycopy(three, 0, new double[9], 7, 3))
        .hasMessage("arraycopy: 3 elements from 0 of 3 to 7 of 9");
    assertThatThrownBy(() -> ArrayFills.fill(three, 2, 1, 0.0))
        .hasMessage("fromIndex(2) > toIndex(1)");
  }

  private static Object jdk(Method substitute, Object[] arguments)
      throws ReflectiveOperationException {
    Class<?> owner = substitute.getAnnotation(Substitute.class).value();
    if (owner == Object.class) {
      Object array = arguments[0];
      int length = Array.getLength(array);
      Object copy = Array.newInstance(array.getClass().getComponentType(), length);
      System.arraycopy(array, 0, copy, 0, length);
      return copy;
    }
    if (owner == System.class) {
      try {
        System.arraycopy(
            arguments[0], (int) arguments[1], arguments[2], (int) arguments[3], (int) arguments[4]);
        return null;
      } catch (RuntimeException thrown) {
        return thrown;
      }
    }
    Signature given = Signature.of(substitute);
    for (Method method : owner.getMethods()) {
      if (Signature.of(method).isServedBy(given)) {
        return Modifier.isStatic(method.getModifiers())
            ? method.invoke(null, arguments)
            : method.invoke(arguments[0], Arrays.copyOfRange(arguments, 1, arguments.length));
      }
    }
    throw new AssertionError("no method for " + substitute);
  }

  private interface Call {
    Object run() throws ReflectiveOperationException;
  }

  private static Object outcome(Call call) throws ReflectiveOperationException {
    try {
      return call.run();
    } catch (InvocationTargetException thrown) {
      return thrown.getCause();
    }
  }

  /** The class of an exception; otherwise the class and the elements of an array. */
  private static String describe(Object outcome) {
    if (outcome instanceof Throwable thrown) {
      return thrown.getClass().getName();
    }
    return outcome == null
        ? "null"
        : outcome.getClass() + Arrays.deepToString(new Object[] {outcome});
  }

  private static Object[] arguments(Method method, Random random) {
    Class<?>[] types = method.getParameterTypes();
    Object[] arguments = new Object[types.length];
    int length = random.nextInt(10);
    for (int i = 0; i < types.length; i++) {
      arguments[i] = argument(types[i], length, method.getName(), random);
    }
    boolean copiesWithin = types.length == 5 && random.nextBoolean();
    if (copiesWithin) {
      arguments[2] = arguments[0];
    }
    return arguments;
  }

  private static Object argument(Class<?> type, int length, String method, Random random) {
    if (type == int.class) {
      boolean allocates = method.startsWith("copyOf");
      int wild = allocates ? -1 - random.nextInt(1000) : random.nextInt();
      return random.nextInt(8) == 0 ? wild : random.nextInt(length + 2) - 1;
    }
    if (type == Comparator.class) {
      return random.nextBoolean() ? null : Comparator.reverseOrder();
    }
    if (type == IntToDoubleFunction.class) {
      return (IntToDoubleFunction) i -> NUMBERS[i % NUMBERS.length];
    }
    if (type == IntUnaryOperator.class) {
      return random.nextInt(8) == 0 ? null : (IntUnaryOperator) i -> i * i;
    }
    if (type == IntFunction.class) {
      return (IntFunction<Object>) i -> i + 1;
    }
    if (type == Object[].class) {
      return references(length, method.equals("sort"), random);
    }
    if (type.isArray()) {
      return array(type, length, random);
    }
    if (type == Object.class && method.equals("arraycopy")) {
      Class<?>[] kinds = {double[].class, int[].class, Object[].class, String.class, byte[].class};
      Class<?> kind = kinds[random.nextInt(kinds.length)];
      return kind == String.class ? "text" : argument(kind, length, method, random);
    }
    return element(type, random);
  }

  private static Object[] references(int length, boolean comparable, Random random) {
    Object[] array = random.nextBoolean() ? new Integer[length] : new Object[length];
    for (int i = 0; i < length; i++) {
      boolean isText = !comparable && !(array instanceof Integer[]) && random.nextInt(4) == 0;
      array[i] = isText ? (Object) "s" : (Object) random.nextInt(5);
    }
    return array;
  }

  private static Object array(Class<?> type, int length, Random random) {
    Object array = Array.newInstance(type.getComponentType(), length);
    for (int i = 0; i < length; i++) {
      Array.set(array, i, element(type.getComponentType(), random));
    }
    return array;
  }

  private static Object element(Class<?> type, Random random) {
    double number = NUMBERS[random.nextInt(NUMBERS.length)];
    return switch (type.getName()) {
      case "double", "java.lang.Double", "java.lang.Number" -> (Object) number;
      case "float", "java.lang.Float" -> (float) number;
      case "long" -> random.nextLong();
      case "int" -> random.nextInt(-1, 9);
      case "short" -> (short) random.nextInt();
      case "char" -> (char) random.nextInt();
      case "byte" -> (byte) random.nextInt();
      case "boolean" -> random.nextBoolean();
      case "java.lang.Object" -> random.nextInt(5);
      default -> array(type, random.nextInt(3), random);
    };
  }

  /** Copies of the arrays, of one array where two arguments are one. */
  private static Object[] copies(Object[] arguments) {
    Object[] copies = new Object[arguments.length];
    for (int i = 0; i < arguments.length; i++) {
      Object argument = arguments[i];
      if (i == 2 && argument == arguments[0]) {
        copies[i] = copies[0];
      } else if (argument != null && argument.getClass().isArray()) {
        int length = Array.getLength(argument);
        copies[i] = Array.newInstance(argument.getClass().getComponentType(), length);
        System.arraycopy(argument, 0, copies[i], 0, length);
      } else {
        copies[i] = argument;
      }
    }
    return copies;
  }
}
