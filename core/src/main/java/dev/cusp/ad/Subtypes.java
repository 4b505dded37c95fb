package dev.cusp.ad;

import java.lang.constant.ClassDesc;
import java.lang.reflect.Modifier;

/** Whether an object may be of two types, as far as these tell. */
final class Subtypes {
  private final Class<?> host;

  /** Of the types that a class knows by their names. */
  Subtypes(Class<?> host) {
    this.host = host;
  }

  boolean mayShare(ClassDesc one, ClassDesc other) {
    if (one.equals(other)) {
      return true;
    }
    Class<?> a = load(one);
    Class<?> b = load(other);
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
