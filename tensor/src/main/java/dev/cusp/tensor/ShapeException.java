package dev.cusp.tensor;

/** Shapes or types that do not fit; names them, the axis, and the user's line. */
public final class ShapeException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** With the arguments put into the message, and the user's line after it. */
  public ShapeException(String message, Object... args) {
    super(message.formatted(args) + (where().isEmpty() ? "" : ", at " + where()));
  }

  /** The line outside of this library from which it was called. */
  public static String where() {
    return StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
        .walk(frames -> frames.filter(frame -> isUsers(frame.getDeclaringClass())).findFirst())
        .map(frame -> "%s:%d".formatted(frame.getFileName(), frame.getLineNumber()))
        .orElse("");
  }

  private static boolean isUsers(Class<?> type) {
    var ours = ShapeException.class.getProtectionDomain().getCodeSource();
    var theirs = type.getProtectionDomain().getCodeSource();
    return theirs != null && !theirs.equals(ours);
  }
}
