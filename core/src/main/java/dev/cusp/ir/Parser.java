package dev.cusp.ir;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the text that {@link Printer} writes. */
public final class Parser {
  /** A result: its type is null where the text leaves it to be told from the operation. */
  private record Result(String name, Type type) {}

  private final Class<?> host;
  private final List<String> lines;
  private final Map<String, Func> funcs = new HashMap<>();
  private final List<Func.Ref> refs = new ArrayList<>();
  private final Map<String, Value> values = new HashMap<>();
  private int at;
  private Source source;
  private String method = "";

  private Parser(String text, Class<?> host) {
    this.host = host;
    this.lines = text.lines().toList();
  }

  /**
   * The first function of a text, with those it calls.
   *
   * @param host the host of every function
   * @throws IllegalArgumentException with the line that could not be read
   */
  public static Func parse(String text, Class<?> host) {
    Parser parser = new Parser(text, host);
    try {
      return parser.parse();
    } catch (RuntimeException e) {
      int line = Math.max(1, parser.at);
      String shown = parser.lines.isEmpty() ? "" : parser.lines.get(line - 1);
      throw new IllegalArgumentException(
          "line " + line + ": " + e.getMessage() + "\n> " + shown, e);
    }
  }

  private Func parse() {
    Func first = null;
    while (at < lines.size()) {
      if (lines.get(at).isBlank()) {
        at++;
        continue;
      }
      Func func = func();
      funcs.put(func.name(), func);
      first = first == null ? func : first;
    }
    if (first == null) {
      throw new IllegalArgumentException("there is no function");
    }
    for (Func.Ref ref : refs) {
      if (funcs.containsKey(ref.name())) {
        ref.complete(funcs.get(ref.name()));
      }
    }
    return first;
  }

  private Func.Ref ref(String name, boolean isCheckpoint) {
    Func.Ref ref = new Func.Ref(name, isCheckpoint);
    refs.add(ref);
    return ref;
  }

  /** The next line, with its source noted. */
  private Words line() {
    if (at == lines.size()) {
      throw new IllegalArgumentException("the text ends within a function");
    }
    String line = lines.get(at++);
    String comment = Words.comment(line);
    if (comment != null) {
      source = SourceText.read(comment, host, method);
    }
    return new Words(line);
  }

  private Func func() {
    values.clear();
    source = null;
    Words words = line();
    words.expect("func");
    method = words.next();
    Builder builder = Builder.root();
    words.expect("(");
    while (!words.skip(")")) {
      param(words, builder);
      words.skip(",");
    }
    Source start = source;
    Region body = region(builder, "return", new ArrayList<>());
    return new Func(method, body, host, start);
  }

  private Value param(Words words, Builder builder) {
    String name = words.next();
    words.expect(":");
    Value param = builder.param(TypeNames.type(words.next()), name);
    values.put(name, param);
    return param;
  }

  /** The lines up to the closing brace, whose line is the current one then. */
  private Region region(Builder builder, String end, List<Words> closing) {
    List<Value> yields = null;
    while (true) {
      Words words = line();
      if (words.skip("}")) {
        closing.add(words);
        boolean diverges = yields == null && diverges(builder.body());
        return builder.region(diverges ? null : yields == null ? List.of() : yields);
      }
      if (ends(words, end)) {
        yields = operands(words, builder);
      } else {
        stmt(words, builder.at(source));
      }
    }
  }

  /** Moves over the word that ends a region, unless it is the name of a result. */
  private static boolean ends(Words words, String end) {
    int start = words.mark();
    boolean ends = words.skip(end) && !":,=".contains(words.atEnd() ? "=" : words.peek());
    if (!ends) {
      words.back(start);
    }
    return ends;
  }

  private static boolean diverges(List<Stmt> body) {
    if (body.isEmpty()) {
      return false;
    }
    Stmt last = body.getLast();
    boolean diverges = !last.regions().isEmpty();
    for (Region region : last.regions()) {
      diverges &= region.diverges();
    }
    return diverges || last.op() instanceof Op.Throw;
  }

  private void stmt(Words words, Builder builder) {
    List<Result> results = results(words);
    String word = words.next();
    if (word.equals("if")) {
      branch(results, operand(words, builder), builder);
    } else if (word.equals("loop")) {
      loop(results, words, builder);
    } else {
      List<Value> operands = new ArrayList<>();
      OpReader reader = new OpReader(words, () -> operand(words, builder), this::ref);
      List<Value> defined = define(results, List.of());
      Op op = reader.read(word, operands, defined);
      builder.append(new Stmt(op, operands, defined, List.of(), source));
    }
  }

  /** {@code x:f64, y =}, or nothing where the line has no results. */
  private static List<Result> results(Words words) {
    int start = words.mark();
    List<Result> results = new ArrayList<>();
    do {
      String name = words.next();
      results.add(new Result(name, words.skip(":") ? TypeNames.type(words.next()) : null));
    } while (words.skip(","));
    if (words.skip("=")) {
      return results;
    }
    words.back(start);
    return List.of();
  }

  private List<Value> define(List<Result> results, List<Value> like) {
    List<Value> defined = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      Result result = results.get(i);
      Type type = result.type() == null ? like.get(i).type() : result.type();
      Value value = new Value(type, result.name());
      values.put(result.name(), value);
      defined.add(value);
    }
    return defined;
  }

  private void branch(List<Result> results, Value condition, Builder builder) {
    Source start = source;
    List<Words> closing = new ArrayList<>();
    Region then = region(builder.nested(), "yield", closing);
    closing.getFirst().expect("else");
    Region other = region(builder.nested(), "yield", closing);
    List<Value> like = !then.diverges() ? then.yields() : other.yields();
    List<Value> defined = define(results, like);
    builder.append(new Stmt(new Op.If(), List.of(condition), defined, List.of(then, other), start));
  }

  private void loop(List<Result> results, Words words, Builder builder) {
    Source start = source;
    Builder inner = builder.nested();
    List<Value> initial = new ArrayList<>();
    List<String> names = new ArrayList<>();
    List<Type> types = new ArrayList<>();
    words.expect("(");
    while (!words.skip(")")) {
      names.add(words.next());
      words.expect(":");
      types.add(TypeNames.type(words.next()));
      words.expect("=");
      initial.add(operand(words, builder));
      words.skip(",");
    }
    for (int i = 0; i < names.size(); i++) {
      values.put(names.get(i), inner.param(types.get(i), names.get(i)));
    }
    Region body = region(inner, "again", new ArrayList<>());
    List<Value> defined = define(results, body.params());
    builder.append(new Stmt(new Op.Loop(), initial, defined, List.of(body), start));
  }

  private List<Value> operands(Words words, Builder builder) {
    List<Value> operands = new ArrayList<>();
    while (!words.atEnd()) {
      operands.add(operand(words, builder));
      words.skip(",");
    }
    return operands;
  }

  private Value operand(Words words, Builder builder) {
    String word = words.peek();
    if (!word.isEmpty() && ConstantReader.starts(word)) {
      return constant(words, builder);
    }
    words.next();
    Value value = values.get(word);
    if (value == null) {
      throw new IllegalArgumentException("no value is named '" + word + "'");
    }
    return value;
  }

  private static Value constant(Words words, Builder builder) {
    if (words.skip("null")) {
      words.expect(":");
      return builder.value(new Op.Const(null), TypeNames.type(words.next()), "c");
    }
    Object value = ConstantReader.read(words);
    return builder.value(new Op.Const(value), ConstantReader.type(value), "c");
  }
}
