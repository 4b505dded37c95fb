package dev.cusp.emit;

import java.lang.constant.ClassDesc;

/** Constants as Java literals. */
final class JavaLiterals {
  private JavaLiterals() {}

  static JavaCode of(Object constant, JavaTypes types) {
    String text =
        switch (constant) {
          case null -> "null";
          case Integer i -> i.toString();
          case Long l -> l + "L";
          case Float f -> real(f, f + "f", "Float");
          case Double d -> real(d, d.toString(), "Double");
          case String s -> quoted(s);
          case ClassDesc c -> types.name(c) + ".class";
          default -> throw new IllegalArgumentException("a constant of no known kind: " + constant);
        };
    return new JavaCode(text, text.startsWith("-") ? JavaCode.UNARY : JavaCode.PRIMARY);
  }

  private static String real(double value, String literal, String type) {
    if (Double.isNaN(value)) {
      return type + ".NaN";
    }
    if (Double.isInfinite(value)) {
      return type + (value > 0 ? ".POSITIVE_INFINITY" : ".NEGATIVE_INFINITY");
    }
    return literal;
  }

  static String quoted(String s) {
    StringBuilder out = new StringBuilder("\"");
    for (char c : s.toCharArray()) {
      switch (c) {
        case '"', '\\' -> out.append('\\').append(c);
        case '\n' -> out.append("\\n");
        case '\t' -> out.append("\\t");
        case '\r' -> out.append("\\r");
        default -> {
          if (c < ' ' || c > '~') {
            out.append("\\u%04x".formatted((int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    return out.append('"').toString();
  }
}
