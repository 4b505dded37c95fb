package dev.cusp.cli.source;

import dev.cusp.cli.Failure;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The method a program starts with, found as Java 25 does: {@code main(String[])} before {@code
 * main()}, static or of an object, in the first class of the file that has one.
 */
public final class MainMethod {
  private final Class<?> owner;
  private final Method method;

  private MainMethod(Class<?> owner, Method method) {
    this.owner = owner;
    this.method = method;
  }

  public static MainMethod of(CompiledSource source) {
    return source.topLevelClasses().stream()
        .flatMap(type -> find(type).stream())
        .findFirst()
        .orElseThrow(() ->
            Failure.wrongUse(
                source.file() + ": has no main method to run; add void main() { ... }"));
  }

  private static Optional<MainMethod> find(Class<?> type) {
    return Stream.of(new Class<?>[] {String[].class}, new Class<?>[0])
        .flatMap(parameters -> find(type, parameters).stream())
        .findFirst()
        .map(method -> new MainMethod(type, method));
  }

  /** The method with these parameters that the class declares or inherits. */
  private static Optional<Method> find(Class<?> type, Class<?>[] parameters) {
    for (Class<?> c = type; c != null; c = c.getSuperclass()) {
      try {
        Method method = c.getDeclaredMethod("main", parameters);
        boolean fits =
            method.getReturnType() == void.class && !Modifier.isPrivate(method.getModifiers());
        if (fits) {
          return Optional.of(method);
        }
      } catch (NoSuchMethodException _) {
        continue; // perhaps a superclass has it
      }
    }
    return Optional.empty();
  }

  /** Runs the program; throws what it throws. */
  public void invoke(String[] arguments) throws Throwable {
    try {
      Object receiver = Modifier.isStatic(method.getModifiers()) ? null : instance();
      method.setAccessible(true);
      if (method.getParameterCount() == 1) {
        method.invoke(receiver, (Object) arguments);
      } else {
        method.invoke(receiver);
      }
    } catch (InvocationTargetException thrown) {
      throw thrown.getCause();
    }
  }

  private Object instance() throws ReflectiveOperationException {
    Constructor<?> constructor;
    try {
      constructor = owner.getDeclaredConstructor();
    } catch (NoSuchMethodException cause) {
      throw Failure.wrongUse(
          owner.getSimpleName()
              + ".main is an instance method, but the class has no constructor without"
              + " parameters; make it static");
    }
    constructor.setAccessible(true);
    return constructor.newInstance();
  }
}
