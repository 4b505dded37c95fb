package dev.cusp.lift;

import java.io.Serializable;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.MethodType;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Finds the methods behind objects that implement functional interfaces.
 *
 * <p>The runtime tells it of a serializable lambda alone, by the {@code writeReplace} method that
 * the compiler adds (Java Language Specification 15.27.4, {@link SerializedLambda}).
 */
final class Lambdas {
  private Lambdas() {}

  static Lift.Lambda resolve(Object function) {
    Class<?> type = Objects.requireNonNull(function, "the function is null").getClass();
    if (!type.isHidden() && !type.isSynthetic()) {
      return new Lift.Lambda(implementation(type), List.of(function));
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
    return new Lift.Lambda(method(lambda, type), captured);
  }

  private static SerializedLambda serialized(Object function) {
    Class<?> type = function.getClass();
    try {
      Method replace = type.getDeclaredMethod("writeReplace");
      replace.setAccessible(true);
      return (SerializedLambda) replace.invoke(function);
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
    } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
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
