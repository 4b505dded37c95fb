package dev.cusp.bench.ad;

import dev.cusp.bench.Rows;
import dev.cusp.bench.cases.Cases;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.openjdk.jmh.runner.RunnerException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench ad}: how long derivatives take, beside those written by hand. */
@Command(
    name = "ad",
    description = {
      "Times programs, their derivatives by hand and by Cusp, in milliseconds of processor time:"
          + " each in a JVM of its own, as the best of several averages.",
      "About five minutes; less with --quick or --case."
    },
    mixinStandardHelpOptions = true)
public final class AdCommand implements Callable<Integer> {
  @Option(names = "--quick", description = "Shorter, and only values, by hand and by Cusp.")
  private boolean quick;

  @Option(
      names = "--turns",
      paramLabel = "SECONDS",
      description = {
        "Values, by hand and by Cusp by turns in one process, so long for each case, and the best of",
        "each: for machines that have other work; 45 let the JIT finish."
      })
  private Integer turns;

  @Option(
      names = "--case",
      paramLabel = "REGEX",
      description = "Only the cases whose name has a match, such as gmm or stencil.*",
      defaultValue = "")
  private String filter;

  @Option(names = "--json", description = "Print one JSON array, a row for each case.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, RunnerException {
    List<String> names = Rows.select(spec, "--case", filter, "case", Cases.names());
    if (turns != null && turns < 1) {
      throw new ParameterException(spec.commandLine(), "--turns: " + turns + " is no time");
    }
    AdBench bench =
        new AdBench(
            quick ? Timing.QUICK : Timing.THOROUGH,
            !quick,
            turns == null ? null : new Turns(turns));
    Rows<Row> rows = new Rows<>(spec, json);
    rows.line(
        "milliseconds; the four columns on the right are of a reference machine, from an earlier"
            + " run");
    rows.line(Row.header());
    for (String name : names) {
      try {
        rows.add(bench.measure(name));
      } catch (FileNotFoundException e) {
        spec.commandLine().getErr().println(name + " is left out: " + e.getMessage());
      }
    }
    return rows.end().stream().allMatch(row -> row.problem().isEmpty()) ? 0 : 1;
  }
}
