package dev.cusp.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
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
    line.getErr().printf("%s: %s; see %s --help%n", name, message(problem, args), name);
    return Failure.WRONG_USE;
  }

  private static String message(ParameterException problem, String[] args) {
    CommandLine line = problem.getCommandLine();
    Optional<String> option = Words.unknownOption(List.of(args), line.getCommandSpec());
    if (option.isPresent()) {
      Stream<String> options =
          line.getCommandSpec().options().stream().map(known -> known.longestName());
      return unknown("option", option.get(), options);
    }
    if (problem instanceof UnmatchedArgumentException unmatched
        && !line.getSubcommands().isEmpty()) {
      return unknown(
          "command", unmatched.getUnmatched().getFirst(), line.getSubcommands().keySet().stream());
    }
    return problem.getMessage().replace("\n", " ");
  }

  private static String unknown(String kind, String word, Stream<String> known) {
    return Spelling.nearest(word, known)
        .map(near -> "there is no %s '%s'; did you mean '%s'?".formatted(kind, word, near))
        .orElseGet(() -> "there is no %s '%s'".formatted(kind, word));
  }

  @Override
  public int handleExecutionException(Exception problem, CommandLine line, ParseResult parsed) {
    PrintWriter err = line.getErr();
    Exception told = problem instanceof IOException file ? Failure.of(file) : problem;
    if (told instanceof Failure failure) {
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
