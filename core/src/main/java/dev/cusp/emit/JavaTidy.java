package dev.cusp.emit;

import java.util.ArrayList;
import java.util.List;

/** Gives Java statements the shapes that people write: while, do, early exits. */
final class JavaTidy {
  private JavaTidy() {}

  /** The block, tidied from the inside out. */
  static List<JavaLine> tidy(List<JavaLine> block) {
    List<JavaLine> out = new ArrayList<>();
    for (JavaLine line : block) {
      switch (line) {
        case JavaLine.Branch(var condition, var then, var other) ->
            branch(condition, tidy(then), tidy(other), out);
        case JavaLine.While(_, var body) -> out.add(loop(tidy(body)));
        case JavaLine plain -> out.add(plain);
      }
    }
    return out;
  }

  /** Where one branch leaves, the other one goes on after it instead of standing in an else. */
  private static void branch(
      JavaLine.Condition condition, List<JavaLine> then, List<JavaLine> other, List<JavaLine> out) {
    if (!JavaLine.completes(then) && (JavaLine.completes(other) || then.size() <= other.size())) {
      out.add(new JavaLine.Branch(condition, then, List.of()));
      out.addAll(other);
    } else if (!JavaLine.completes(other)) {
      out.add(new JavaLine.Branch(condition.not(), other, List.of()));
      out.addAll(then);
    } else if (then.isEmpty()) {
      out.add(new JavaLine.Branch(condition.not(), other, List.of()));
    } else {
      out.add(new JavaLine.Branch(condition, then, other));
    }
  }

  private static JavaLine loop(List<JavaLine> body) {
    if (!body.isEmpty() && breakCondition(body.getFirst()) != null) {
      JavaLine.Condition go = breakCondition(body.getFirst()).not();
      return new JavaLine.While(go, body.subList(1, body.size()));
    }
    if (body.size() > 1 && breakCondition(body.getLast()) != null) {
      JavaLine.Condition go = breakCondition(body.getLast()).not();
      return new JavaLine.DoWhile(body.subList(0, body.size() - 1), go);
    }
    return new JavaLine.While(JavaLine.ALWAYS, body);
  }

  /** The condition of {@code if (condition) {break;}}, if the line is that and can be false. */
  private static JavaLine.Condition breakCondition(JavaLine line) {
    boolean only =
        line instanceof JavaLine.Branch(var condition, var then, var other)
            && !condition.reads().isEmpty()
            && other.isEmpty()
            && then.size() == 1
            && then.getFirst() instanceof JavaLine.Leave(var word, _)
            && word.equals("break");
    return only ? ((JavaLine.Branch) line).condition() : null;
  }
}
