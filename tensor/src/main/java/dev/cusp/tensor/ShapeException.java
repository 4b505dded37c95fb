package dev.cusp.tensor;

import java.util.ArrayList;
import java.util.List;

/** Shapes or types that do not fit; names them, the axis, and the user's line. */
public final class ShapeException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** With the arguments put into the message, and the user's line after it. */
  public ShapeException(String message, Object... args) {
    super(message.formatted(args) + (where().isEmpty() ? "" : ", at " + where()));
  }

  /**
   * The line outside of this library from which it was called.
   *
   * @param others classes of libraries that are not to be named either
   */
  public static String where(Class<?>... others) {
    List<Object> ours = new ArrayList<>();
    ours.add(source(ShapeException.class));
    for (Class<?> other : others) {
      ours.add(source(other));
    }
    return StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
        .walk(frames ->
            frames.filter(frame -> isUsers(ours, source(frame.getDeclaringClass()))).findFirst())
        .map(frame -> "%s:%d".formatted(frame.getFileName(), frame.getLineNumber()))
        .orElse("");
  }

  private static boolean isUsers(List<Object> ours, Object theirs) {
    return theirs != null && !ours.contains(theirs);
  }

  private static Object source(Class<?> type) {
    return type.getProtectionDomain().getCodeSource();
  }
}
