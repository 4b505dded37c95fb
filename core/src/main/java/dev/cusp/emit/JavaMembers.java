package dev.cusp.emit;

import static dev.cusp.emit.JavaCode.PRIMARY;

import dev.cusp.ir.Box;
import dev.cusp.ir.Func;
import dev.cusp.ir.Op;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Value;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.DynamicCallSiteDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;

/** Writes calls, constructions and accesses to members as Java. */
final class JavaMembers {
  private static final char ARGUMENT = '\1';
  private static final char CONSTANT = '\2';

  private final JavaTypes types;
  private final JavaExpressions expressions;

  JavaMembers(JavaTypes types, JavaExpressions expressions) {
    this.types = types;
    this.expressions = expressions;
  }

  String className(ClassDesc type) {
    return types.name(type);
  }

  JavaCode field(Stmt stmt, ClassDesc owner, String name) {
    if (Box.is(owner)) {
      String box = expressions.as(stmt.operand(0), owner).in(PRIMARY);
      return JavaCode.primary(box + "." + Box.reading(owner) + "()");
    }
    return JavaCode.primary(expressions.as(stmt.operand(0), owner).in(PRIMARY) + "." + name);
  }

  JavaCode newArray(Stmt stmt, ClassDesc type) {
    ClassDesc component = type;
    StringBuilder lengths = new StringBuilder();
    for (Value length : stmt.operands()) {
      component = component.componentType();
      lengths.append('[').append(expressions.value(length).text()).append(']');
    }
    while (component.isArray()) {
      component = component.componentType();
      lengths.append("[]");
    }
    return new JavaCode("new " + types.name(component) + lengths, JavaCode.UNARY);
  }

  JavaCode construction(Stmt stmt, Op.New op) {
    String arguments = arguments(stmt.operands(), op.constructor());
    String make = Box.is(op.owner()) ? ".valueOf" : "";
    return JavaCode.primary(
        (make.isEmpty() ? "new " : "") + types.name(op.owner()) + make + arguments);
  }

  JavaCode call(Stmt stmt, Op.Call op) {
    if (op.kind() == Op.Call.Kind.STATIC) {
      String arguments = arguments(stmt.operands(), op.type());
      return JavaCode.primary(types.name(op.owner()) + "." + op.name() + arguments);
    }
    String receiver = expressions.as(stmt.operand(0), op.owner()).in(PRIMARY);
    List<Value> rest = stmt.operands().subList(1, stmt.operands().size());
    String call = receiver + "." + op.name() + arguments(rest, op.type());
    boolean clones = op.owner().isArray() && op.name().equals("clone");
    return clones ? new JavaCode("(Object) " + call, JavaCode.UNARY) : JavaCode.primary(call);
  }

  JavaCode apply(Stmt stmt, Func callee) {
    MethodTypeDesc type = Methods.declaredType(callee);
    return JavaCode.primary(types.method(callee) + arguments(stmt.operands(), type));
  }

  /** In parentheses; a reference is cast where an overloaded method could be taken for another. */
  private String arguments(List<Value> values, MethodTypeDesc type) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < type.parameterCount(); i++) {
      ClassDesc param = type.parameterType(i);
      boolean exact = param.isPrimitive() || values.get(i).type().desc().equals(param);
      JavaCode argument =
          exact
              ? expressions.declared(values.get(i), param)
              : expressions.cast(values.get(i), param);
      texts.add(argument.text());
    }
    return "(" + String.join(", ", texts) + ")";
  }

  /** A concatenation of strings; other call sites have no Java of their own. */
  JavaCode dynamic(Stmt stmt, DynamicCallSiteDesc site) {
    String arguments = arguments(stmt.operands(), site.invocationType());
    boolean concatenates = site.invocationName().equals("makeConcatWithConstants");
    return concatenates
        ? concatenation(stmt, site)
        : JavaCode.primary("/* dynamic */ " + site.invocationName() + arguments);
  }

  private JavaCode concatenation(Stmt stmt, DynamicCallSiteDesc site) {
    ConstantDesc[] constants = site.bootstrapArgs();
    List<String> pieces = new ArrayList<>(List.of("\"\""));
    StringBuilder text = new StringBuilder();
    int argument = 0;
    int constant = 1;
    for (char c : ((String) constants[0]).toCharArray()) {
      if (c == ARGUMENT) {
        flush(text, pieces);
        ClassDesc type = site.invocationType().parameterType(argument);
        pieces.add(expressions.declared(stmt.operand(argument++), type).in(JavaCode.TIMES));
      } else if (c == CONSTANT) {
        text.append(constants[constant++]);
      } else {
        text.append(c);
      }
    }
    flush(text, pieces);
    if (pieces.size() > 1 && pieces.get(1).startsWith("\"")) {
      pieces.removeFirst();
    }
    return new JavaCode(String.join(" + ", pieces), JavaCode.PLUS);
  }

  private static void flush(StringBuilder text, List<String> pieces) {
    if (!text.isEmpty()) {
      pieces.add(JavaLiterals.quoted(text.toString()));
      text.setLength(0);
    }
  }
}
