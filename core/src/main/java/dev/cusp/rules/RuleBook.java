package dev.cusp.rules;

import dev.cusp.ir.MathClasses;
import dev.cusp.ir.Type;
import dev.cusp.runtime.Foreign;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The rules known to a derivative: those of the JDK's methods, and what the user adds. Immutable;
 * two books of the same classes are equal.
 */
public final class RuleBook {
  private static final List<Class<?>> OF_THE_JDK =
      List.of(
          MathRules.class,
          StrictMathRules.class,
          ArithmeticRules.class,
          FloatArithmeticRules.class,
          DoubleRules.class,
          FloatRules.class,
          StableRules.class,
          SurrogateRules.class,
          MaskedRules.class,
          ScaledRules.class,
          GammaRules.class,
          IncompleteGammaRules.class,
          IncompleteBetaRules.class,
          CircularRules.class,
          ArrayCopies.class,
          ArrayParts.class,
          ArrayFills.class,
          ArraySorts.class,
          ObjectSorts.class,
          Boxes.class,
          Compositions.class,
          Doubles.class,
          Ints.class,
          Items.class,
          Endless.class,
          EndlessDoubles.class,
          Gathering.class,
          Listed.class,
          Linked.class,
          Lists.class,
          Mapped.class,
          Prioritized.class,
          Queued.class,
          Searches.class,
          Stacked.class,
          TreeMapped.class,
          Maybe.class,
          MaybeItem.class,
          Summary.class);

  private static final RuleBook STANDARD = new RuleBook(withForeign());

  private final List<Class<?>> classes;
  private final Map<Rules.Target, Method> jvps = new HashMap<>();
  private final Map<Rules.Target, Method> vjps = new HashMap<>();
  private final Map<Class<?>, List<Method>> substitutes = new HashMap<>();
  private final Map<Class<?>, Class<?>> standIns = new HashMap<>();

  private RuleBook(List<Class<?>> classes) {
    this.classes = classes;
    for (Class<?> c : classes) {
      Rules rules = new Rules(c);
      StandsFor mark = c.getAnnotation(StandsFor.class);
      for (Class<?> jdk : mark == null ? new Class<?>[0] : mark.value()) {
        if (jdk.isAssignableFrom(c)) {
          standIns.put(jdk, c);
        }
      }
      jvps.putAll(rules.jvps);
      vjps.putAll(rules.vjps);
      rules.substitutes.forEach((owner, methods) ->
          substitutes.computeIfAbsent(owner, _ -> new ArrayList<>()).addAll(methods));
    }
  }

  private static List<Class<?>> withForeign() {
    List<Class<?>> all = new ArrayList<>(OF_THE_JDK);
    if (Foreign.standard() != null) {
      all.addAll(Foreign.standard().substitutes());
    }
    return List.copyOf(all);
  }

  /** The rules of the JDK's methods, and of {@link Foreign} values where there are any. */
  public static RuleBook standard() {
    return STANDARD;
  }

  /** The rules of the JDK's methods and those of the given classes. */
  public static RuleBook with(Class<?>... ruleClasses) {
    return STANDARD.plus(ruleClasses);
  }

  /**
   * This book and the rules of more classes, which come before those that it has.
   *
   * @param ruleClasses classes marked {@link RulesFor}, or having methods marked {@link Substitute}
   * @throws IllegalArgumentException where a rule fits no method of its owner; names both
   */
  public RuleBook plus(Class<?>... ruleClasses) {
    List<Class<?>> all = new ArrayList<>(classes);
    all.removeAll(Arrays.asList(ruleClasses));
    all.addAll(Arrays.asList(ruleClasses));
    return new RuleBook(List.copyOf(all));
  }

  /**
   * The jvp rule of a method, or null. A rule holds for subclasses that do not override the method.
   * Those of {@link Math} hold for classes of libraries that have its functions.
   *
   * @param owner the class named by the call
   * @param type the method's type, without the receiver
   */
  public Method rule(Class<?> owner, String name, MethodTypeDesc type) {
    Method rule = find(jvps, owner, name, type.descriptorString());
    boolean isLikeMath = rule == null && MathClasses.isOfLibrary(owner);
    if (!isLikeMath || LibraryMath.exact(name, type) != null) {
      return rule;
    }
    Method further = LibraryMath.rule(name, type);
    return further != null ? further : rule(Math.class, name, type);
  }

