package dev.cusp.ir;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Unique names for the values of a function: {@code x, x1, x2}, where a tangent or cotangent keeps
 * its ending: {@code x.dot, x1.dot}.
 */
final class ValueNames {
  private final Map<Value, String> names = new HashMap<>();
  private final Set<String> used = new HashSet<>(ConstantReader.WORDS);
  private final Map<String, Integer> counts = new HashMap<>();

  boolean knows(Value value) {
    return names.containsKey(value);
  }

  /** The name of a value, marked with a question mark where it was never defined. */
  String of(Value value) {
    String name = names.get(value);
    return name != null ? name : "?" + value.name();
  }

  String define(Value value) {
    String name = unique(clean(value.name()));
    names.put(value, name);
    return name;
  }

  /** Gives a value the name of another one which is never in scope together with it. */
  String share(Value value, Value other) {
    String name = of(other);
    names.put(value, name);
    return name;
  }

  private String unique(String hint) {
    if (used.add(hint)) {
      return hint;
    }
    int dot = hint.indexOf('.', 1);
    String end = dot < 0 ? "" : hint.substring(dot);
    String stem = dot < 0 ? hint : hint.substring(0, dot);
    int digits = stem.length();
    while (digits > 1 && Character.isDigit(stem.charAt(digits - 1))) {
      digits--;
    }
    String base = stem.substring(0, digits);
    int count = counts.getOrDefault(base + end, 0);
    String name;
    do {
      name = base + ++count + end;
    } while (!used.add(name));
    counts.put(base + end, count);
    return name;
  }

  private static String clean(String hint) {
    StringBuilder clean = new StringBuilder(hint);
    for (int i = 0; i < clean.length(); i++) {
      char c = clean.charAt(i);
      boolean fine = Character.isJavaIdentifierPart(c) || c == '.';
      if (!fine) {
        clean.setCharAt(i, '_');
      }
    }
    boolean starts = !clean.isEmpty() && Character.isJavaIdentifierStart(clean.charAt(0));
    return starts ? clean.toString() : "_" + clean;
  }
}
