package dev.cusp.ad;

import java.lang.constant.ClassDesc;
import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Whether an object may be of two types, as far as these tell. */
final class Subtypes {
  private final Class<?> host;
  private final Map<ClassDesc, Optional<Class<?>>> loaded = new HashMap<>();

  /** Of the types that a class knows by their names. */
  Subtypes(Class<?> host) {
    this.host = host;
  }

  boolean mayShare(ClassDesc one, ClassDesc other) {
    if (one.equals(other)) {
      return true;
    }
    Class<?> a = known(one);
    Class<?> b = known(other);
    return a == null
        || b == null
        || a.isAssignableFrom(b)
        || b.isAssignableFrom(a)
        || a.isInterface() && isOpen(b)
        || b.isInterface() && isOpen(a);
  }

  private static boolean isOpen(Class<?> type) {
    return !type.isArray() && !Modifier.isFinal(type.getModifiers());
  }

  /** Null for a class that is not there. */
  private Class<?> known(ClassDesc type) {
    return loaded.computeIfAbsent(type, t -> Optional.ofNullable(load(t))).orElse(null);
  }

  private Class<?> load(ClassDesc type) {
    try {
      return Class.forName(nameOf(type), false, host.getClassLoader());
    } catch (ClassNotFoundException | LinkageError e) {
      return null;
    }
  }

  private static String nameOf(ClassDesc type) {
    String descriptor = type.descriptorString();
    String name = type.isArray() ? descriptor : descriptor.substring(1, descriptor.length() - 1);
    return name.replace('/', '.');
  }
}
