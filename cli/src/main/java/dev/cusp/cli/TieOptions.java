package dev.cusp.cli;

import dev.cusp.Kinks;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options that say what to do where a method is not smooth. */
final class TieOptions {
  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of the direction that breaks ties at kinks.")
  private long seed;

  @Option(
      names = "--kinks",
      paramLabel = "HOW",
      description =
          "Where the method is not smooth: exact (a true generalized derivative), convention (as"
              + " PyTorch does), fail. Default: exact.")
  private String kinks = "exact";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  /** The subject, treated so where it is not smooth. */
  Subject of(Subject subject) {
    return subject.with(kinks(), seed);
  }

  /** Refuses an answer that does not exist, before there is a subject. */
  void check() {
    kinks();
  }

  private Kinks kinks() {
    for (Kinks k : Kinks.values()) {
      if (k.name().equalsIgnoreCase(kinks)) {
        return k;
      }
    }
    throw new CommandLine.ParameterException(
        spec.commandLine(), "--kinks is exact, convention or fail, not '" + kinks + "'");
  }
}
