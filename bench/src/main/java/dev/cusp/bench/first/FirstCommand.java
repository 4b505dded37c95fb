package dev.cusp.bench.first;

import dev.cusp.Program;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code bench first}: what a derivative costs before it runs. */
@Command(
    name = "first",
    description = {
      "Measures what derivatives cost before they run: the first in a cold JVM, as the wall time of"
          + " a whole process started with this one's options; each further one; and how building"
          + " one grows with the size of the program."
    },
    mixinStandardHelpOptions = true)
public final class FirstCommand implements Callable<Integer> {
  private static final int PROCESSES = 7;
  private static final int[] LINES = {50, 100, 200, 500, 1000, 2000, 5000};

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Spec private CommandSpec spec;

  /**
   * Medians over several processes, in milliseconds.
   *
   * @param jvm wall time of a process that does nothing
   * @param process wall time of a process that takes one derivative
   * @param first time until the derivative's value was there, in a process that takes several
   * @param further the same for each method after the first
   */
  record Cold(double jvm, double process, double first, List<Double> further) {}

  /**
   * A method of many lines, in milliseconds.
   *
   * @param build the first gradient of it, the best of three methods alike
   * @param run one more gradient of it
   */
  record Size(int lines, double build, double run) {}

  /** All of it. */
  record Report(Cold cold, List<Size> sizes) {}

  @Override
  public Integer call() throws IOException, ReflectiveOperationException {
    PrintWriter out = spec.commandLine().getOut();
    Cold cold = cold();
    if (!json) {
      out.printf("a process that does nothing         %8.1f ms wall%n", cold.jvm);
      out.printf("one that takes one derivative       %8.1f ms wall%n", cold.process);
      out.printf("the first derivative of several     %8.1f ms%n", cold.first);
      for (int i = 0; i < cold.further.size(); i++) {
        out.printf("number %2d                           %8.1f ms%n", i + 2, cold.further.get(i));
      }
      out.printf("%n%8s %10s %12s %10s%n", "lines", "build ms", "us a line", "run ms");
      out.flush();
    }
    List<Size> sizes = new ArrayList<>();
    size(LINES[0]);
    for (int lines : LINES) {
      Size size = size(lines);
      sizes.add(size);
      if (!json) {
        out.printf(
            "%8d %10.1f %12.2f %10.4f%n", lines, size.build, 1000 * size.build / lines, size.run);
        out.flush();
      }
    }
    if (json) {
      Report report = new Report(cold, sizes);
      out.println(JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(report));
    }
    out.flush();
    return 0;
  }

  private static Cold cold() throws IOException {
    double[] jvm = new double[PROCESSES];
    double[] process = new double[PROCESSES];
    List<double[]> derivatives = new ArrayList<>();
    for (int i = 0; i < PROCESSES; i++) {
      long start = System.nanoTime();
      run("0");
      jvm[i] = (System.nanoTime() - start) / 1e6;
      start = System.nanoTime();
      run("1");
      process[i] = (System.nanoTime() - start) / 1e6;
      derivatives.add(run());
    }
    List<Double> times = new ArrayList<>();
    for (int i = 0; i < derivatives.getFirst().length; i++) {
      int at = i;
      times.add(median(derivatives.stream().mapToDouble(list -> list[at]).toArray()));
    }
    return new Cold(median(jvm), median(process), times.getFirst(), times.subList(1, times.size()));
  }

  private static double[] run(String... arguments) throws IOException {
    String output = FreshJvm.run(FirstGradient.class, arguments);
    return output.lines().mapToDouble(Double::parseDouble).toArray();
  }

  private static Size size(int lines) throws IOException, ReflectiveOperationException {
    double build = Double.POSITIVE_INFINITY;
    double run = Double.POSITIVE_INFINITY;
    for (int i = 0; i < 3; i++) {
      try (LongMethod generated = new LongMethod(lines)) {
        long start = System.nanoTime();
        Program program = Program.of(generated.method());
        int[] both = {0, 1};
        program.gradients(both, 0.3, 0.4);
        long built = System.nanoTime();
        program.gradients(both, 0.3, 0.4);
        build = Math.min(build, (built - start) / 1e6);
        run = Math.min(run, (System.nanoTime() - built) / 1e6);
      }
    }
    return new Size(lines, build, run);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
