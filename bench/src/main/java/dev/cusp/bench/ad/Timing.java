package dev.cusp.bench.ad;

import dev.cusp.bench.cases.Way;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * How a computation is timed: by JMH, in a JVM of its own, as the best of several averages of
 * processor time, or of what the benchmark's clock shows. The best, because what disturbs a run can
 * only slow it down.
 *
 * @param warmups how many averages are thrown away
 * @param averages how many count
 * @param millis over which each is taken
 * @param more JVM options besides the usual ones
 */
public record Timing(int warmups, int averages, int millis, List<String> more) {
  public static final Timing THOROUGH = new Timing(3, 6, 400, List.of());
  public static final Timing QUICK = new Timing(2, 3, 200, List.of());

  /**
   * JVM options of the launcher that matter to speed; the collector is the one it uses. Work is not
   * shared with other threads, whose processor time would not be seen.
   */
  private static final List<String> JVM_OPTIONS =
      List.of(
          "-XX:+UseSerialGC",
          "-Xss16m",
          "-Dcusp.threads=1",
          "--add-modules=jdk.incubator.vector",
          "-Xms1g",
          "-Xmx2g",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  /** Milliseconds of one run of the computation. */
  double time(String name, Way way) throws RunnerException {
    return time(DerivativeBenchmark.class, Map.of("name", name, "way", way.name()));
  }

  /**
   * Milliseconds of one run of a benchmark.
   *
   * @param benchmark has a method {@code run} that counts on a {@link Clock} or another one
   * @param params a value for each of its parameters
   */
  public double time(Class<?> benchmark, Map<String, String> params) throws RunnerException {
    Collection<RunResult> results = run(options(benchmark, params));
    if (results.isEmpty()) {
      throw new RunnerException("no result for " + params);
    }
    double best = Double.POSITIVE_INFINITY;
    for (RunResult result : results) {
      for (var run : result.getBenchmarkResults()) {
        for (IterationResult iteration : run.getIterationResults()) {
          best = Math.min(best, iteration.getSecondaryResults().get("milliseconds").getScore());
        }
      }
    }
    return best;
  }

  /** Runs it; what the other JVM says is passed on only where it fails. */
  private static Collection<RunResult> run(OptionsBuilder options) throws RunnerException {
    try {
      Path log = Files.createTempFile("cusp-bench", ".log");
      try {
        return new Runner(options.output(log.toString()).build()).run();
      } catch (RunnerException e) {
        throw new RunnerException(e.getMessage() + "\n" + Files.readString(log), e);
      } finally {
        Files.delete(log);
      }
    } catch (IOException e) {
      throw new RunnerException("no file for what the benchmark prints: " + e.getMessage(), e);
    }
  }

  private OptionsBuilder options(Class<?> benchmark, Map<String, String> params) {
    List<String> jvm = new ArrayList<>(JVM_OPTIONS);
    for (String property : List.of("cusp.shared", "cusp.home")) {
      if (System.getProperty(property) != null) {
        jvm.add("-D" + property + "=" + System.getProperty(property));
      }
    }
    jvm.addAll(more);
    OptionsBuilder options = new OptionsBuilder();
    options
        .include("^" + benchmark.getName().replace(".", "\\.") + "\\.run$")
        .forks(1)
        .warmupIterations(warmups)
        .warmupTime(TimeValue.milliseconds(millis))
        .measurementIterations(averages)
        .measurementTime(TimeValue.milliseconds(millis))
        .jvmArgs(jvm.toArray(String[]::new))
        .verbosity(VerboseMode.SILENT)
        .shouldFailOnError(true);
    params.forEach(options::param);
    return options;
  }
}
