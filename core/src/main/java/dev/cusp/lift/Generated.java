package dev.cusp.lift;

import dev.cusp.ir.Source;
import java.lang.invoke.MethodHandles;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;

/** Classes that are made while the program runs, whose files no class loader gives. */
public final class Generated {
  private static final Map<Class<?>, byte[]> FILES =
      Collections.synchronizedMap(new WeakHashMap<>());

  /** How classes are called that are made around a method of the user. */
  public static final String AROUND = "CuspAround";

  private Generated() {}

  /** Whether a place is in a class made around a method of the user, who has not written it. */
  public static boolean isAround(Source source) {
    return source.owner().displayName().startsWith(AROUND + "$");
  }

  /** Defines a class of the package of another one, so that it can be lifted. */
  public static Class<?> define(Class<?> beside, byte[] file) {
    try {
      Class<?> made =
          MethodHandles.privateLookupIn(beside, MethodHandles.lookup()).defineClass(file);
      FILES.put(made, file);
      return made;
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The file of a class that was defined here; null of others. */
  static byte[] file(Class<?> type) {
    return FILES.get(type);
  }
}
