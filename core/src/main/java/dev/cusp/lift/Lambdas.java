package dev.cusp.lift;

import dev.cusp.runtime.Captured;
import dev.cusp.runtime.Made;
import java.io.Serializable;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.MethodType;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Finds the methods behind objects that implement functional interfaces.
 *
 * <p>The runtime tells it of a serializable lambda alone, by the {@code writeReplace} method that
 * the compiler adds (Java Language Specification 15.27.4, {@link SerializedLambda}).
 */
final class Lambdas {
  /** The method behind the lambdas of a class, whatever they capture; null until it is found. */
  private static final ClassValue<AtomicReference<Method>> METHODS =
      new ClassValue<>() {
        @Override
        protected AtomicReference<Method> computeValue(Class<?> type) {
          return new AtomicReference<>();
        }
      };

  private Lambdas() {}

  static Lift.Lambda resolve(Object function) {
    Class<?> type = Objects.requireNonNull(function, "the function is null").getClass();
    if (Made.of(function) instanceof Made made && made.how().equals("checkpoint")) {
      return resolve(made.base()); // nothing is left to be run again
    }
    if (!type.isHidden() && !type.isSynthetic()) {
      Method method = implementation(type);
      return new Lift.Lambda(method, List.of(function), method.getDeclaringClass());
    }
    if (!(function instanceof Serializable)) {
      throw new LiftException(
          "a lambda is known to Java by its method only where its interface is serializable: pass"
              + " it as one of Cusp's own interfaces, or cast it, as in"
              + " (DoubleUnaryOperator & Serializable) x -> x * x");
    }
    SerializedLambda lambda = serialized(function);
    List<Object> captured = new ArrayList<>();
    for (int i = 0; i < lambda.getCapturedArgCount(); i++) {
      captured.add(lambda.getCapturedArg(i));
    }
    AtomicReference<Method> known = METHODS.get(type);
    if (known.get() == null) {
      known.set(method(lambda, type));
    }
    Method method = known.get();
    Class<?> made = host(lambda);
    return new Lift.Lambda(method, captured, made == null ? method.getDeclaringClass() : made);
  }

  /** The class of the user in whose code a function was made that we put together; else null. */
  private static Class<?> host(SerializedLambda lambda) {
    for (int i = 0; i < lambda.getCapturedArgCount(); i++) {
      Object captured = lambda.getCapturedArg(i);
      if (lambda.getCapturingClass().startsWith("dev/cusp/") && Captured.isLambda(captured)) {
        SerializedLambda part = serialized(captured);
        Class<?> inner = host(part);
        return inner == null ? capturing(part, captured) : inner;
      }
    }
    return null;
  }

  /** The class in whose code a lambda stands. */
  static Class<?> capturing(SerializedLambda lambda, Object function) {
    String name = lambda.getCapturingClass().replace('/', '.');
    try {
      return Class.forName(name, false, function.getClass().getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new LiftException("the class " + name + " cannot be found: " + e);
    }
  }

  /** The method that a lambda calls. */
  static Method method(DirectMethodHandleDesc code, Class<?> owner) {
    MethodType type =
        MethodType.fromMethodDescriptorString(code.lookupDescriptor(), owner.getClassLoader());
    try {
      return declared(owner, code.methodName(), type);
    } catch (NoSuchMethodException e) {
      throw new LiftException("the method " + owner.getName() + "." + e.getMessage() + " is gone");
    }
  }

  static SerializedLambda serialized(Object function) {
    Class<?> type = function.getClass();
    try {
      return Captured.of(function);
    } catch (InaccessibleObjectException e) {
      throw new LiftException(
          "package "
              + type.getPackageName()
              + " of module "
              + type.getModule().getName()
              + " is closed to Cusp; add: opens "
              + type.getPackageName()
              + " to "
              + Lambdas.class.getModule().getName());
    } catch (IllegalArgumentException e) {
      throw new LiftException("the method behind " + function + " cannot be found: " + e);
    }
  }

  private static Method method(SerializedLambda lambda, Class<?> type) {
    String name = lambda.getImplClass().replace('/', '.');
    if (lambda.getImplMethodKind() == MethodHandleInfo.REF_newInvokeSpecial) {
      throw new LiftException(
          "a reference to a constructor of " + name + " has no method; write a lambda");
    }
    try {
      ClassLoader loader = type.getClassLoader();
      Class<?> owner = Class.forName(name, false, loader);
      MethodType signature =
          MethodType.fromMethodDescriptorString(lambda.getImplMethodSignature(), loader);
      return declared(owner, lambda.getImplMethodName(), signature);
    } catch (ClassNotFoundException | NoSuchMethodException e) {
      throw new LiftException(
          "the method " + name + "." + lambda.getImplMethodName() + " cannot be found: " + e);
    }
  }

  private static Method declared(Class<?> owner, String name, MethodType type)
      throws NoSuchMethodException {
    for (Class<?> c : Classes.supertypes(owner)) {
      for (Method method : c.getDeclaredMethods()) {
        if (method.getName().equals(name)
            && method.getReturnType() == type.returnType()
            && List.of(method.getParameterTypes()).equals(type.parameterList())) {
          return method;
        }
      }
    }
    throw new NoSuchMethodException(name + type);
  }

  /** The method by which a class implements the only abstract method of its interfaces. */
  private static Method implementation(Class<?> type) {
    List<Method> candidates = new ArrayList<>();
    for (Class<?> c : Classes.supertypes(type)) {
      for (Method method : c.getMethods()) {
        boolean isTask = c.isInterface() && Modifier.isAbstract(method.getModifiers());
        if (isTask && !isOfObject(method) && !isKnown(method, candidates)) {
          candidates.add(method);
        }
      }
    }
    if (candidates.size() != 1) {
      throw new LiftException(
          type.getName()
              + " implements "
              + candidates.size()
              + " abstract methods of interfaces, so which one is meant is not known; pass a lambda"
              + " that calls it");
    }
    Method task = candidates.getFirst();
    for (Class<?> c = type; c != null; c = c.getSuperclass()) {
      for (Method method : c.getDeclaredMethods()) {
        if (isKnown(method, candidates) && !method.isBridge()) {
          return method;
        }
      }
    }
    throw new LiftException(type.getName() + " does not declare " + task.getName());
  }

  private static boolean isOfObject(Method method) {
    try {
      Object.class.getMethod(method.getName(), method.getParameterTypes());
      return true;
    } catch (NoSuchMethodException _) {
      return false;
    }
  }

  private static boolean isKnown(Method method, List<Method> candidates) {
    for (Method known : candidates) {
      if (known.getName().equals(method.getName())
          && known.getParameterCount() == method.getParameterCount()) {
        return true;
      }
    }
    return false;
  }
}
