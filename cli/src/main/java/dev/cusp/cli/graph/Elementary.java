package dev.cusp.cli.graph;

import dev.cusp.Program;
import dev.cusp.cli.graph.StraightLine.Term;
import dev.cusp.ir.Op;
import dev.cusp.ir.Stmt;
import java.lang.constant.ClassDesc;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One operation at a point.
 *
 * @param text as a formula of its operands
 * @param partials the derivatives by them
 */
record Elementary(String text, double value, List<Partial> partials) {
  /**
   * A partial derivative.
   *
   * @param text as a formula, or empty
   */
  record Partial(String text, double value) {}

  static Elementary of(Stmt stmt, List<Term> operands) {
    return switch (stmt.op()) {
      case Op.Arith(var kind) -> arithmetic(kind, operands);
      case Op.Convert _ -> identity(operands.getFirst());
      case Op.Call call when call.kind() == Op.Call.Kind.STATIC -> call(call, operands);
      default ->
          throw new IllegalArgumentException(
              "a computation graph has no node for %s, at %s".formatted(stmt.op(), stmt.source()));
    };
  }

  private static Elementary identity(Term x) {
    return new Elementary(x.text(), x.value(), List.of(new Partial("", 1)));
  }

  private static Elementary arithmetic(Op.Arith.Kind kind, List<Term> operands) {
    Term x = operands.getFirst();
    if (kind == Op.Arith.Kind.NEG) {
      return new Elementary("\u2212" + x.text(), -x.value(), List.of(new Partial("", -1)));
    }
    Term y = operands.get(1);
    return switch (kind) {
      case ADD ->
          binary(x, " + ", y, x.value() + y.value(), new Partial("", 1), new Partial("", 1));
      case SUB ->
          binary(x, " \u2212 ", y, x.value() - y.value(), new Partial("", 1), new Partial("", -1));
      case MUL -> binary(x, " \u00b7 ", y, x.value() * y.value(), partial(y), partial(x));
      case DIV ->
          binary(
              x,
              " / ",
              y,
              x.value() / y.value(),
              new Partial("1/" + y.text(), 1 / y.value()),
              new Partial("", -x.value() / (y.value() * y.value())));
      default -> throw new IllegalArgumentException("no derivative of " + kind);
    };
  }

  private static Partial partial(Term factor) {
    boolean isNumber = factor.text().equals(Picture.number(factor.value()));
    return new Partial(isNumber ? "" : factor.text(), factor.value());
  }

  private static Elementary binary(
      Term x, String sign, Term y, double value, Partial byX, Partial byY) {
    return new Elementary(x.text() + sign + y.text(), value, List.of(byX, byY));
  }

  /** Cusp itself knows the value and the derivatives of a call. */
  private static Elementary call(Op.Call call, List<Term> operands) {
    Object[] arguments = operands.stream().map(Term::value).toArray();
    int[] all = IntStream.range(0, arguments.length).toArray();
    Program.Gradients found = Program.of(method(call)).gradients(all, arguments);
    List<Partial> partials = new ArrayList<>();
    for (int i = 0; i < arguments.length; i++) {
      String formula = arguments.length == 1 ? formula(call.name(), operands.getFirst()) : "";
      partials.add(new Partial(formula, ((Number) found.gradients().get(i)).doubleValue()));
    }
    String text =
        operands.stream().map(Term::text).collect(Collectors.joining(", ", call.name() + "(", ")"));
    return new Elementary(text, found.value(), partials);
  }

  private static String formula(String function, Term x) {
    return switch (function) {
      case "sin" -> "cos(" + x.text() + ")";
      case "cos" -> "\u2212sin(" + x.text() + ")";
      case "exp" -> "exp(" + x.text() + ")";
      case "log" -> "1/" + x.text();
      default -> "";
    };
  }

  private static Method method(Op.Call call) {
    Class<?>[] types = new Class<?>[call.type().parameterCount()];
    for (int i = 0; i < types.length; i++) {
      types[i] = type(call.type().parameterType(i));
    }
    try {
      return Class.forName(call.owner().packageName() + "." + call.owner().displayName())
          .getDeclaredMethod(call.name(), types);
    } catch (ReflectiveOperationException cause) {
      throw new IllegalArgumentException("cannot find " + call, cause);
    }
  }

  private static Class<?> type(ClassDesc desc) {
    return switch (desc.descriptorString()) {
      case "D" -> double.class;
      case "F" -> float.class;
      case "I" -> int.class;
      case "J" -> long.class;
      default -> throw new IllegalArgumentException("an argument of type " + desc.displayName());
    };
  }
}
