package dev.cusp.ir;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes functions as text that {@link Parser} reads back.
 *
 * <p>Constants stand where they are used; a statement's source line follows it where it differs
 * from that of the line before. Whatever can be told from the operands (the type of a call whose
 * arguments have exactly its parameter types) is left out.
 */
public final class Printer {
  private static final int COMMENT_COLUMN = 41;

  private final List<String> lines = new ArrayList<>();
  private final Map<Stmt, Integer> lineOf = new IdentityHashMap<>();
  private final List<Func> funcs = new ArrayList<>();
  private final Map<Func, String> funcNames = new IdentityHashMap<>();
  private final Map<Value, Op.Const> constants = new HashMap<>();
  private ValueNames names = new ValueNames();
  private String source = "";

  private Printer() {}

  /** The function, followed by those it calls. */
  public static String print(Func func) {
    Printer printer = new Printer();
    printer.name(func);
    for (int i = 0; i < printer.funcs.size(); i++) {
      if (i > 0) {
        printer.lines.add("");
      }
      printer.func(printer.funcs.get(i));
    }
    return String.join("\n", printer.lines) + "\n";
  }

  /** A few lines of the function around a statement, which is marked. */
  static String around(Func func, Stmt stmt, int margin) {
    Printer printer = new Printer();
    printer.name(func);
    printer.func(func);
    int at = Math.min(printer.lineOf.getOrDefault(stmt, 0), printer.lines.size() - 1);
    StringBuilder out = new StringBuilder();
    int end = Math.min(printer.lines.size(), at + margin + 1);
    for (int i = Math.max(0, at - margin); i < end; i++) {
      out.append(i == at ? "> " : "  ").append(printer.lines.get(i)).append('\n');
    }
    return out.toString();
  }

  private String name(Func func) {
    String known = funcNames.get(func);
    if (known != null) {
      return known;
    }
    String name = func.name();
    for (int i = 1; funcNames.containsValue(name); i++) {
      name = func.name() + i;
    }
    funcNames.put(func, name);
    funcs.add(func);
    return name;
  }

  private void func(Func func) {
    names = new ValueNames();
    source = "";
    String params = params(func.params(), List.of());
    line(0, "func " + name(func) + "(" + params + ") {", func.source());
    region(func.body(), "return", 1);
    line(0, "}", null);
  }

  private String params(List<Value> params, List<Value> initial) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < params.size(); i++) {
      Value param = params.get(i);
      String text = names.define(param) + ":" + TypeNames.text(param.type());
      texts.add(i < initial.size() ? text + " = " + operand(initial.get(i)) : text);
    }
    return String.join(", ", texts);
  }

  private void region(Region region, String end, int depth) {
    for (Stmt stmt : region.body()) {
      lineOf.put(stmt, lines.size());
      stmt(stmt, depth);
    }
    if (!region.diverges() && !region.yields().isEmpty()) {
      line(depth, end + " " + operands(region.yields(), ", "), null);
    }
  }

  private void stmt(Stmt stmt, int depth) {
    if (stmt.op() instanceof Op.Const constant) {
      for (Value result : stmt.results()) {
        constants.put(result, constant);
      }
      return;
    }
    String head = head(stmt);
    String results = results(stmt);
    String text = results.isEmpty() ? head : results + " = " + head;
    line(depth, stmt.regions().isEmpty() ? text : text + " {", stmt.source());
    for (int i = 0; i < stmt.regions().size(); i++) {
      if (i > 0) {
        line(depth, "} else {", null);
      }
      region(stmt.regions().get(i), stmt.op() instanceof Op.Loop ? "again" : "yield", depth + 1);
    }
    if (!stmt.regions().isEmpty()) {
      line(depth, "}", null);
    }
  }

  private String head(Stmt stmt) {
    String text = OpText.of(stmt, this::name);
    if (stmt.op() instanceof Op.Loop) {
      return text + " (" + params(stmt.regions().getFirst().params(), stmt.operands()) + ")";
    }
    if (stmt.op() instanceof Op.New op && op.fields() != null) {
      String arguments = operands(stmt.operands().subList(0, op.arguments()), " ");
      return text + (arguments.isEmpty() ? "" : " " + arguments) + fields(op, stmt);
    }
    return stmt.operands().isEmpty() ? text : text + " " + operands(stmt.operands(), " ");
  }

  private String fields(Op.New op, Stmt stmt) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < op.fields().size(); i++) {
      Op.New.Field field = op.fields().get(i);
      String name = OpText.field(field.owner(), field.name(), field.type());
      texts.add(name + " = " + operand(stmt.operand(op.arguments() + i)));
    }
    return " {" + String.join(", ", texts) + "}";
  }

  private String results(Stmt stmt) {
    List<Value> implied = implied(stmt);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < stmt.results().size(); i++) {
      Value result = stmt.results().get(i);
      Value like = i < implied.size() ? implied.get(i) : null;
      boolean shares =
          stmt.op() instanceof Op.Loop && like != null && like.name().equals(result.name());
      String name = shares ? names.share(result, like) : names.define(result);
      boolean told = like != null && like.type().equals(result.type());
      texts.add(told ? name : name + ":" + TypeNames.text(result.type()));
    }
    return String.join(", ", texts);
  }

  /** Values that have the types of the results. */
  private static List<Value> implied(Stmt stmt) {
    if (stmt.op() instanceof Op.Loop) {
      return stmt.regions().getFirst().params();
    }
    for (Region region : stmt.regions()) {
      if (!region.diverges()) {
        return region.yields();
      }
    }
    return List.of();
  }

  private String operands(List<Value> values, String separator) {
    List<String> texts = new ArrayList<>();
    for (Value value : values) {
      texts.add(operand(value));
    }
    return String.join(separator, texts);
  }

  private String operand(Value value) {
    Op.Const constant = constants.get(value);
    return constant == null ? names.of(value) : ConstantText.of(constant, value.type());
  }

  private void line(int depth, String text, Source where) {
    String line = "  ".repeat(depth) + text;
    if (where != null && !where.toString().equals(source)) {
      source = where.toString();
      line += " ".repeat(Math.max(2, COMMENT_COLUMN - 1 - line.length())) + "# " + source;
    }
    lines.add(line);
  }
}
