package dev.cusp.rules;

import static java.util.stream.Collectors.joining;

import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

/** The rules and substitutes that one class declares, each checked against what it is for. */
final class Rules {
  /** A method that a rule is for. */
  record Target(Class<?> owner, String name, String descriptor) {
    static Target of(Method method) {
      return new Target(method.getDeclaringClass(), method.getName(), descriptorOf(method));
    }
  }

  /** A method's descriptor as the JVM writes it. */
  static String descriptorOf(Method method) {
    return MethodType.methodType(method.getReturnType(), method.getParameterTypes())
        .descriptorString();
  }

  final Map<Target, Method> jvps = new HashMap<>();
  final Map<Target, Method> vjps = new HashMap<>();
  final Map<Class<?>, List<Method>> substitutes = new LinkedHashMap<>();

  /**
   * Reads a class.
   *
   * @throws IllegalArgumentException where a rule fits no method
   */
  Rules(Class<?> rules) {
    RulesFor marked = rules.getAnnotation(RulesFor.class);
    List<Method> methods =
        Arrays.stream(rules.getDeclaredMethods())
            .filter(m -> !m.isSynthetic() && !Modifier.isPrivate(m.getModifiers()))
            .toList();
    for (Method method : methods) {
      Substitute substitute = method.getAnnotation(Substitute.class);
      if (substitute != null) {
        addSubstitute(method, substitute.value());
      } else if (marked != null) {
        for (Class<?> owner : marked.value()) {
          addRule(method, owner);
        }
      }
    }
    boolean isStandIn = rules.isAnnotationPresent(StandsFor.class);
    if (!isStandIn && jvps.isEmpty() && vjps.isEmpty() && substitutes.isEmpty()) {
      throw new IllegalArgumentException(
          "%s has no rules: mark it @RulesFor, and declare static methods that are not private"
              .formatted(rules.getName()));
    }
  }

  private void addRule(Method rule, Class<?> owner) {
    boolean isVjp = rule.isAnnotationPresent(Vjp.class);
    Function<Method, Signature> expected = isVjp ? Signature::vjpOf : Signature::jvpOf;
    requireStatic(rule);
    if (isVjp) {
      requirePublic(rule);
    }
    Signature given = Signature.of(rule);
    Method primal =
        named(owner, rule.getName())
            .filter(method -> given.equals(expected.apply(method)))
            .findFirst()
            .orElseThrow(() -> fitsNone(rule, owner, expected));
    (isVjp ? vjps : jvps).put(Target.of(primal), rule);
  }

  private void addSubstitute(Method substitute, Class<?> owner) {
    requireStatic(substitute);
    Signature given = Signature.of(substitute);
    if (named(owner, substitute.getName()).noneMatch(m -> Signature.of(m).isServedBy(given))) {
      throw fitsNone(substitute, owner, Signature::of);
    }
    substitutes.computeIfAbsent(owner, _ -> new ArrayList<>()).add(substitute);
  }

  private static Stream<Method> named(Class<?> owner, String name) {
    return Arrays.stream(owner.getDeclaredMethods())
        .filter(method -> method.getName().equals(name) && !method.isSynthetic());
  }

  private static void requireStatic(Method rule) {
    if (!Modifier.isStatic(rule.getModifiers())) {
      throw new IllegalArgumentException("%s: a rule must be static".formatted(nameOf(rule)));
    }
  }

  private static void requirePublic(Method rule) {
    int common = rule.getModifiers() & rule.getDeclaringClass().getModifiers();
    if (!Modifier.isPublic(common)) {
      throw new IllegalArgumentException(
          "%s: a vjp rule must be public, in a public class".formatted(nameOf(rule)));
    }
  }

  private static String nameOf(Method rule) {
    return rule.getDeclaringClass().getName() + "." + rule.getName();
  }

  private static IllegalArgumentException fitsNone(
      Method rule, Class<?> owner, Function<Method, Signature> expected) {
    String candidates =
        named(owner, rule.getName())
            .map(expected)
            .filter(Objects::nonNull)
            .map(Signature::toString)
            .sorted()
            .collect(joining("; "));
    String remedy =
        candidates.isEmpty()
            ? "%s has no method %s that could have one".formatted(owner.getName(), rule.getName())
            : "expected " + candidates;
    return new IllegalArgumentException(
        "%s, which is %s, fits no method of %s: %s"
            .formatted(nameOf(rule), Signature.of(rule), owner.getName(), remedy));
  }
}
