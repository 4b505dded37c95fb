package dev.cusp.ad;

import dev.cusp.ir.Func;
import dev.cusp.ir.MathClasses;
import dev.cusp.ir.Op;
import dev.cusp.ir.Source;
import dev.cusp.ir.Type;
import dev.cusp.lift.Lift;
import dev.cusp.lift.Places;
import dev.cusp.lift.Policy;
import dev.cusp.rules.KinkForms;
import dev.cusp.rules.RuleBook;
import dev.cusp.rules.Scaled;
import dev.cusp.rules.StandsFor;
import dev.cusp.rules.Surrogate;
import dev.cusp.rules.Tangents;
import dev.cusp.runtime.Foreign;
import dev.cusp.runtime.Guard;
import dev.cusp.runtime.Ray;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What a book of rules says of calls, for lifting and for differentiating. */
public final class RuleCalls implements Calls, Policy {
  private static final ClassDesc SCALED = Scaled.class.describeConstable().orElseThrow();
  private static final ClassDesc SURROGATE = Surrogate.class.describeConstable().orElseThrow();

  /** Classes whose methods stay calls. */
  private static final Set<String> DOOR =
      Set.of(
          "dev.cusp.Cusp",
          "dev.cusp.Smoothed",
          "dev.cusp.SmoothedScalar",
          "dev.cusp.expectation.Expectation");

  /** Where random numbers are made; its methods stay calls and read their arguments only. */
  private static final Set<String> NOISE =
      Set.of(
          "dev.cusp.expectation.Noise",
          "dev.cusp.expectation.Script",
          "dev.cusp.expectation.Credit");

  /** What writes logs; its methods stay calls and read their arguments only. */
  private static final Set<String> LOGGERS =
      Set.of(
          "java.lang.System$Logger",
          "java.util.logging.Logger",
          "org.apache.commons.logging.Log",
          "org.apache.logging.log4j.Logger",
          "org.slf4j.Logger");

  /** Those of the door's methods that are made of others and lifted like any code. */
  private static final Set<String> COMPOSED =
      Set.of("surrogate", "straightThrough", "straightThroughArray", "applyAsDouble");

  /** The standard rules as lifted for all programs; they never change. */
  private static final Map<Method, Func> STANDARD = new ConcurrentHashMap<>();

  private final RuleBook book;
  private final ClassLoader loader;
  private final boolean stabilizes;
  private final boolean locks;
  private final Places places;
  private final Map<Op.Call, Func> lifted = new ConcurrentHashMap<>();
  private final Map<Op.Call, Foreign.Kind> foreigns = new ConcurrentHashMap<>();

  public RuleCalls(RuleBook book, ClassLoader loader) {
    this(book, loader, true);
  }

  public RuleCalls(RuleBook book, ClassLoader loader, boolean stabilizes) {
    this(book, loader, stabilizes, Places.NONE);
  }

  public RuleCalls(RuleBook book, ClassLoader loader, boolean stabilizes, Places places) {
    this(book, loader, stabilizes, false, places);
  }

  private RuleCalls(
      RuleBook book, ClassLoader loader, boolean stabilizes, boolean locks, Places places) {
    this.locks = locks;
    this.places = places;
    this.book = book;
    // that of the JDK itself does not know what derivatives call
    this.loader = loader == null ? RuleCalls.class.getClassLoader() : loader;
    this.stabilizes = stabilizes;
  }

  /** The same for programs whose comparisons are decided along a ray. */
  RuleCalls locked() {
    return new RuleCalls(book, loader, false, true, places);
  }

  @Override
  public boolean stabilizes() {
    return stabilizes;
  }

  @Override
  public boolean keep(Class<?> owner, String name, MethodTypeDesc type) {
    return isForeign(owner, name, type)
        || book.rule(owner, name, type) != null && form(owner, name, type) == null
        || book.vjp(owner, name, type) != null
        || owner == Ray.class && !name.equals("regular")
        || owner == Tangents.class
        || owner == Guard.class
        || NOISE.contains(owner.getName())
        || isLogger(owner)
        || places.keeps(owner, name)
        || DOOR.contains(owner.getName()) && !COMPOSED.contains(name);
  }

  private static boolean isLogger(Class<?> type) {
    return type != null
        && (LOGGERS.contains(type.getName())
            || isLogger(type.getSuperclass())
            || Arrays.stream(type.getInterfaces()).anyMatch(RuleCalls::isLogger));
  }

  private boolean isForeign(Class<?> owner, String name, MethodTypeDesc type) {
    Foreign foreign = Foreign.standard();
    if (foreign == null || !foreign.isIn(owner)) {
      return false;
    }
    MethodType resolved = resolve(type);
    for (Method m : owner.getDeclaredMethods()) {
      if (m.getName().equals(name)
          && MethodType.methodType(m.getReturnType(), m.getParameterTypes()).equals(resolved)) {
        boolean isStatic = Modifier.isStatic(m.getModifiers());
        return foreign.kind(owner, name, resolved, isStatic) != Foreign.Kind.NONE;
      }
    }
    return false;
  }

  @Override
  public boolean isFunctional(Op.Call call) {
    return foreign(call) != Foreign.Kind.NONE && foreign(call) != Foreign.Kind.REFUSED;
  }

  private MethodType resolve(MethodTypeDesc type) {
    return MethodType.fromMethodDescriptorString(type.descriptorString(), loader);
  }

