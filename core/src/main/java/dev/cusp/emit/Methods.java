package dev.cusp.emit;

import dev.cusp.ir.Func;
import dev.cusp.ir.Value;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The methods of an emitted class: the function it is made for and all that this one calls. */
final class Methods {
  private final ClassDesc owner;
  private final Linkage linkage;
  private final List<Func> funcs = new ArrayList<>();
  private final Map<Func, String> names = new IdentityHashMap<>();
  private final Set<String> used = new HashSet<>();

  /** How often a name was asked for. */
  private final Map<String, Integer> asked = new HashMap<>();

  private final Map<Func, Func> parts;

  /** Parts: of functions that were split, with the whole that they belong to. */
  Methods(ClassDesc owner, Linkage linkage, Map<Func, Func> parts) {
    this.owner = owner;
    this.linkage = linkage;
    this.parts = parts;
  }

  /** The function that has a method of this name, or the one it is a part of; null for others. */
  Func whole(String name) {
    for (Func func : funcs) {
      if (names.get(func).equals(name)) {
        return parts.getOrDefault(func, func);
      }
    }
    return null;
  }

  boolean isPart(Func func) {
    return parts.containsKey(func);
  }

  ClassDesc owner() {
    return owner;
  }

  /** The functions named so far; grows while they are emitted. */
  List<Func> funcs() {
    return funcs;
  }

  /** What stack traces call a function. */
  String shownName(Func func) {
    return parts.getOrDefault(func, func).name();
  }

  /** The name of a function's method. */
  String name(Func func) {
    String name = names.get(func);
    if (name == null) {
      String plain = sanitized(func.name());
      name = plain;
      while (!used.add(name)) {
        name = plain + "$" + asked.merge(plain, 1, Integer::sum);
      }
      names.put(func, name);
      funcs.add(func);
    }
    return name;
  }

  static String sanitized(String name) {
    StringBuilder clean = new StringBuilder(name);
    for (int i = 0; i < clean.length(); i++) {
      if (".;[/<>:".indexOf(clean.charAt(i)) >= 0) {
        clean.setCharAt(i, '_');
      }
    }
    return clean.isEmpty() ? "_" : clean.toString();
  }

  /** The type of a function's method. */
  MethodTypeDesc type(Func func) {
    return linkage.erased(declaredType(func));
  }

  /** The types of a function's parameters and result. */
  static MethodTypeDesc declaredType(Func func) {
    List<Value> results = func.results();
    if (results.size() > 1) {
      throw new IllegalArgumentException(
          func.name() + " has " + results.size() + " results; a method has one");
    }
    ClassDesc[] params = new ClassDesc[func.params().size()];
    for (int i = 0; i < params.length; i++) {
      params[i] = func.params().get(i).type().desc();
    }
    ClassDesc result = results.isEmpty() ? ConstantDescs.CD_void : results.getFirst().type().desc();
    return MethodTypeDesc.of(result, params);
  }
}
