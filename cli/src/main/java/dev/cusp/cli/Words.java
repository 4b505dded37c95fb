package dev.cusp.cli;

import java.util.List;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** Tells words that begin with a dash apart: negative numbers, and options that do not exist. */
final class Words {
  private static final Pattern NEGATIVE_NUMBER = Pattern.compile("-(?:[0-9.].*|Infinity|NaN)");

  private Words() {}

  /** Picocli lets every unknown word with a dash through as an argument; only numbers may. */
  static void refuseUnknownOptions(ParseResult parsed) {
    ParseResult last = parsed;
    while (last.hasSubcommand()) {
      last = last.subcommand();
    }
    if (last.commandSpec().userObject() instanceof Run) {
      return; // the words after FILE are the program's own
    }
    for (var positional : last.matchedPositionals()) {
      for (String word : positional.originalStringValues()) {
        if (word.startsWith("-") && !NEGATIVE_NUMBER.matcher(word).matches()) {
          throw new CommandLine.UnmatchedArgumentException(
              last.commandSpec().commandLine(), List.of(word));
        }
      }
    }
  }
}
