package dev.cusp.emit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Declares each variable in the innermost block around all that name it, where it is first. */
final class JavaScopes {
  /** The variables that lines and their blocks name, each looked for once. */
  private final Map<JavaLine, Set<JavaLine.Local>> named = new IdentityHashMap<>();

  private JavaScopes() {}

  /**
   * The block with declarations.
   *
   * @param declared the variables declared around it
   */
  static List<JavaLine> declare(List<JavaLine> block, Set<JavaLine.Local> declared) {
    return new JavaScopes().declared(block, declared);
  }

  private List<JavaLine> declared(List<JavaLine> block, Set<JavaLine.Local> declared) {
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
  private Map<JavaLine.Local, Integer> firsts(List<JavaLine> block, Set<JavaLine.Local> declared) {
    Map<JavaLine.Local, Integer> first = new LinkedHashMap<>();
    Set<JavaLine.Local> here = new HashSet<>();
    for (int i = 0; i < block.size(); i++) {
      JavaLine line = block.get(i);
      for (JavaLine.Local local : namedWithin(line)) {
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

  private Set<JavaLine.Local> namedWithin(JavaLine line) {
    Set<JavaLine.Local> known = named.get(line);
    if (known == null) {
      known = line.named();
      for (List<JavaLine> block : line.blocks()) {
        for (JavaLine inner : block) {
          known.addAll(namedWithin(inner));
        }
      }
      named.put(line, known);
    }
    return known;
  }

  private static boolean isCounter(JavaLine line, JavaLine.Local local) {
    return line instanceof JavaLine.For(var start, _, _, _) && start.target().equals(local);
  }

  private int blocksNaming(JavaLine line, JavaLine.Local local) {
    int count = 0;
    for (List<JavaLine> block : line.blocks()) {
      for (JavaLine inner : block) {
        if (namedWithin(inner).contains(local)) {
          count++;
          break;
        }
      }
    }
    return count;
  }

  private JavaLine within(JavaLine line, Set<JavaLine.Local> known) {
    return switch (line) {
      case JavaLine.Branch(var condition, var then, var other) ->
          new JavaLine.Branch(condition, declared(then, known), declared(other, known));
      case JavaLine.While(var condition, var body) ->
          new JavaLine.While(condition, declared(body, known));
      case JavaLine.DoWhile(var body, var condition) ->
          new JavaLine.DoWhile(declared(body, known), condition);
      case JavaLine.For(var start, var condition, var update, var body) -> {
        Set<JavaLine.Local> inside = new HashSet<>(known);
        inside.add(start.target());
        yield new JavaLine.For(start, condition, update, declared(body, inside));
      }
      case JavaLine plain -> plain;
    };
  }
}
