package dev.cusp.runtime;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The lines of programs from which exceptions would be caught. Derivative code has no handlers: it
 * follows the program as long as nothing is thrown there, and otherwise says so.
 */
public final class Catches {
  private record Line(String type, int number) {}

  private static final Map<Line, List<String>> CAUGHT = new ConcurrentHashMap<>();

  private Catches() {}

  /** Notes that exceptions of a class are caught that come from a line. */
  public static void add(String type, int line, String exception) {
    List<String> all =
        CAUGHT.computeIfAbsent(new Line(type, line), _ -> new CopyOnWriteArrayList<>());
    if (!all.contains(exception)) {
      all.add(exception);
    }
  }

  /** An exception as it leaves derivative code: one that the program would catch is explained. */
  static Throwable explained(Throwable e, StackTraceElement[] frames) {
    if (CAUGHT.isEmpty() || isOurs(e)) {
      return e;
    }
    for (StackTraceElement frame : frames) {
      Line line = new Line(frame.getClassName(), frame.getLineNumber());
      for (String caught : CAUGHT.getOrDefault(line, List.of())) {
        if (isOne(e, caught)) {
          String where = frame.getFileName() + ":" + frame.getLineNumber();
          return new UnsupportedOperationException(
              "%s: the program catches this exception (%s), and a derivative does not follow it"
                      .formatted(where, e)
                  + " there; test for its cause beforehand, by an if statement",
              e);
        }
      }
    }
    return e;
  }

  /** Whether an exception says something of the derivative, not of the program. */
  private static boolean isOurs(Throwable e) {
    StackTraceElement[] trace = e.getStackTrace();
    String thrower = trace.length == 0 ? e.getClass().getName() : trace[0].getClassName();
    return e.getClass().getName().startsWith("dev.cusp.")
        || thrower.startsWith("dev.cusp.runtime.") && !isOfArray(e);
  }

  /** Whether {@link Guard} threw what an array would have thrown. */
  private static boolean isOfArray(Throwable e) {
    return e instanceof ArrayIndexOutOfBoundsException || e instanceof NegativeArraySizeException;
  }

  private static boolean isOne(Throwable e, String name) {
    for (Class<?> c = e.getClass(); c != null; c = c.getSuperclass()) {
      if (c.getName().equals(name)) {
        return true;
      }
    }
    return false;
  }
}
