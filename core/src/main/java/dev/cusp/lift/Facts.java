package dev.cusp.lift;

import dev.cusp.ir.Func;
import dev.cusp.ir.Value;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is known about objects while a function is lifted. */
final class Facts {
  /** A field of a class. */
  record Field(Class<?> owner, String name) {}

  /**
   * An object made by a lambda expression or a method reference.
   *
   * @param type the parameters and the result that the functional method has here
   * @param from the class whose code it stands in
   */
  record Closure(
      String method,
      MethodTypeDesc type,
      DirectMethodHandleDesc code,
      List<Value> captured,
      Class<?> from) {}

  /**
   * A function that methods of {@code Cusp} made of a lambda before.
   *
   * @param how the names of these methods, in order
   */
  record Recipe(Closure base, List<String> how) {}

  /**
   * An object whose method is a function of the IR.
   *
   * @param captured the first arguments
   */
  record Applied(Func.Ref callee, List<Value> captured) {}

  private record Guarded(Class<?> type, Scope scope) {}

  private final Map<Value, Class<?>> exact = new HashMap<>();
  private final Set<Value> made = new HashSet<>();
  private final Map<Value, Map<Field, Value>> fields = new HashMap<>();
  private final Map<Value, Closure> closures = new HashMap<>();
  private final Map<Value, Applied> applied = new HashMap<>();
  private final Map<Value, Recipe> recipes = new HashMap<>();
  private final Map<Value, Value> boxed = new HashMap<>();
  private final Map<Value, Guarded> guarded = new HashMap<>();

  /** The class that the object certainly has, or null. */
  Class<?> exact(Value value, Scope scope) {
    Class<?> known = exact.get(value);
    Guarded guard = known == null ? guarded.get(value) : null;
    return guard != null && scope.isIn(guard.scope()) ? guard.type() : known;
  }

  void setExact(Value value, Class<?> type) {
    if (type != null) {
      exact.put(value, type);
    }
  }

  /** From here on a check has made sure of the class. */
  void setGuarded(Value value, Class<?> type, Scope scope) {
    guarded.put(value, new Guarded(type, scope));
  }

  /** Notes an object that was just made. */
  void setMade(Value value, Class<?> type) {
    exact.put(value, type);
    made.add(value);
  }

  /** Whether the value is certainly not null, because the object was made here. */
  boolean isMade(Value value) {
    return made.contains(value);
  }

  /** What a final field certainly holds, or null. */
  Value field(Value object, Field field) {
    return fields.getOrDefault(object, Map.of()).get(field);
  }

  /** Whether anything is known of what its final fields hold. */
  boolean hasFields(Value object) {
    return fields.containsKey(object);
  }

  void setFields(Value object, Map<Field, Value> values) {
    fields.put(object, values);
  }

  Closure closure(Value value) {
    return closures.get(value);
  }

  void setClosure(Value value, Closure closure) {
    closures.put(value, closure);
  }

  Applied applied(Value value) {
    return applied.get(value);
  }

  void setApplied(Value value, Applied function) {
    applied.put(value, function);
  }

  Recipe recipe(Value value) {
    return recipes.get(value);
  }

  void setRecipe(Value value, Recipe recipe) {
    recipes.put(value, recipe);
  }

  /** Whether a value is an object whose method is known. */
  boolean isFunction(Value value) {
    return closures.containsKey(value) || applied.containsKey(value) || recipes.containsKey(value);
  }

  /** The number that a box certainly holds, or null. */
  Value boxed(Value box) {
    return boxed.get(box);
  }

  void setBoxed(Value box, Value number) {
    boxed.put(box, number);
  }

  /** Notes that two values are the same object. */
  void setSame(Value old, Value value) {
    if (boxed.containsKey(old)) {
      boxed.put(value, boxed.get(old));
    }
    setExact(value, exact.get(old));
    if (made.contains(old)) {
      made.add(value);
    }
    if (fields.containsKey(old)) {
      fields.put(value, fields.get(old));
    }
    if (closures.containsKey(old)) {
      closures.put(value, closures.get(old));
    }
    if (recipes.containsKey(old)) {
      recipes.put(value, recipes.get(old));
    }
    if (applied.containsKey(old)) {
      applied.put(value, applied.get(old));
    }
    if (guarded.containsKey(old)) {
      guarded.put(value, guarded.get(old));
    }
  }
}
