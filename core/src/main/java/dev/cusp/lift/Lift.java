package dev.cusp.lift;

import dev.cusp.ir.Func;
import dev.cusp.ir.Op;
import dev.cusp.ir.Region;
import dev.cusp.ir.Source;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Type;
import dev.cusp.ir.Value;
import dev.cusp.runtime.Captured;
import dev.cusp.runtime.Made;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Lifts Java methods: reads their bytecode and gives it back as functions. */
public final class Lift {
  private final Policy policy;
  private final int depth;
  private final World world = new World();

  public Lift(Policy policy) {
    this(policy, 0);
  }

  /** Depth: of functions that are lifted to lift another one. */
  Lift(Policy policy, int depth) {
    this.policy = policy;
    this.depth = depth;
  }

  /**
   * Whether methods of objects were called whose classes the program does not tell, so that it
   * matters which classes are given.
   */
  public boolean isOpen() {
    return world.isOpen();
  }

  /**
   * Whether methods of collections were called, of which such may be given as stand for the JDK's.
   */
  public boolean asksCollections() {
    return world.asksCollections();
  }

  /** A method as a function; the receiver of an instance method is the first parameter. */
  public Func method(Executable m) {
    return method(m, Collections.nCopies(m.getParameterCount() + 1, null));
  }

  /**
   * The same where the exact classes of some arguments are known.
   *
   * @param exact the classes of the receiver, for an instance method, and of the arguments; null
   *     where not known; then those of other objects that there may be, and {@code Object} after
   *     all
   */
  public Func method(Executable m, List<Class<?>> exact) {
    return method(m, exact, List.of(), m.getDeclaringClass());
  }

  /**
   * The same where the first arguments are constants, and lambdas among them are seen through.
   *
   * @param constants the receiver, for an instance method, and the first arguments
   * @param host the class beside which code made of the function is to stand
   */
  public Func method(Executable m, List<Class<?>> exact, List<Object> constants, Class<?> host) {
    if (m instanceof Method method && Modifier.isStatic(method.getModifiers())) {
      MethodTypeDesc type =
          MethodType.methodType(method.getReturnType(), method.getParameterTypes())
              .describeConstable()
              .orElseThrow();
      Class<?> owner = method.getDeclaringClass();
      if (Classes.isPlatform(owner) && policy.keep(owner, method.getName(), type)) {
        return call(method, type);
      }
      List<Type> types = type.parameterList().stream().map(Type::of).toList();
      Method substitute = policy.substitute(owner, method.getName(), type, types);
      if (Classes.isPlatform(owner) && substitute != null) {
        return method(substitute, exact);
      }
    }
    return body(m, exact, constants, host);
  }

  /** A function that calls a method of the platform which has a rule, as {@code Math::sin} does. */
  private static Func call(Method m, MethodTypeDesc type) {
    ClassDesc owner = m.getDeclaringClass().describeConstable().orElseThrow();
    Source source = new Source(owner, m.getName(), null, 0, null);
    List<Value> params = new ArrayList<>();
    for (ClassDesc p : type.parameterList()) {
      params.add(new Value(Type.of(p), "x"));
    }
    Value result = new Value(Type.of(type.returnType()), m.getName());
    Op op = new Op.Call(Op.Call.Kind.STATIC, owner, m.getName(), type, false);
    Stmt stmt = new Stmt(op, params, List.of(result), List.of(), source);
    Region body = new Region(params, List.of(stmt), List.of(result));
    return new Func(m.getName(), body, Lift.class, source);
  }

  private Func body(Executable m, List<Class<?>> exact, List<Object> constants, Class<?> host) {
    Set<Code> apart = new HashSet<>();
    exact.stream().filter(Objects::nonNull).forEach(world::add);
    while (true) {
      try {
        world.begin();
        Calls calls = new Calls(new Session(policy, world), apart, depth);
        Func f = calls.inlining.function(Classes.shape(found(m)), exact, constants).func();
        if (world.isComplete()) {
          return f.host() == host ? f : new Func(f.name(), f.body(), host, f.source());
        }
      } catch (Inlining.Better found) {
        apart.addAll(found.methods);
      }
    }
  }

  /**
   * The method behind a function.
   *
   * @param captured what it captures, a bound receiver first; they are its first arguments
   * @param host the class in whose code it stands
   */
  public record Lambda(Method method, List<Object> captured, Class<?> host) {
    /** Whether code made of a function is right for another of the same class. */
    public boolean isLike(Lambda other) {
      for (int i = 0; i < captured.size(); i++) {
        Object theirs = other.captured.get(i);
        if (type(captured.get(i)) != type(theirs) || isSeenThrough(theirs)) {
          return false;
        }
      }
      return true;
    }

    private static Class<?> type(Object object) {
      return object == null ? null : object.getClass();
    }

    /** Whether code is made of the object itself, not of its class alone. */
    private static boolean isSeenThrough(Object captured) {
      return Captured.isLambda(captured) || Made.of(captured) != null;
    }
  }

  /** Finds the method behind a lambda, a method reference, or an object that is a function. */
  public static Lambda resolve(Object function) {
    return Lambdas.resolve(function);
  }

  static Classes.Found found(Executable m) {
    Class<?> result = m instanceof Method method ? method.getReturnType() : void.class;
    String name = m instanceof Constructor ? "<init>" : m.getName();
    String type = MethodType.methodType(result, m.getParameterTypes()).descriptorString();
    Classes.Found found = Classes.method(m.getDeclaringClass(), name, type);
    if (found.method().code().isEmpty()) {
      throw new LiftException(
          m + " has no code: it is abstract or native; name a method that has a body");
    }
    return found;
  }
}
