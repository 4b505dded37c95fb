package dev.cusp.cli;

import dev.cusp.cli.train.Chart;
import dev.cusp.expectation.Comparison;
import dev.cusp.expectation.Expectation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The estimators of a gradient through randomness side by side. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = ExitStatus.HEADING,
    exitCodeList = {ExitStatus.GOOD, ExitStatus.NO, ExitStatus.WRONG_USE, ExitStatus.ERROR},
    description = {
      "Compares the estimators of the gradient of the expected result of a method that draws random"
          + " numbers from a Sampler, its last parameter: bias, variance, time of a sample, and the"
          + " variance times that.",
      "",
      "  cusp compare Model.java cost '[0.5, 1]'",
      "  cusp compare Model.java cost 0.5 1 --samples 20000 --chart estimators.png",
    })
final class Compare implements Callable<Integer> {
  @Mixin private MethodAtPoint given;

  @Option(
      names = "--samples",
      paramLabel = "N",
      defaultValue = "4000",
      description = "Samples of each estimator. Default: ${DEFAULT-VALUE}.")
  private int samples;

  @Option(names = "--seed", paramLabel = "N", description = "Seed of the draws.")
  private long seed;

  @Option(
      names = "--chart",
      paramLabel = "OUT",
      description = "Write variance over time of a sample as a PNG file.")
  private String chart;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Subject subject = given.method();
    SamplingMethod method = new SamplingMethod(subject);
    if (!SamplingMethod.is(subject.method())) {
      throw Failure.no(
          "%s: %s takes no Sampler, so it draws nothing"
              .formatted(subject.where(), subject.method().getName()));
    }
    Expectation.OfMethod expected = method.expectation();
    Record at = method.point(expected, given.words());
    Comparison comparison =
        new Attempt(subject)
            .of(() -> Comparison.of(expected.expectation(), at, null, seed, Math.max(40, samples)));
    spec.commandLine().getOut().println(comparison);
    if (chart != null) {
      write(Path.of(chart).toAbsolutePath(), subject.method().getName(), comparison);
    }
    spec.commandLine().getOut().flush();
    return 0;
  }

  private void write(Path out, String subject, Comparison comparison) {
    String exact =
        comparison.rows().stream()
            .filter(row -> row.variance().value() == 0)
            .map(Comparison.Row::name)
            .collect(Collectors.joining(", "));
    Chart points =
        Chart.of(
                "variance of a sample of the gradient of %s: low and left is good"
                    .formatted(subject),
                "ns for a sample"
                    + (exact.isEmpty() ? "" : "; without variance, not shown: " + exact))
            .logarithmic();
    for (Comparison.Row row : comparison.rows()) {
      String name = row.isUnbiased() ? row.name() : row.name() + " (biased)";
      points =
          points.line(
              name, new double[] {row.nanoseconds()}, new double[] {row.variance().value()});
    }
    try {
      new OutputFolder(out.getParent()).write(out.getFileName().toString(), Chart.png(points));
    } catch (IOException e) {
      throw Failure.wrongUse("--chart %s cannot be written: %s".formatted(chart, e));
    }
    spec.commandLine().getOut().println("wrote " + chart);
  }
}