  /** The hand-written reverse rule of a method, or null; see {@link Vjp}. */
  public Method vjp(Class<?> owner, String name, MethodTypeDesc type) {
    return find(vjps, owner, name, type.descriptorString());
  }

  private static Method find(
      Map<Rules.Target, Method> rules, Class<?> owner, String name, String descriptor) {
    if (rules.keySet().stream().noneMatch(target -> target.name().equals(name))) {
      return null;
    }
    for (Class<?> c = owner; c != null; c = c.getSuperclass()) {
      Method found = rules.get(new Rules.Target(c, name, descriptor));
      if (found != null || declares(c, name, descriptor)) {
        return found;
      }
    }
    return findInInterfaces(rules, owner, name, descriptor);
  }

  private static Method findInInterfaces(
      Map<Rules.Target, Method> rules, Class<?> owner, String name, String descriptor) {
    for (Class<?> c = owner; c != null; c = c.getSuperclass()) {
      for (Class<?> parent : c.getInterfaces()) {
        Method found = rules.get(new Rules.Target(parent, name, descriptor));
        if (found == null && !declares(parent, name, descriptor)) {
          found = findInInterfaces(rules, parent, name, descriptor);
        }
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  private static boolean declares(Class<?> owner, String name, String descriptor) {
    Method[] methods;
    try {
      methods = owner.getDeclaredMethods();
    } catch (NoClassDefFoundError e) {
      return false; // some type that a method names is not there; then no rule can name it either
    }
    return Arrays.stream(methods)
        .anyMatch(m -> m.getName().equals(name) && Rules.descriptorOf(m).equals(descriptor));
  }

  /**
   * The method to lift in place of another, or null; of several the one that fits the operands
   * best.
   *
   * @param operands the static types of the operands, of the receiver first where there is one
   */
  public Method substitute(Class<?> owner, String name, MethodTypeDesc type, List<Type> operands) {
    if (MathClasses.isOfLibrary(owner)) {
      return LibraryMath.exact(name, type);
    }
    List<ClassDesc> declared = new ArrayList<>(type.parameterList());
    if (operands.size() > declared.size()) {
      declared.addFirst(owner.describeConstable().orElseThrow());
    }
    Method best = null;
    int bestScore = -1;
    for (Method candidate : candidates(owner, name)) {
      int score = score(candidate, declared, operands);
      if (score > bestScore) {
        best = candidate;
        bestScore = score;
      }
    }
    return best;
  }

  /** The substitutes of a name, those of the classes added last first. */
  private List<Method> candidates(Class<?> owner, String name) {
    return substitutes.getOrDefault(owner.isArray() ? Object.class : owner, List.of()).stream()
        .filter(method -> method.getName().equals(name))
        .toList()
        .reversed();
  }

  /** How well a substitute fits: -1 not at all, else the more the narrower its parameters are. */
  private static int score(Method candidate, List<ClassDesc> declared, List<Type> operands) {
    Class<?>[] parameters = candidate.getParameterTypes();
    if (parameters.length != operands.size()) {
      return -1;
    }
    int score = 0;
    for (int i = 0; i < parameters.length; i++) {
      ClassDesc operand = operands.get(i).isArray() ? operands.get(i).desc() : declared.get(i);
      int fit = fit(parameters[i].describeConstable().orElseThrow(), declared.get(i), operand);
      if (fit < 0) {
        return -1;
      }
      score += fit;
    }
    return score;
  }

  private static int fit(ClassDesc parameter, ClassDesc declared, ClassDesc operand) {
    if (parameter.isPrimitive()) {
      return parameter.equals(declared) ? 0 : -1;
    }
    if (parameter.equals(operand)) {
      return 2;
    }
    boolean isReferences = operand.isArray() && !operand.componentType().isPrimitive();
    if (isReferences && parameter.descriptorString().equals("[Ljava/lang/Object;")) {
      return 1;
    }
    return parameter.equals(declared) ? 0 : -1;
  }

  /** The subclass that stands for a class of the JDK where its objects are made, or null. */
  public Class<?> standIn(Class<?> made) {
    return standIns.get(made);
  }

  /** The classes the rules are from, in the order of registration. */
  public List<Class<?>> classes() {
    return classes;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RuleBook book && classes.equals(book.classes);
  }

  @Override
  public int hashCode() {
    return classes.hashCode();
  }

  @Override
  public String toString() {
    return "RuleBook" + classes.stream().map(Class::getSimpleName).toList();
  }
}
