package dev.cusp.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

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

  /** A file could not be read or written. */
  public static Failure of(IOException e) {
    if (e instanceof NoSuchFileException) {
      return no("there is no file " + e.getMessage(), e);
    }
    if (e instanceof AccessDeniedException) {
      return no("no leave to read or write " + e.getMessage(), e);
    }
    if (e instanceof FileAlreadyExistsException || e instanceof NotDirectoryException) {
      return no("%s is a file, not a folder".formatted(e.getMessage()), e);
    }
    return no(e.getMessage(), e);
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
