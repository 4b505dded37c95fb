package dev.cusp.tensor;

import dev.cusp.lift.Lift;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The methods behind functions, each lifted once. */
final class Methods {
  private static final Map<Method, Body> BODIES = new ConcurrentHashMap<>();

  /** Those behind lambdas that capture nothing, of which there is one to a class. */
  private static final ClassValue<Map<String, Method>> PLAIN =
      new ClassValue<>() {
        @Override
        protected Map<String, Method> computeValue(Class<?> type) {
          return new ConcurrentHashMap<>();
        }
      };

  private record Operator(String name, DType type) {}

  private static final List<Class<?>> OPERATOR_CLASSES =
      List.of(Elementary.class, Relations.class, Halves.class, Draws.class);

  private static final Map<Operator, Found> OPERATORS = new ConcurrentHashMap<>();

  private Methods() {}

  /** A method and the numbers that go before the elements. */
  record Found(Body body, Class<?> result, List<Number> captured) {}

  /** The method behind a lambda or a method reference. */
  static Found of(Object function) {
    Method known = PLAIN.get(function.getClass()).get("");
    if (known != null) {
      return new Found(BODIES.get(known), known.getReturnType(), List.of());
    }
    Lift.Lambda lambda = Lift.resolve(function);
    List<Number> captured = lambda.captured().stream().map(Methods::number).toList();
    Method method = lambda.method();
    Body body = BODIES.computeIfAbsent(method, _ -> Body.of(lambda));
    if (captured.isEmpty()) {
      PLAIN.get(function.getClass()).put("", method);
    }
    return new Found(body, method.getReturnType(), captured);
  }

  private static Number number(Object captured) {
    return switch (captured) {
      case Double x -> x;
      case Float x -> x;
      case Integer x -> x;
      case Boolean x -> x ? 1 : 0;
      case null, default ->
          throw new IllegalArgumentException(
              "a function of elements may capture numbers only, not %s; pass tensors as further"
                      .formatted(captured == null ? "null" : captured.getClass().getName())
                  + " arguments, with zip");
    };
  }

  /** An operator for elements of a type. */
  static Found elementary(String name, DType type) {
    Operator operator = new Operator(name, type);
    Found known = OPERATORS.get(operator);
    if (known == null) {
      known = find(name, type);
      OPERATORS.put(operator, known);
    }
    return known;
  }

  private static Found find(String name, DType type) {
    Class<?> wanted =
        switch (type) {
          case BOOL -> boolean.class;
          case I32 -> int.class;
          case I64 -> long.class;
          case BF16, F16, F32 -> float.class;
          case F64 -> double.class;
        };
    Method method = find(name, wanted);
    if (method == null && wanted == float.class) {
      method = find(name, double.class);
    }
    if (method == null) {
      throw new ShapeException("%s: not of elements of type %s", name, type);
    }
    Lift.Lambda lambda = new Lift.Lambda(method, List.of(), method.getDeclaringClass());
    return new Found(
        BODIES.computeIfAbsent(method, _ -> Body.of(lambda)), method.getReturnType(), List.of());
  }

  private static Method find(String name, Class<?> last) {
    return OPERATOR_CLASSES.stream()
        .flatMap(c -> Arrays.stream(c.getDeclaredMethods()))
        .filter(m -> m.getName().equals(name))
        .filter(m -> m.getParameterTypes()[m.getParameterCount() - 1] == last)
        .findFirst()
        .orElse(null);
  }
}
