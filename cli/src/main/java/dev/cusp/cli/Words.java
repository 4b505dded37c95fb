package dev.cusp.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
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
    List<String> original = last.originalArgs();
    int end = original.indexOf("--");
    List<String> literal = end < 0 ? List.of() : original.subList(end, original.size());
    List<String> words =
        last.matchedPositionals().stream()
            .flatMap(positional -> positional.originalStringValues().stream())
            .filter(word -> !literal.contains(word))
            .toList();
    CommandSpec command = last.commandSpec();
    unknownOption(words, command)
        .ifPresent(word -> {
          throw new CommandLine.UnmatchedArgumentException(command.commandLine(), List.of(word));
        });
  }

  /** The first word that looks like an option but is none of the command's. */
  static Optional<String> unknownOption(List<String> words, CommandSpec command) {
    if (command.userObject() instanceof Run) {
      return Optional.empty(); // the words after FILE are the program's own
    }
    return words.stream()
        .filter(word -> word.startsWith("-") && !NEGATIVE_NUMBER.matcher(word).matches())
        .filter(word -> !isOption(word, command))
        .findFirst();
  }

  private static boolean isOption(String word, CommandSpec command) {
    String name = word.split("=", 2)[0];
    return command.options().stream()
        .anyMatch(option -> Arrays.asList(option.names()).contains(name));
  }
}
