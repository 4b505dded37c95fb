package dev.cusp.emit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Turns {@code i = 0; while (i < n) {...; i++;}} into a for, if i is known nowhere else. */
final class JavaCounting {
  private JavaCounting() {}

  /**
   * Turns the loops of a block.
   *
   * @param outside the variables that are named elsewhere
   */
  static List<JavaLine> count(List<JavaLine> block, Set<JavaLine.Local> outside) {
    List<JavaLine> out = new ArrayList<>();
    for (int i = 0; i < block.size(); i++) {
      JavaLine line = block.get(i);
      if (line.blocks().isEmpty()) {
        out.add(line);
        continue;
      }
      Set<JavaLine.Local> others = new HashSet<>(outside);
      block.subList(i + 1, block.size()).forEach(l -> others.addAll(l.namedWithin()));
      JavaLine.Assign start = start(out, line, others);
      out.remove(start);
      out.forEach(l -> others.addAll(l.namedWithin()));
      others.addAll(line.named());
      out.add(count(line, start, others));
    }
    return out;
  }

  private static JavaLine count(JavaLine line, JavaLine.Assign start, Set<JavaLine.Local> others) {
    return switch (line) {
      case JavaLine.Branch(var condition, var then, var other) -> {
        Set<JavaLine.Local> outsideThen = new HashSet<>(others);
        other.forEach(l -> outsideThen.addAll(l.namedWithin()));
        Set<JavaLine.Local> outsideOther = new HashSet<>(others);
        then.forEach(l -> outsideOther.addAll(l.namedWithin()));
        yield new JavaLine.Branch(condition, count(then, outsideThen), count(other, outsideOther));
      }
      case JavaLine.While(var condition, var body) when start != null -> {
        List<JavaLine> rest = count(body.subList(0, body.size() - 1), others);
        yield new JavaLine.For(start, condition, (JavaLine.Assign) body.getLast(), rest);
      }
      case JavaLine.While(var condition, var body) ->
          new JavaLine.While(condition, count(body, others));
      case JavaLine.DoWhile(var body, var condition) ->
          new JavaLine.DoWhile(count(body, others), condition);
      case JavaLine plain -> plain;
    };
  }

  /** The assignment before a loop that starts its counter, or null. */
  private static JavaLine.Assign start(
      List<JavaLine> before, JavaLine line, Set<JavaLine.Local> others) {
    boolean counts =
        line instanceof JavaLine.While(var condition, var body)
            && !body.isEmpty()
            && body.getLast() instanceof JavaLine.Assign(var counter, _, var update)
            && update != null
            && condition.reads().contains(counter)
            && !others.contains(counter);
    if (!counts) {
      return null;
    }
    JavaLine.Local counter = ((JavaLine.Assign) ((JavaLine.While) line).body().getLast()).target();
    Set<JavaLine.Local> changed = new HashSet<>();
    JavaLine.Assign start = null;
    for (int i = before.size() - 1; i >= 0; i--) {
      JavaLine earlier = before.get(i);
      if (start == null
          && earlier instanceof JavaLine.Assign assign
          && assign.target().equals(counter)
          && java.util.Collections.disjoint(assign.value().reads(), changed)
          && !assign.value().reads().contains(counter)) {
        start = assign;
      } else if (earlier.namedWithin().contains(counter)
          || start == null && !(earlier instanceof JavaLine.Assign)) {
        return null;
      }
      if (earlier instanceof JavaLine.Assign assign) {
        changed.add(assign.target());
      }
    }
    return start;
  }
}
