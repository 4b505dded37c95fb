package dev.cusp.rules;

import static java.util.stream.Collectors.joining;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What a rule for a method must take and return. */
record Signature(String name, List<Class<?>> parameters, Class<?> result) {
  /** The signature of a method as it is, a receiver being its first parameter. */
  static Signature of(Method method) {
    List<Class<?>> parameters = new ArrayList<>();
    if (!Modifier.isStatic(method.getModifiers())) {
      parameters.add(method.getDeclaringClass());
    }
    parameters.addAll(Arrays.asList(method.getParameterTypes()));
    return new Signature(method.getName(), parameters, method.getReturnType());
  }

  /** The signature of a jvp rule, or null where no tangent goes in or none comes out. */
  static Signature jvpOf(Method method) {
    Signature primal = of(method);
    if (!isNumber(primal.result) || primal.parameters.stream().noneMatch(Signature::isNumber)) {
      return null;
    }
    List<Class<?>> parameters = new ArrayList<>();
    for (Class<?> parameter : primal.parameters) {
      parameters.add(parameter);
      if (isNumber(parameter)) {
        parameters.add(parameter);
      }
    }
    return new Signature(primal.name, parameters, primal.result);
  }

  /** The signature of a {@link Vjp} rule, or null where no cotangent comes in or none goes out. */
  static Signature vjpOf(Method method) {
    Signature primal = of(method);
    List<Class<?>> numbers = primal.parameters.stream().filter(Signature::isNumber).toList();
    List<Class<?>> arrays = primal.parameters.stream().filter(Signature::isNumbers).toList();
    boolean hasCotangent = isNumber(primal.result) || isNumbers(primal.result);
    if (!hasCotangent || numbers.isEmpty() && arrays.isEmpty()) {
      return null;
    }
    List<Class<?>> parameters = new ArrayList<>(primal.parameters);
    parameters.add(primal.result);
    parameters.add(primal.result);
    parameters.addAll(arrays);
    Class<?> result =
        switch (numbers.size()) {
          case 0 -> void.class;
          case 1 -> numbers.getFirst();
          default -> double[].class;
        };
    return new Signature(primal.name, parameters, result);
  }

  private static boolean isNumber(Class<?> type) {
    return type == double.class || type == float.class;
  }

  private static boolean isNumbers(Class<?> type) {
    return type == double[].class || type == float[].class;
  }

  /** Whether a method of the given signature can be put in place of one of this. */
  boolean isServedBy(Signature substitute) {
    if (!name.equals(substitute.name) || parameters.size() != substitute.parameters.size()) {
      return false;
    }
    for (int i = 0; i < parameters.size(); i++) {
      if (!isServedBy(parameters.get(i), substitute.parameters.get(i))) {
        return false;
      }
    }
    return isServedBy(result, substitute.result);
  }

  private static boolean isServedBy(Class<?> type, Class<?> substitute) {
    StandsFor mark = substitute.getAnnotation(StandsFor.class);
    return type.isAssignableFrom(mark == null ? substitute : mark.value()[0]);
  }

  @Override
  public String toString() {
    return parameters.stream()
        .map(Class::getTypeName)
        .collect(joining(", ", "static %s %s(".formatted(result.getTypeName(), name), ")"));
  }
}
