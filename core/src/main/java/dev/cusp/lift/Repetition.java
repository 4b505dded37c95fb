package dev.cusp.lift;

import java.lang.constant.ClassDesc;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Counts the statements that each method adds where it is inlined. In a large program, methods that
 * add many of them many times are better functions: a call is short, and each function is
 * differentiated once.
 */
final class Repetition {
  /** A program of fewer statements is inlined whole, which makes the fastest code. */
  private static final int LARGE = 6_000;

  /** What a function should spare, and have of its own. */
  private static final int WORTH = 300;

  private static final int OWN = 25;

  private static final class Count {
    int calls;
    int statements;
    int own;
  }

  private final Session session;
  private final Map<Code, Count> counts = new HashMap<>();

  /** The statements of what was inlined into the method that is inlined now. */
  private int inner;

  Repetition(Session session) {
    this.session = session;
  }

  /** What {@link #end} wants to know of the time before a method is inlined. */
  record Mark(int statements, int inner) {}

  Mark begin() {
    Mark mark = new Mark(session.statements(), inner);
    inner = 0;
    return mark;
  }

  /**
   * Notes a method that was inlined since.
   *
   * @param isCall whether a call of a function could have taken its place
   */
  void end(Code code, Mark mark, boolean isCall) {
    int statements = session.statements() - mark.statements();
    if (isCall) {
      Count count = counts.computeIfAbsent(code, _ -> new Count());
      count.calls++;
      count.statements += statements;
      count.own += statements - inner;
    }
    inner = mark.inner() + statements;
    if (isCall && session.statements() >= LARGE && isWorth(code)) {
      throw new Inlining.Better(worth());
    }
  }

  private Set<Code> worth() {
    return counts.keySet().stream().filter(this::isWorth).collect(Collectors.toSet());
  }

  private boolean isWorth(Code code) {
    Count count = counts.get(code);
    int spared = count.statements - count.statements / count.calls;
    return spared >= WORTH && count.own >= OWN * count.calls && isPlain(code);
  }

  /** Whether all that a method takes and gives back can be told from its declaration. */
  private static boolean isPlain(Code code) {
    List<ClassDesc> types = new ArrayList<>(code.type.parameterList());
    if (!code.isStatic) {
      types.add(Classes.desc(code.owner));
    }
    return code.type.returnType().isPrimitive()
        && types.stream().allMatch(type -> isPlain(Classes.load(type, code.owner)));
  }

  private static boolean isPlain(Class<?> type) {
    if (type.isPrimitive() || type.isArray()) {
      return isPlainElement(type);
    }
    return type == String.class
        || type.isEnum()
        || Modifier.isFinal(type.getModifiers())
            && !Classes.isPlatform(type)
            && Classes.instanceFields(type).stream()
                .allMatch(field -> isPlainElement(Classes.load(field.type(), type)));
  }

  private static boolean isPlainElement(Class<?> type) {
    return type.isPrimitive() || type.isArray() && isPlainElement(type.componentType());
  }
}
