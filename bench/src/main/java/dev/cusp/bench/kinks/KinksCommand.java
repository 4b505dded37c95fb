package dev.cusp.bench.kinks;

import dev.cusp.Kinks;
import dev.cusp.bench.Rows;
import dev.cusp.bench.ad.Timing;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.openjdk.jmh.runner.RunnerException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench kinks}: what it costs to be right at kinks, where there are some and where not. */
@Command(
    name = "kinks",
    description = {
      "Times derivatives under Kinks.EXACT and Kinks.CONVENTION, in milliseconds of processor time:"
          + " each in a JVM of its own, as the best of several averages. First without ties, where"
          + " EXACT only watches for them, then at ties, where it follows a ray or runs series.",
      "About five minutes; less with --quick or --case."
    },
    mixinStandardHelpOptions = true)
public final class KinksCommand implements Callable<Integer> {
  private static final int TURNS = 2;

  @Option(names = "--quick", description = "Shorter averages.")
  private boolean quick;

  @Option(
      names = "--case",
      paramLabel = "REGEX",
      description = "Only the cases whose name has a match, such as gmm or abs",
      defaultValue = "")
  private String filter;

  @Option(names = "--json", description = "Print one JSON array, a row for each case.")
  private boolean json;

  @Spec private CommandSpec spec;

  /**
   * Milliseconds of one case.
   *
   * @param tied whether it stands at ties
   */
  record Row(String name, boolean tied, double convention, double exact) {
    double ratio() {
      return exact / convention;
    }

    @Override
    public String toString() {
      return "%-22s %12.5f %12.5f %12.2f".formatted(name, convention, exact, ratio());
    }
  }

  @Override
  public Integer call() throws IOException, RunnerException {
    List<String> all = new ArrayList<>(KinkCases.smooth());
    all.addAll(KinkCases.tied());
    List<String> wanted = Rows.select(spec, "--case", filter, "case", all);
    Rows<Row> rows = new Rows<>(spec, json);
    table(
        "without ties", KinkCases.smooth().stream().filter(wanted::contains).toList(), false, rows);
    table("at ties", KinkCases.tied().stream().filter(wanted::contains).toList(), true, rows);
    rows.end();
    return 0;
  }

  private void table(String title, List<String> names, boolean tied, Rows<Row> rows)
      throws IOException, RunnerException {
    if (!names.isEmpty()) {
      rows.line("%-22s %12s %12s %12s".formatted(title, "CONVENTION", "EXACT", "ratio"));
    }
    for (String name : names) {
      try {
        KinkCases.derivative(name, Kinks.CONVENTION);
        rows.add(measure(name, tied));
      } catch (FileNotFoundException e) {
        spec.commandLine().getErr().println(name + " is left out: " + e.getMessage());
      }
    }
  }

  /** By turns, so that what else the machine does disturbs both alike. */
  private Row measure(String name, boolean tied) throws RunnerException {
    double convention = Double.POSITIVE_INFINITY;
    double exact = Double.POSITIVE_INFINITY;
    for (int turn = 0; turn < TURNS; turn++) {
      convention = Math.min(convention, time(name, Kinks.CONVENTION));
      exact = Math.min(exact, time(name, Kinks.EXACT));
    }
    return new Row(name, tied, convention, exact);
  }

  private double time(String name, Kinks kinks) throws RunnerException {
    Timing timing = quick ? Timing.QUICK : Timing.THOROUGH;
    return timing.time(KinksBenchmark.class, Map.of("name", name, "kinks", kinks.name()));
  }
}
