package dev.cusp.lift;

import java.io.Serializable;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.MethodType;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds the method behind a lambda or method reference.
 *
 * <p>The runtime tells it of a serializable lambda alone, by the {@code writeReplace} method that
 * the compiler adds (Java Language Specification 15.27.4, {@link SerializedLambda}).
 */
final class Lambdas {
  private Lambdas() {}

  static Lift.Lambda resolve(Object function) {
    Class<?> type = function.getClass();
    if (!type.isHidden() && !type.isSynthetic()) {
      return new Lift.Lambda(implementation(function), List.of(function));
    }
    if (!(function instanceof Serializable)) {
      throw new LiftException(
          "the method behind %s cannot be found, since its interface is not Serializable; use one"
                  .formatted(type.getName())
              + " of the interfaces of dev.cusp, or cast the lambda to (... & Serializable)");
    }
    SerializedLambda lambda = serialized(function);
    List<Object> captured = new ArrayList<>();
    for (int i = 0; i < lambda.getCapturedArgCount(); i++) {
      captured.add(lambda.getCapturedArg(i));
    }
    return new Lift.Lambda(method(lambda, type.getClassLoader()), captured);
  }

  private static SerializedLambda serialized(Object function) {
    Class<?> type = function.getClass();
    try {
      Method replace = type.getDeclaredMethod("writeReplace");
      replace.setAccessible(true);
      return (SerializedLambda) replace.invoke(function);
    } catch (ReflectiveOperationException | ClassCastException e) {
      throw new LiftException("the method behind %s cannot be found: %s".formatted(type, e));
    }
  }

  private static Method method(SerializedLambda lambda, ClassLoader loader) {
    String owner = lambda.getImplClass().replace('/', '.');
    if (lambda.getImplMethodKind() == MethodHandleInfo.REF_newInvokeSpecial) {
      throw new LiftException(
          "%s::new is a constructor; write a lambda that calls it".formatted(owner));
    }
    try {
      Class<?> host = Class.forName(owner, false, loader);
      MethodType type =
          MethodType.fromMethodDescriptorString(lambda.getImplMethodSignature(), loader);
      Class<?> c = host;
      while (c != null) {
        try {
          return c.getDeclaredMethod(lambda.getImplMethodName(), type.parameterArray());
        } catch (NoSuchMethodException e) {
          c = c.getSuperclass();
        }
      }
      return host.getMethod(lambda.getImplMethodName(), type.parameterArray());
    } catch (ClassNotFoundException | NoSuchMethodException e) {
      throw new LiftException(
          "the method %s.%s behind a lambda cannot be found"
              .formatted(owner, lambda.getImplMethodName()));
    }
  }

  /** The method with which an object of an ordinary class implements a functional interface. */
  private static Method implementation(Object function) {
    Class<?> type = function.getClass();
    for (Class<?> c = type; c != null && c != Object.class; c = c.getSuperclass()) {
      for (Class<?> i : c.getInterfaces()) {
        Method abstractMethod = single(i);
        if (abstractMethod != null) {
          return declared(type, abstractMethod);
        }
      }
    }
    throw new LiftException(
        "an object of %s is not a function: the class implements no functional interface"
            .formatted(type.getName()));
  }

  private static Method single(Class<?> type) {
    List<Method> found =
        Arrays.stream(type.getMethods())
            .filter(m -> Modifier.isAbstract(m.getModifiers()))
            .filter(m -> !isOfObject(m))
            .toList();
    return found.size() == 1 ? found.getFirst() : null;
  }

  private static boolean isOfObject(Method m) {
    return Arrays.stream(Object.class.getMethods())
        .anyMatch(
            o ->
                o.getName().equals(m.getName())
                    && Arrays.equals(o.getParameterTypes(), m.getParameterTypes()));
  }

  /** The method itself rather than the bridge that generics need. */
  private static Method declared(Class<?> type, Method wanted) {
    for (Class<?> c = type; c != null; c = c.getSuperclass()) {
      for (Method m : c.getDeclaredMethods()) {
        if (m.getName().equals(wanted.getName())
            && m.getParameterCount() == wanted.getParameterCount()
            && !m.isBridge()) {
          return m;
        }
      }
    }
    throw new LiftException(
        "%s does not implement %s itself".formatted(type.getName(), wanted.getName()));
  }
}
