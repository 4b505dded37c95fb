package dev.cusp.ir;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicCallSiteDesc;
import java.lang.constant.DynamicConstantDesc;
import java.lang.constant.MethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads what {@link ConstantText} writes. */
final class ConstantReader {
  /** Constants that look like names, and so cannot be the names of values. */
  static final Set<String> WORDS =
      Set.of("null", "class", "NaN", "Infinity", "NaNf32", "Infinityf32");

  private ConstantReader() {}

  /** Whether a word starts a constant and is not the name of a value. */
  static boolean starts(String word) {
    char c = word.charAt(0);
    return c == '"' || c == '-' || Character.isDigit(c) || WORDS.contains(word);
  }

  static ConstantDesc read(Words words) {
    String word = words.next();
    return switch (word) {
      case "class" -> TypeNames.desc(words.next());
      case "type" -> MethodTypeDesc.ofDescriptor(unquoted(words.next()));
      case "handle" -> handle(words);
      case "dynamic" -> {
        String name = words.next();
        words.expect(":");
        ClassDesc type = TypeNames.desc(words.next());
        words.expect("via");
        yield DynamicConstantDesc.ofNamed(handle(words), name, type, arguments(words));
      }
      default -> word.startsWith("\"") ? unquoted(word) : number(word);
    };
  }

  /** The type of a constant that is not null. */
  static Type type(Object value) {
    return switch (value) {
      case Integer _ -> Type.INT;
      case Long _ -> Type.LONG;
      case Float _ -> Type.FLOAT;
      case Double _ -> Type.DOUBLE;
      case String _ -> new Type(ConstantDescs.CD_String);
      case ClassDesc _ -> new Type(ConstantDescs.CD_Class);
      default -> throw new IllegalArgumentException("not the constant of a value: " + value);
    };
  }

  static DynamicCallSiteDesc site(Words words) {
    String name = words.next();
    MethodTypeDesc type = methodType(words, true);
    words.expect("via");
    return DynamicCallSiteDesc.of(handle(words), name, type, arguments(words));
  }

  private static DirectMethodHandleDesc handle(Words words) {
    DirectMethodHandleDesc.Kind kind = DirectMethodHandleDesc.Kind.valueOf(words.next());
    String member = words.next();
    int dot = member.lastIndexOf('.');
    ClassDesc owner = TypeNames.desc(member.substring(0, dot));
    return MethodHandleDesc.of(kind, owner, member.substring(dot + 1), unquoted(words.next()));
  }

  private static ConstantDesc[] arguments(Words words) {
    List<ConstantDesc> arguments = new ArrayList<>();
    words.expect("{");
    while (!words.skip("}")) {
      arguments.add(read(words));
      words.skip(",");
    }
    return arguments.toArray(new ConstantDesc[0]);
  }

  /** {@code (double,int)String}, or without a result, which is void then. */
  static MethodTypeDesc methodType(Words words, boolean withResult) {
    List<ClassDesc> params = new ArrayList<>();
    words.expect("(");
    while (!words.skip(")")) {
      params.add(TypeNames.desc(words.next()));
      words.skip(",");
    }
    return MethodTypeDesc.of(TypeNames.desc(withResult ? words.next() : "void"), params);
  }

  private static ConstantDesc number(String word) {
    if (word.endsWith("i64")) {
      return Long.valueOf(word.substring(0, word.length() - 3));
    }
    if (word.endsWith("f32")) {
      return Float.valueOf(word.substring(0, word.length() - 3));
    }
    boolean real = word.indexOf('.') >= 0 || word.endsWith("NaN") || word.endsWith("Infinity");
    if (real) {
      return Double.valueOf(word);
    }
    return Integer.valueOf(word);
  }

  private static String unquoted(String quoted) {
    StringBuilder out = new StringBuilder();
    for (int i = 1; i < quoted.length() - 1; i++) {
      char c = quoted.charAt(i);
      if (c == '\\' && quoted.charAt(i + 1) == 'u') {
        c = (char) Integer.parseInt(quoted.substring(i + 2, i + 6), 16);
        i += 5;
      } else if (c == '\\') {
        c = quoted.charAt(++i);
      }
      out.append(c);
    }
    return out.toString();
  }
}