  @Override
  public Foreign.Kind foreign(Op.Call call) {
    if (call.owner().equals(JvpForeign.CELLS)) {
      return switch (call.name()) {
        case "numbers" -> Foreign.Kind.TO_NUMBERS;
        case "like" -> Foreign.Kind.FROM_NUMBERS;
        default -> Foreign.Kind.VALUES;
      };
    }
    Foreign foreign = Foreign.standard();
    if (foreign == null || call.owner().isArray()) {
      return Foreign.Kind.NONE;
    }
    return foreigns.computeIfAbsent(
        call,
        _ -> {
          Class<?> owner = resolve(call);
          boolean isStatic = call.kind() == Op.Call.Kind.STATIC;
          return foreign.isIn(owner)
              ? foreign.kind(owner, call.name(), resolve(call.type()), isStatic)
              : Foreign.Kind.NONE;
        });
  }

  /** A function lifted by this, completed. */
  Func completed(Func lifted) {
    return places.after(lifted);
  }

  @Override
  public Method placed(Class<?> owner, String name, int parameters, Source place) {
    return places.at(owner, name, parameters, place);
  }

  @Override
  public Method substitute(Class<?> owner, String name, MethodTypeDesc type, List<Type> operands) {
    Method form = form(owner, name, type);
    return form != null ? form : book.substitute(owner, name, type, operands);
  }

  @Override
  public Class<?> standIn(Class<?> made) {
    return book.standIn(made);
  }

  /** Whether a call gives the JDK's object for one that stands for it; see {@link StandsFor}. */
  static boolean isOriginal(Op.Call call) {
    return call.name().equals("original")
        && call.owner().packageName().equals(StandsFor.class.getPackageName());
  }

  /** The form of an operation with a kink or a step in which comparisons decide. */
  private Method form(Class<?> owner, String name, MethodTypeDesc type) {
    boolean isKnown =
        owner == Math.class
            || owner == Double.class
            || owner == Float.class
            || MathClasses.isOfLibrary(owner);
    return locks && isKnown ? KinkForms.of(name, type) : null;
  }

  @Override
  public Func derived(String how, Func function) {
    int last = function.params().size() - 1;
    boolean isReal = last >= 0 && function.params().get(last).type().equals(Type.DOUBLE);
    return switch (how) {
      case "derivative" ->
          isReal ? ScalarDerivative.of(Derivatives.prepare(function), last, this) : null;
      case "gradient" -> ForwardGradient.of(Derivatives.prepare(function), this);
      default -> null;
    };
  }

  @Override
  public Func rule(Op.Call call) {
    Func known = lifted.get(call);
    if (known != null) {
      return known;
    }
    Method rule = book.rule(resolve(call), call.name(), call.type());
    if (rule == null) {
      return null;
    }
    boolean isStandard = RuleBook.standard().classes().contains(rule.getDeclaringClass());
    Func f =
        isStandard ? STANDARD.computeIfAbsent(rule, RuleCalls::lift) : lift(rule, book, loader);
    lifted.put(call, f);
    return f;
  }

  private static Func lift(Method standardRule) {
    return lift(standardRule, RuleBook.standard(), RuleCalls.class.getClassLoader());
  }

  private static Func lift(Method rule, RuleBook book, ClassLoader loader) {
    return new Lift(new RuleCalls(book, loader)).method(rule);
  }

  @Override
  public Method vjp(Op.Call call) {
    return book.vjp(resolve(call), call.name(), call.type());
  }

  private Class<?> resolve(Op.Call call) {
    String descriptor = call.owner().descriptorString();
    String name = descriptor.substring(1, descriptor.length() - 1).replace('/', '.');
    try {
      return Class.forName(name, false, loader);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("class " + name + " cannot be found", e);
    }
  }

  @Override
  public boolean stops(Op.Call call) {
    return isCusp(call, "stopGradient")
        || call.owner().equals(Lock.RAY) && !call.name().equals("regular")
        || call.name().equals("shift") && call.owner().equals(SCALED);
  }

  @Override
  public boolean draws(Op.Call call) {
    return call.owner().descriptorString().equals("Ldev/cusp/expectation/Sampler;");
  }

  @Override
  public boolean isSurrogate(Op.Call call) {
    return call.owner().equals(SURROGATE);
  }

  @Override
  public boolean rewrites(Op.Call call) {
    return isCusp(call, "withGradient");
  }

  private static boolean isCusp(Op.Call call, String name) {
    return call.name().equals(name) && call.owner().descriptorString().equals("Ldev/cusp/Cusp;");
  }

  /** Printing, formatting and comparing read their arguments and forget them. */
  @Override
  public boolean isHarmless(Op.Call call) {
    if (draws(call)
        || foreign(call) == Foreign.Kind.CONSTANT
        || Activity.isGenerator(call.owner())) {
      return true;
    }
    String owner = call.owner().descriptorString();
    String name = owner.substring(1, owner.length() - 1).replace('/', '.');
    if (NOISE.contains(name) || LOGGERS.contains(name)) {
      return true;
    }
    return switch (owner) {
      case "Ljava/io/PrintStream;", "Ljava/lang/String;", "Ljava/lang/StringBuilder;" -> true;
      case "Ljava/lang/Enum;" -> true; // names and places in the list, nothing of the fields
      case "Ldev/cusp/rules/Index;" -> true; // keys are compared, and none of them comes out
      case "Ldev/cusp/runtime/Guard;", "Ldev/cusp/runtime/Tape;", "Ldev/cusp/runtime/Ray;" -> true;
      case "Ljava/util/Objects;" -> !call.name().startsWith("requireNonNullElse");
      case "Ljava/util/Arrays;" ->
          Arrays.asList("toString", "hashCode", "equals", "deepToString").contains(call.name());
      case "Ldev/cusp/runtime/Shadows;" -> call.name().equals("zeroLike");
      default -> call.name().equals("getClass") || call.name().equals("hashCode");
    };
  }
}
