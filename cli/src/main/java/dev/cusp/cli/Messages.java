package dev.cusp.cli;

import java.io.PrintWriter;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says on standard error, in one message, what went wrong, and chooses the exit status. */
final class Messages implements IParameterExceptionHandler, IExecutionExceptionHandler {
  private static final int ERROR_IN_CUSP = 3;

  private final BooleanSupplier debug;

  Messages(BooleanSupplier debug) {
    this.debug = debug;
  }

  @Override
  public int handleParseException(ParameterException problem, String[] args) {
    CommandLine line = problem.getCommandLine();
    String name = line.getCommandSpec().qualifiedName();
    line.getErr().printf("%s: %s; see %s --help%n", name, message(problem), name);
    return Failure.WRONG_USE;
  }

  private static String message(ParameterException problem) {
    String message = problem.getMessage();
    if (problem instanceof UnmatchedArgumentException unmatched
        && !unmatched.getSuggestions().isEmpty()) {
      message +=
          unmatched.getSuggestions().stream()
              .map(s -> s.replaceAll("=<.*", ""))
              .collect(Collectors.joining(", ", " (did you mean ", "?)"));
    }
    return message.replace("\n", " ");
  }

  @Override
  public int handleExecutionException(Exception problem, CommandLine line, ParseResult parsed) {
    PrintWriter err = line.getErr();
    if (problem instanceof Failure failure) {
      err.println(failure.getMessage());
      if (debug.getAsBoolean()) {
        failure.printStackTrace(err);
      }
      return failure.exitStatus();
    }
    err.println(
        "an error in Cusp itself: %s; %s"
            .formatted(
                problem,
                debug.getAsBoolean()
                    ? "please report it with what follows"
                    : "please report it, with what --debug shows"));
    if (debug.getAsBoolean()) {
      problem.printStackTrace(err);
    }
    return ERROR_IN_CUSP;
  }
}
