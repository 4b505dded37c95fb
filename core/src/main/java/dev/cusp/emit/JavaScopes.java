package dev.cusp.emit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Declares each variable in the innermost block around all that name it, where it is first. */
final class JavaScopes {
  private JavaScopes() {}

  /**
   * The block with declarations.
   *
   * @param declared the variables declared around it
   */
  static List<JavaLine> declare(List<JavaLine> block, Set<JavaLine.Local> declared) {
    Map<JavaLine.Local, Integer> firsts = firsts(block, declared);
    Set<JavaLine.Local> known = new HashSet<>(declared);
    known.addAll(firsts.keySet());
    List<JavaLine> out = new ArrayList<>();
    for (int i = 0; i < block.size(); i++) {
      JavaLine line = block.get(i);
      boolean defines = false;
      for (Map.Entry<JavaLine.Local, Integer> first : firsts.entrySet()) {
        if (first.getValue() == i) {
          if (defines(line, first.getKey())) {
            defines = true;
          } else {
            out.add(new JavaLine.Declare(first.getKey()));
          }
        }
      }
      out.add(defines ? new JavaLine.Define((JavaLine.Assign) line) : within(line, known));
    }
    return out;
  }

  private static boolean defines(JavaLine line, JavaLine.Local local) {
    return line instanceof JavaLine.Assign(var target, var value, _)
        && target.equals(local)
        && !value.reads().contains(local);
  }

  /** The variables to declare in a block, each with the line that names it first. */
  private static Map<JavaLine.Local, Integer> firsts(
      List<JavaLine> block, Set<JavaLine.Local> declared) {
    Map<JavaLine.Local, Integer> first = new LinkedHashMap<>();
    Set<JavaLine.Local> here = new HashSet<>();
    for (int i = 0; i < block.size(); i++) {
      JavaLine line = block.get(i);
      for (JavaLine.Local local : line.namedWithin()) {
        if (!declared.contains(local) && !isCounter(line, local)) {
          boolean again = first.putIfAbsent(local, i) != null;
          if (again || line.named().contains(local) || blocksNaming(line, local) > 1) {
            here.add(local);
          }
        }
      }
    }
    first.keySet().retainAll(here);
    return first;
  }

  private static boolean isCounter(JavaLine line, JavaLine.Local local) {
    return line instanceof JavaLine.For(var start, _, _, _) && start.target().equals(local);
  }

  private static int blocksNaming(JavaLine line, JavaLine.Local local) {
    int count = 0;
    for (List<JavaLine> block : line.blocks()) {
      for (JavaLine inner : block) {
        if (inner.namedWithin().contains(local)) {
          count++;
          break;
        }
      }
    }
    return count;
  }

  private static JavaLine within(JavaLine line, Set<JavaLine.Local> known) {
    return switch (line) {
      case JavaLine.Branch(var condition, var then, var other) ->
          new JavaLine.Branch(condition, declare(then, known), declare(other, known));
      case JavaLine.While(var condition, var body) ->
          new JavaLine.While(condition, declare(body, known));
      case JavaLine.DoWhile(var body, var condition) ->
          new JavaLine.DoWhile(declare(body, known), condition);
      case JavaLine.For(var start, var condition, var update, var body) -> {
        Set<JavaLine.Local> inside = new HashSet<>(known);
        inside.add(start.target());
        yield new JavaLine.For(start, condition, update, declare(body, inside));
      }
      case JavaLine plain -> plain;
    };
  }
}
