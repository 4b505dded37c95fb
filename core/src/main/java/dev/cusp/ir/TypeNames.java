package dev.cusp.ir;

import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;

/**
 * Types as the text form writes them, and back: {@code f64} for what is computed with, {@code
 * double} for what is declared, {@code String} for a class of java.lang, {@code .Main} for one of
 * the unnamed package, and the binary name of any other class.
 */
final class TypeNames {
  private static final String LANG = "java.lang.";

  private TypeNames() {}

  static String text(Type type) {
    return type.isReference() ? text(type.desc()) : type.toString();
  }

  static String text(ClassDesc desc) {
    if (desc.isArray()) {
      return text(desc.componentType()) + "[]";
    }
    String d = desc.descriptorString();
    if (d.length() == 1) {
      return desc.displayName();
    }
    String name = d.substring(1, d.length() - 1).replace('/', '.');
    int dot = name.lastIndexOf('.');
    return dot < 0
        ? "." + name
        : dot == LANG.length() - 1 && name.startsWith(LANG) ? name.substring(dot + 1) : name;
  }

  /** {@code (double,int)String}. */
  static String text(MethodTypeDesc desc) {
    List<String> params = new ArrayList<>();
    for (ClassDesc param : desc.parameterList()) {
      params.add(text(param));
    }
    return "(" + String.join(",", params) + ")" + text(desc.returnType());
  }

  static Type type(String text) {
    return switch (text) {
      case "i32" -> Type.INT;
      case "i64" -> Type.LONG;
      case "f32" -> Type.FLOAT;
      case "f64" -> Type.DOUBLE;
      default -> new Type(desc(text));
    };
  }

  static ClassDesc desc(String text) {
    if (text.endsWith("[]")) {
      return desc(text.substring(0, text.length() - 2)).arrayType();
    }
    return switch (text) {
      case "int" -> ClassDesc.ofDescriptor("I");
      case "long" -> ClassDesc.ofDescriptor("J");
      case "float" -> ClassDesc.ofDescriptor("F");
      case "double" -> ClassDesc.ofDescriptor("D");
      case "boolean" -> ClassDesc.ofDescriptor("Z");
      case "byte" -> ClassDesc.ofDescriptor("B");
      case "short" -> ClassDesc.ofDescriptor("S");
      case "char" -> ClassDesc.ofDescriptor("C");
      case "void" -> ClassDesc.ofDescriptor("V");
      default ->
          ClassDesc.of(
              text.startsWith(".")
                  ? text.substring(1)
                  : text.indexOf('.') < 0 ? LANG + text : text);
    };
  }
}
