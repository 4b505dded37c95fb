package dev.cusp.emit;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Statements of Java source, with the variables that their text names. */
sealed interface JavaLine {
  /** A local variable or parameter. */
  record Local(String name, String type) {}

  /** An expression or condition. */
  record Text(String code, Set<Local> reads) {}

  /** A condition, and its opposite. */
  record Condition(String holds, String fails, Set<Local> reads) {
    Condition not() {
      return new Condition(fails, holds, reads);
    }
  }

  /** {@code target = value;}, written {@code target += operand;} where update says so. */
  record Assign(Local target, Text value, String update) implements JavaLine {}

  /** Any other statement without braces. */
  record Plain(String code, Set<Local> reads) implements JavaLine {}

  /** {@code return value;}, {@code throw value;} or {@code break;}. */
  record Leave(String word, Text value) implements JavaLine {}

  /** {@code if (condition) {then} else {other}}. */
  record Branch(Condition condition, List<JavaLine> then, List<JavaLine> other)
      implements JavaLine {}

  /** {@code while (condition) {body}}; without a condition it runs until it is left. */
  record While(Condition condition, List<JavaLine> body) implements JavaLine {}

  /** {@code do {body} while (condition);}. */
  record DoWhile(List<JavaLine> body, Condition condition) implements JavaLine {}

  /** {@code for (counter = start; condition; update) {body}}; the counter is known inside only. */
  record For(Assign start, Condition condition, Assign update, List<JavaLine> body)
      implements JavaLine {}

  /** {@code type name;}. */
  record Declare(Local local) implements JavaLine {}

  /** {@code type name = value;}. */
  record Define(Assign assign) implements JavaLine {}

  /** The blocks within a line. */
  default List<List<JavaLine>> blocks() {
    return switch (this) {
      case Assign _, Plain _, Leave _, Declare _, Define _ -> List.of();
      case Branch(_, var then, var other) -> List.of(then, other);
      case While(_, var body) -> List.of(body);
      case DoWhile(var body, _) -> List.of(body);
      case For(_, _, _, var body) -> List.of(body);
    };
  }

  /** The variables that the line itself names, outside its blocks. */
  default Set<Local> named() {
    Set<Local> named = new LinkedHashSet<>();
    switch (this) {
      case Assign(var target, var value, _) -> {
        named.add(target);
        named.addAll(value.reads());
      }
      case Plain(_, var reads) -> named.addAll(reads);
      case Leave(_, var value) -> named.addAll(value.reads());
      case Branch(var condition, _, _) -> named.addAll(condition.reads());
      case While(var condition, _) -> named.addAll(condition.reads());
      case DoWhile(_, var condition) -> named.addAll(condition.reads());
      case For(var start, var condition, var update, _) -> {
        named.addAll(start.named());
        named.addAll(condition.reads());
        named.addAll(update.named());
      }
      case Declare(var local) -> named.add(local);
      case Define(var assign) -> named.addAll(assign.named());
    }
    return named;
  }

  /** All variables that the line and its blocks name. */
  default Set<Local> namedWithin() {
    Set<Local> named = named();
    for (List<JavaLine> block : blocks()) {
      for (JavaLine line : block) {
        named.addAll(line.namedWithin());
      }
    }
    return named;
  }

  /** Whether, as Java's rules have it, control can come out at the end of a block. */
  static boolean completes(List<JavaLine> block) {
    return block.isEmpty() || block.getLast().completes();
  }

  /** Whether, as Java's rules have it, control can come out at the end. */
  default boolean completes() {
    return switch (this) {
      case Leave _ -> false;
      case Branch(_, var then, var other) -> completes(then) || completes(other);
      case While(var condition, var body) -> condition != ALWAYS || breaks(body);
      case Assign _, Plain _, DoWhile _, For _, Declare _, Define _ -> true;
    };
  }

  /** The condition of a loop that ends by leaving it only. */
  Condition ALWAYS = new Condition("true", "false", Set.of());

  /** Whether a block has a break out of the loop whose body it is in. */
  private static boolean breaks(List<JavaLine> block) {
    for (JavaLine line : block) {
      if (line instanceof Leave(var word, _) && word.equals("break")
          || line instanceof Branch(_, var then, var other) && (breaks(then) || breaks(other))) {
        return true;
      }
    }
    return false;
  }

  /** A copy that can grow. */
  static List<JavaLine> block(List<JavaLine> lines) {
    return new ArrayList<>(lines);
  }
}
