package dev.cusp.lift;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The classes whose objects a program makes or is given: whose methods a call may mean where the
 * receiver's class is not known. A class may be met after a call was lifted that could mean it;
 * then the program is lifted again.
 */
final class World {
  private final Set<Class<?>> made = new LinkedHashSet<>();

  /** How many classes each call was lifted for, by the type of its receiver. */
  private final Map<Class<?>, Integer> asked = new HashMap<>();

  private LiftException refusal;
  private boolean isOpen;
  private boolean isGiven;
  private boolean asksCollections;

  /** Whether it was asked for classes of a type that arguments may lead to. */
  boolean isOpen() {
    return isOpen;
  }

  /** Whether it was asked for classes of collections. */
  boolean asksCollections() {
    return asksCollections;
  }

  /** Forgets what was asked, before the program is lifted again. */
  void begin() {
    asked.clear();
    refusal = null;
  }

  /**
   * Notes a class of which there may be objects; those of the JDK are not looked into. {@code
   * Object} says that all others that are given have been noted.
   */
  void add(Class<?> type) {
    isGiven |= type == Object.class;
    if (!Classes.isPlatform(type) && !type.isHidden() && !type.isArray()) {
      made.add(type);
    }
  }

  /** The classes known that are of a type, lower ones first. */
  List<Class<?>> of(Class<?> type) {
    List<Class<?>> found = new ArrayList<>();
    for (Class<?> c : made) {
      if (type.isAssignableFrom(c)) {
        int at = 0;
        while (at < found.size() && !found.get(at).isAssignableFrom(c)) {
          at++;
        }
        found.add(at, c);
      }
    }
    asked.put(type, found.size());
    boolean isFunction = type.getPackageName().equals("java.util.function");
    isOpen |= isFunction || type == Comparator.class || !Classes.isPlatform(type);
    asksCollections |= Iterable.class.isAssignableFrom(type) || Map.class.isAssignableFrom(type);
    return found;
  }

  /** Notes a call without a known class, which is an error unless one is met later. */
  void refuse(LiftException why) {
    refusal = refusal == null && !isGiven ? why : refusal;
  }

  /** Whether no class was met too late. */
  boolean isComplete() {
    for (Map.Entry<Class<?>, Integer> entry : Map.copyOf(asked).entrySet()) {
      if (of(entry.getKey()).size() > entry.getValue()) {
        return false;
      }
    }
    if (refusal != null) {
      throw refusal;
    }
    return true;
  }
}
