package dev.cusp.bench.nist;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code bench nist}: the 27 regressions of NIST from both of their starting points. */
@Command(
    name = "nist",
    description = {
      "Fits the nonlinear regressions of the NIST Statistical Reference Datasets: Jacobians by"
          + " Cusp, Levenberg-Marquardt by Hipparchus.",
      "Prints how many digits agree with the certified answers. Each start is run with the first"
          + " step bounded by 100 (MINPACK's default), 10, 1 and 0.1, and the least sum of squares"
          + " counts."
    },
    mixinStandardHelpOptions = true)
public final class NistCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DIR", description = "Folder with the .dat files of NIST StRD.")
  private Path folder;

  @Option(names = "--json", description = "Print one JSON array, a row for each start.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    List<Start> rows = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    if (!json) {
      out.println(Start.header());
    }
    for (Path file : files()) {
      NistProblem problem = read(file);
      Regression regression = regression(problem.name());
      for (int start = 1; start <= 2; start++) {
        Start row = Start.fit(problem, regression, start);
        rows.add(row);
        if (!json) {
          out.println(row);
          out.flush();
        }
        if (!row.note().isEmpty()) {
          notes.add("%s, start %d: %s".formatted(row.name(), start, row.note()));
        }
      }
    }
    long good = rows.stream().filter(Start::good).count();
    if (json) {
      out.println(JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(rows));
    } else {
      out.printf("%n%d of %d starts agree to %.0f digits%n", good, rows.size(), Start.ENOUGH);
      notes.forEach(out::println);
    }
    out.flush();
    return good == rows.size() ? 0 : 1;
  }

  private List<Path> files() throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new ParameterException(spec.commandLine(), "no such folder: " + folder);
    }
    try (Stream<Path> entries = Files.list(folder)) {
      List<Path> files = entries.filter(p -> p.toString().endsWith(".dat")).sorted().toList();
      if (files.isEmpty()) {
        throw new ParameterException(
            spec.commandLine(),
            "no .dat files in " + folder + "; they are NIST's StRD nonlinear regressions");
      }
      return files;
    }
  }

  private Regression regression(String name) {
    try {
      return Regression.of(name);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private NistProblem read(Path file) {
    try {
      return NistProblem.read(file);
    } catch (IOException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
