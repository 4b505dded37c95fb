package dev.cusp.runtime;

import java.io.Serializable;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;

/**
 * What a serializable lambda captures, which the runtime tells by the {@code writeReplace} method
 * that the compiler adds (Java Language Specification 15.27.4, {@link SerializedLambda}).
 */
public final class Captured {
  private static final ClassValue<MethodHandle> REPLACE =
      new ClassValue<>() {
        @Override
        protected MethodHandle computeValue(Class<?> type) {
          try {
            Method replace = type.getDeclaredMethod("writeReplace");
            replace.setAccessible(true);
            MethodHandle handle = MethodHandles.lookup().unreflect(replace);
            return handle.asType(MethodType.methodType(SerializedLambda.class, Object.class));
          } catch (NoSuchMethodException | IllegalAccessException e) {
            throw new IllegalArgumentException(type.getName() + " is no serializable lambda", e);
          }
        }
      };

  private Captured() {}

  /** Whether an object is a lambda or method reference whose method can be found. */
  public static boolean isLambda(Object object) {
    Class<?> type = object == null ? null : object.getClass();
    return type != null
        && (type.isHidden() || type.isSynthetic())
        && object instanceof Serializable;
  }

  /**
   * What the compiler knows of a lambda.
   *
   * @throws InaccessibleObjectException where its package is not open to us
   */
  public static SerializedLambda of(Object lambda) {
    try {
      return (SerializedLambda) REPLACE.get(lambda.getClass()).invokeExact(lambda);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * One of the objects that a lambda captures, or the one that a function was made of; called by
   * code made of it.
   */
  public static Object get(Object lambda, int index) {
    return of(Made.origin(lambda)).getCapturedArg(index);
  }
}
