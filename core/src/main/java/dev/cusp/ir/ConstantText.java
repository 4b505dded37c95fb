package dev.cusp.ir;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicCallSiteDesc;
import java.lang.constant.DynamicConstantDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;

/** Constants as the text form writes them: {@code 1}, {@code 1i64}, {@code 1.0f32}, {@code "x"}. */
final class ConstantText {
  private ConstantText() {}

  /** The operand that stands for a constant. */
  static String of(Op.Const constant, Type type) {
    return constant.value() == null
        ? "null:" + TypeNames.text(type)
        : of((ConstantDesc) constant.value());
  }

  static String of(ConstantDesc constant) {
    return switch (constant) {
      case Integer i -> i.toString();
      case Long l -> l + "i64";
      case Float f -> f + "f32";
      case Double d -> d.toString();
      case String s -> quoted(s);
      case ClassDesc c -> "class " + TypeNames.text(c);
      case MethodTypeDesc t -> "type " + quoted(t.descriptorString());
      case DirectMethodHandleDesc h -> "handle " + handle(h);
      case DynamicConstantDesc<?> c ->
          "dynamic "
              + c.constantName()
              + ":"
              + TypeNames.text(c.constantType())
              + " "
              + bootstrap(c.bootstrapMethod(), c.bootstrapArgs());
      default -> throw new IllegalArgumentException("a constant of no known kind: " + constant);
    };
  }

  /** {@code makeConcat(double)String via STATIC Owner.bootstrap "descriptor" {arguments}}. */
  static String of(DynamicCallSiteDesc site) {
    return site.invocationName()
        + TypeNames.text(site.invocationType())
        + " "
        + bootstrap((DirectMethodHandleDesc) site.bootstrapMethod(), site.bootstrapArgs());
  }

  private static String bootstrap(DirectMethodHandleDesc method, ConstantDesc[] args) {
    List<String> texts = new ArrayList<>();
    for (ConstantDesc arg : args) {
      texts.add(of(arg));
    }
    return "via " + handle(method) + " {" + String.join(", ", texts) + "}";
  }

  private static String handle(DirectMethodHandleDesc handle) {
    return handle.kind()
        + " "
        + TypeNames.text(handle.owner())
        + "."
        + handle.methodName()
        + " "
        + quoted(handle.lookupDescriptor());
  }

  static String quoted(String s) {
    StringBuilder out = new StringBuilder("\"");
    for (char c : s.toCharArray()) {
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ' || c > '~') {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }
}
