package dev.cusp.bench.tensor;

import dev.cusp.bench.Rows;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.openjdk.jmh.runner.RunnerException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench tensor}: how long tensors take, beside PyTorch and JAX. */
@Command(
    name = "tensor",
    description = {
      "Times operators, chains of small operations and training steps on tensors, in milliseconds:"
          + " each in a JVM of its own, as the best of several averages; beside PyTorch, and JAX,"
          + " in the same run where they are installed, and else beside times recorded in another"
          + " run, marked r.",
      "Checks gradients and losses against what PyTorch computed. Half an hour; less with --quick"
          + " or --only."
    },
    mixinStandardHelpOptions = true)
public final class TensorCommand implements Callable<Integer> {
  @Option(names = "--quick", description = "Shorter.")
  private boolean quick;

  @Option(
      names = "--only",
      paramLabel = "REGEX",
      description = "Only the workloads whose name has a match, such as matmul or mlp.*",
      defaultValue = "")
  private String filter;

  @Option(
      names = "--threads",
      split = ",",
      paramLabel = "N",
      description = "On how many threads; several numbers for several rows.",
      defaultValue = "2")
  private List<Integer> threads;

  @Option(names = "--json", description = "Print one JSON array, a row for each workload.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, RunnerException {
    List<String> names = Rows.select(spec, "--only", filter, "workload", Workloads.names());
    if (threads.stream().anyMatch(n -> n < 1)) {
      throw new ParameterException(
          spec.commandLine(), "--threads: there must be 1 at least, not " + threads);
    }
    Rows<TensorRow> rows = new Rows<>(spec, json);
    TensorBench bench = new TensorBench(quick);
    rows.line("milliseconds; " + bench.peers());
    rows.line(TensorRow.header());
    for (String name : names) {
      for (int n : threads) {
        rows.add(bench.measure(name, n));
      }
    }
    List<TensorRow> all = rows.end();
    rows.line(summary(all));
    return all.stream().allMatch(row -> row.problem().isEmpty()) ? 0 : 1;
  }

  private static String summary(List<TensorRow> rows) {
    List<String> above =
        rows.stream()
            .filter(TensorRow::isAbove)
            .map(row -> "%s (%.1f)".formatted(row.name(), row.cusp() / row.goal()))
            .toList();
    return "above the goal: %d of %d%s"
        .formatted(
            above.size(),
            rows.size(),
            above.isEmpty() ? "" : ", with times the goal: " + String.join(", ", above));
  }
}
