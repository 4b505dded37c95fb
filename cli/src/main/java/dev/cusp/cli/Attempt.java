package dev.cusp.cli;

import dev.cusp.ad.DerivativeException;
import dev.cusp.ad.NonsmoothException;
import dev.cusp.lift.LiftException;
import java.io.PrintStream;
import java.util.Optional;
import java.util.function.Supplier;

/** Runs what runs the user's code, and says what is to be said when that ends badly. */
final class Attempt {
  private final Subject subject;

  Attempt(Subject subject) {
    this.subject = subject;
  }

  /** The answer; what the program prints meanwhile goes to standard error. */
  <T> T of(Supplier<T> question) {
    PrintStream out = System.out;
    System.setOut(System.err);
    try {
      return question.get();
    } catch (Failure failure) {
      throw failure;
    } catch (DerivativeException | LiftException | NonsmoothException refusal) {
      throw Failure.no(located(refusal.getMessage()), refusal);
    } catch (Exception | LinkageError | VirtualMachineError thrown) {
      throw failure(thrown);
    } finally {
      System.setOut(out);
    }
  }

  private RuntimeException failure(Throwable thrown) {
    Optional<Throwable> own = isUsers(thrown) ? Optional.of(thrown) : throwsByItself();
    if (own.isPresent()) {
      return Failure.no(users(own.get()), thrown);
    }
    if (isRefusal(thrown)) {
      return Failure.no(located(thrown.getMessage()), thrown);
    }
    return switch (thrown) {
      case VirtualMachineError large -> Failure.no(users(large), large);
      case RuntimeException error -> error;
      default -> new IllegalStateException(thrown);
    };
  }

  /** Whether Cusp says no to what it was given. */
  private static boolean isRefusal(Throwable thrown) {
    boolean says =
        thrown instanceof IllegalArgumentException
            || thrown instanceof UnsupportedOperationException;
    StackTraceElement[] trace = thrown.getStackTrace();
    return says && trace.length > 0 && trace[0].getClassName().startsWith("dev.cusp.");
  }

  private String users(Throwable thrown) {
    String problem =
        switch (thrown) {
          case StackOverflowError _ ->
              "recurses too deeply for its stack; CUSP_JAVA_OPTS=-Xss256m gives it more";
          case OutOfMemoryError large ->
              "needs more memory than there is (%s); CUSP_JAVA_OPTS=-Xmx8g gives it more"
                  .formatted(large.getMessage());
          case ExceptionInInitializerError _ ->
              "could not run, for its class could not be initialized: " + thrown.getCause();
          default -> "threw " + thrown;
        };
    return "%s: %s %s".formatted(place(thrown), name(), problem);
  }

  /** Whether the user's code threw, or the JDK on its behalf, and not Cusp. */
  private boolean isUsers(Throwable thrown) {
    if (thrown instanceof ExceptionInInitializerError) {
      return true;
    }
    for (StackTraceElement frame : thrown.getStackTrace()) {
      if (subject.source().declares(frame.getClassName().replaceAll("/0x.*", ""))) {
        return true;
      }
      if (frame.getClassName().startsWith("dev.cusp.")) {
        return false;
      }
    }
    return false;
  }

  /** What the method throws when it is called as it is, without a derivative. */
  private Optional<Throwable> throwsByItself() {
    try {
      subject.program().value(subject.arguments());
      return Optional.empty();
    } catch (DerivativeException | LiftException | NonsmoothException | Failure refusal) {
      return Optional.empty();
    } catch (Exception | LinkageError | VirtualMachineError thrown) {
      return isUsers(thrown) ? Optional.of(thrown) : Optional.empty();
    }
  }

  private String name() {
    return subject.method().getName();
  }

  private String place(Throwable thrown) {
    Throwable root =
        thrown instanceof ExceptionInInitializerError && thrown.getCause() != null
            ? thrown.getCause()
            : thrown;
    return subject
        .source()
        .frame(root)
        .filter(frame -> frame.getLineNumber() > 0)
        .map(frame -> subject.source().file() + ":" + frame.getLineNumber())
        .orElseGet(subject::where);
  }

  /** The message with the file it is about; many name a line of it already. */
  private String located(String message) {
    String file = subject.source().file();
    String simpleName = file.substring(file.lastIndexOf('/') + 1);
    boolean namesLine = message != null && message.contains(simpleName + ":");
    return "%s: %s: %s".formatted(namesLine ? file : subject.where(), name(), message);
  }
}
