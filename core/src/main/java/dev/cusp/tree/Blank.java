package dev.cusp.tree;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;

/** Objects as they are before any constructor has run, the way deserialization makes them. */
final class Blank {
  /** {@code ReflectionFactory::newConstructorForSerialization}, by name: javac warns of it. */
  private static final MethodHandle MAKER = maker();

  private static final ClassValue<Constructor<?>> CONSTRUCTORS =
      new ClassValue<>() {
        @Override
        protected Constructor<?> computeValue(Class<?> type) {
          try {
            return (Constructor<?>) MAKER.invoke(type, Object.class.getDeclaredConstructor());
          } catch (RuntimeException | Error e) {
            throw e;
          } catch (Throwable e) {
            throw new IllegalStateException("cannot make another " + type.getName(), e);
          }
        }
      };

  private Blank() {}

  private static MethodHandle maker() {
    try {
      Class<?> factory = Class.forName("sun.reflect.ReflectionFactory");
      Object instance = factory.getMethod("getReflectionFactory").invoke(null);
      MethodType type = MethodType.methodType(Constructor.class, Class.class, Constructor.class);
      return MethodHandles.publicLookup()
          .findVirtual(factory, "newConstructorForSerialization", type)
          .bindTo(instance);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the module jdk.unsupported is missing", e);
    }
  }

  static Object of(Class<?> type) {
    try {
      return CONSTRUCTORS.get(type).newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot make another " + type.getName(), e);
    }
  }
}
