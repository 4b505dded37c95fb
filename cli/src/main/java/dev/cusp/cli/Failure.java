package dev.cusp.cli;

/** What a user is told instead of an answer: one message and an exit status. */
public final class Failure extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Exit status where the command was understood and the answer is no. */
  public static final int NO = 1;

  /** Exit status where the command line itself is wrong. */
  public static final int WRONG_USE = 2;

  private final int exitStatus;

  private Failure(int exitStatus, String message, Throwable cause) {
    super(message, cause);
    this.exitStatus = exitStatus;
  }

  /** The answer is no: the Java is wrong, the method cannot be differentiated, it threw. */
  public static Failure no(String message) {
    return new Failure(NO, message, null);
  }

  /** The answer is no, for a reason that {@code --debug} shows with its stack trace. */
  public static Failure no(String message, Throwable cause) {
    return new Failure(NO, message, cause);
  }

  /** The command line is wrong: a missing file, a method that is not there, an argument. */
  public static Failure wrongUse(String message) {
    return new Failure(WRONG_USE, message, null);
  }

  /** 1 or 2. */
  public int exitStatus() {
    return exitStatus;
  }
}
