package dev.cusp.cli.source;

import dev.cusp.cli.Failure;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A method as a user names it: {@code f}, {@code f(double,double[])}, {@code Model.f} or {@code
 * Outer.Model.f(Point)}.
 *
 * @param owner the class, or the end of its qualified name; empty for any class
 * @param parameters the types, or null for any
 */
record MethodName(String owner, String name, List<String> parameters) {
  private static final Pattern SHAPE =
      Pattern.compile("(?:(?<owner>[^()]+)(?:[.#]|::))?(?<name>[^().#:]+)(?:\\((?<types>.*)\\))?");

  /** Reads {@code Owner.name(type,type)}. */
  static MethodName parse(String text) {
    Matcher matcher = SHAPE.matcher(text.replaceAll("\\s+", ""));
    if (!matcher.matches()) {
      throw Failure.wrongUse(
          "'%s' is not a method; write f, Model.f or f(double,double[])".formatted(text));
    }
    String owner = matcher.group("owner");
    String types = matcher.group("types");
    return new MethodName(
        owner == null ? "" : owner, matcher.group("name"), types == null ? null : split(types));
  }

  private static List<String> split(String types) {
    String plain = types.replaceAll("<[^()]*?>+", "").replace("...", "[]");
    return plain.isEmpty() ? List.of() : List.of(plain.split(",", -1));
  }

  boolean isNameOf(Method method) {
    return method.getName().equals(name)
        && (owner.isEmpty() || isEndOf(owner, method.getDeclaringClass()));
  }

  boolean matches(Method method) {
    return isNameOf(method) && (parameters == null || typesMatch(method.getParameterTypes()));
  }

  private boolean typesMatch(Class<?>[] types) {
    if (types.length != parameters.size()) {
      return false;
    }
    for (int i = 0; i < types.length; i++) {
      if (!isEndOf(parameters.get(i), types[i])) {
        return false;
      }
    }
    return true;
  }

  /** Whether a name is that of a class, qualified as far as the user cared to. */
  private static boolean isEndOf(String name, Class<?> type) {
    String full = canonical(type);
    return full.equals(name) || full.endsWith("." + name) || type.getName().equals(name);
  }

  private static String canonical(Class<?> type) {
    return type.getTypeName().replace('$', '.');
  }

  /** {@code f(double, double[])}. */
  static String signature(Method method) {
    return Arrays.stream(method.getParameterTypes())
        .map(Class::getSimpleName)
        .collect(Collectors.joining(", ", method.getName() + "(", ")"));
  }

  /** {@code Model.f(double, double[])}. */
  static String qualified(Method method) {
    String owner = canonical(method.getDeclaringClass());
    String scope = method.getDeclaringClass().getPackageName();
    return (scope.isEmpty() ? owner : owner.substring(scope.length() + 1))
        + "."
        + signature(method);
  }
}
