package dev.cusp.bench.stochastic;

import dev.cusp.Cusp;
import dev.cusp.expectation.Baseline;
import dev.cusp.expectation.Estimator;
import dev.cusp.expectation.Expectation;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code bench stochastic}: estimators of gradients through randomness, beside the same by hand.
 */
@Command(
    name = "stochastic",
    description = {
      "Times samples of gradients of expected results beside the same estimator written by hand in"
          + " Java, by turns in one process, in nanoseconds of processor time, as the best of"
          + " several averages; and says whether both estimates agree.",
      "Some seconds; fewer with --quick. Other libraries are not timed."
    },
    mixinStandardHelpOptions = true)
public final class StochasticCommand implements Callable<Integer> {
  private static final int BLOCK = 2000;
  private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

  private record Case(String name, Expectation<double[]> cusp, ByHand.Sample byHand, double[] at) {}

  @Option(names = "--quick", description = "Fewer turns.")
  private boolean quick;

  @Spec private CommandSpec spec;

  private static List<Case> cases() {
    Expectation<double[]> queue = Cusp.expectation(Programs::queue);
    Expectation<double[]> walk = Cusp.expectation(Programs::walk);
    return List.of(
        new Case("queue, pathwise", queue, ByHand::queue, new double[] {1, 1.1}),
        new Case(
            "walk, score function",
            walk.with(Estimator.SCORE).with(Baseline.NONE),
            ByHand::walkByScore,
            new double[] {200}),
        new Case("walk, coupled", walk.withReplays(1), ByHand::walkCoupled, new double[] {200}));
  }

  @Override
  public Integer call() {
    print(
        "%-24s %10s %10s %7s   %s"
            .formatted("ns a sample", "by hand", "Cusp", "ratio", "gradient"));
    boolean allAgree = true;
    for (Case c : cases()) {
      allAgree &= measure(c);
    }
    return allAgree ? 0 : 1;
  }

  private boolean measure(Case c) {
    double byHand = Double.POSITIVE_INFINITY;
    double cusp = Double.POSITIVE_INFINITY;
    double[] sums = new double[c.at.length + 1];
    double[] mean = new double[c.at.length];
    double[] squares = new double[c.at.length];
    int turns = quick ? 15 : 60;
    for (int turn = 0; turn < turns; turn++) {
      long start = CLOCK.getCurrentThreadCpuTime();
      for (int k = 0; k < BLOCK; k++) {
        c.byHand.add(c.at, (long) turn * BLOCK + k << 20, sums);
      }
      long middle = CLOCK.getCurrentThreadCpuTime();
      var e = c.cusp.estimate(c.at, turn, BLOCK);
      long end = CLOCK.getCurrentThreadCpuTime();
      byHand = Math.min(byHand, (middle - start) / (double) BLOCK);
      cusp = Math.min(cusp, (end - middle) / (double) BLOCK);
      for (int i = 0; i < mean.length; i++) {
        mean[i] += e.gradient()[i] / turns;
        squares[i] += e.errors()[i] * e.errors()[i] / turns / turns;
      }
    }
    boolean agrees = true;
    for (int i = 0; i < mean.length; i++) {
      // both have the same variance, so the difference has twice that
      double off = Math.abs(mean[i] - sums[i + 1] / turns / BLOCK);
      agrees &= off < 5 * Math.sqrt(2 * squares[i]);
    }
    print(
        "%-24s %10.0f %10.0f %7.2f   %s"
            .formatted(c.name, byHand, cusp, cusp / byHand, agrees ? "agrees" : "DIFFERS"));
    return agrees;
  }

  private void print(String line) {
    spec.commandLine().getOut().println(line);
    spec.commandLine().getOut().flush();
  }
}
