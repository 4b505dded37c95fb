package dev.cusp.cli.source;

import dev.cusp.cli.Failure;
import dev.cusp.cli.Spelling;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Finds the one method of a source file that a user means, or says which there are. */
public final class MethodSearch {
  private static final int METHODS_LISTED = 12;

  private final CompiledSource source;
  private final MethodName wanted;
  private final List<Method> methods;

  private MethodSearch(CompiledSource source, MethodName wanted) {
    this.source = source;
    this.wanted = wanted;
    this.methods =
        source.classes().stream()
            .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
            .filter(method -> !method.isSynthetic() && !isOfEveryEnum(method))
            .sorted(Comparator.comparing(MethodName::qualified))
            .toList();
  }

  /**
   * The method that a text such as {@code f(double)} names: a static one, or one of a file that
   * declares no class around its methods.
   */
  public static Method find(CompiledSource source, String text) {
    return new MethodSearch(source, MethodName.parse(text)).find();
  }

  private Method find() {
    List<Method> found = matching(wanted::matches);
    if (found.size() == 1) {
      return found.getFirst();
    }
    if (!found.isEmpty()) {
      throw Failure.wrongUse(
          "%s: %s could be any of %s; say which, as in '%s'"
              .formatted(
                  source.file(),
                  wanted.name(),
                  list(found),
                  MethodName.qualified(found.getFirst())));
    }
    List<Method> sameName = matching(wanted::isNameOf);
    if (!sameName.isEmpty()) {
      throw Failure.wrongUse(
          "%s: no %s takes those types; there is %s"
              .formatted(source.file(), wanted.name(), list(sameName)));
    }
    methods.stream()
        .filter(wanted::matches)
        .findFirst()
        .ifPresent(method -> {
          throw Failure.wrongUse(
              "%s: %s is an instance method; make it static, with the object as a parameter"
                  .formatted(source.where(method), MethodName.qualified(method)));
        });
    throw Failure.wrongUse(notThere());
  }

  private List<Method> matching(Predicate<Method> condition) {
    return methods.stream().filter(this::isCallable).filter(condition).toList();
  }

  private static boolean isOfEveryEnum(Method method) {
    return method.getDeclaringClass().isEnum()
        && (method.getName().equals("values") || method.getName().equals("valueOf"));
  }

  private boolean isCallable(Method method) {
    return Modifier.isStatic(method.getModifiers())
        || source.isImplicit(method.getDeclaringClass());
  }

  private String notThere() {
    List<Method> callable = matching(_ -> true);
    if (callable.isEmpty()) {
      return "%s: no static method '%s', nor any other".formatted(source.file(), wanted.name());
    }
    String missing = "%s: no static method '%s'".formatted(source.file(), wanted.name());
    return Spelling.nearest(wanted.name(), callable.stream().map(Method::getName))
        .map(name -> missing + "; did you mean '" + name + "'?")
        .orElseGet(() -> missing + "; there is " + list(callable));
  }

  private String list(List<Method> found) {
    boolean oneClass = found.stream().map(Method::getDeclaringClass).distinct().count() == 1;
    Function<Method, String> shown = oneClass ? MethodName::signature : MethodName::qualified;
    String listed =
        found.stream().limit(METHODS_LISTED).map(shown).collect(Collectors.joining(", "));
    int hidden = found.size() - METHODS_LISTED;
    return hidden > 0 ? listed + " and " + hidden + " more" : listed;
  }
}
