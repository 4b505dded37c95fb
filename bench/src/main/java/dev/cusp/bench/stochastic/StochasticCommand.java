package dev.cusp.bench.stochastic;

import dev.cusp.Cusp;
import dev.cusp.bench.tensor.Engine;
import dev.cusp.bench.tensor.Peer;
import dev.cusp.expectation.Baseline;
import dev.cusp.expectation.Estimator;
import dev.cusp.expectation.Expectation;
import dev.cusp.prob.Normal;
import dev.cusp.tensor.DType;
import dev.cusp.tensor.Gradients;
import dev.cusp.tensor.Key;
import dev.cusp.tensor.Tensor;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
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
          + " several averages; and says whether the estimates agree.",
      "Where mvn -Ppytorch package has built the module peers, PyTorch takes turns too, in the same"
          + " process on one thread: with 2000 samples side by side in a tensor, and with one.",
      "Some seconds; fewer with --quick."
    },
    mixinStandardHelpOptions = true)
public final class StochasticCommand implements Callable<Integer> {
  private static final int BLOCK = 2000;
  private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

  /**
   * A program and an estimator.
   *
   * @param torch what it is to PyTorch; null if it is nothing to it
   */
  private record Case(
      String name, Expectation<double[]> cusp, ByHand.Sample byHand, String torch, double[] at) {}

  @Option(names = "--quick", description = "Fewer turns.")
  private boolean quick;

  @Spec private CommandSpec spec;

  private Optional<Engine> torch;

  /** How much longer PyTorch takes than Cusp, the least over programs. */
  private double leastMany = Double.POSITIVE_INFINITY;

  private double leastOne = Double.POSITIVE_INFINITY;

  private static List<Case> cases() {
    Expectation<double[]> queue = Cusp.expectation(Programs::queue);
    Expectation<double[]> walk = Cusp.expectation(Programs::walk);
    return List.of(
        new Case("queue, pathwise", queue, ByHand::queue, "queue", new double[] {1, 1.1}),
        new Case(
            "walk, score function",
            walk.with(Estimator.SCORE).with(Baseline.NONE),
            ByHand::walkByScore,
            "walk",
            new double[] {200}),
        new Case(
            "walk, coupled", walk.withReplays(1), ByHand::walkCoupled, null, new double[] {200}));
  }

  @Override
  public Integer call() {
    torch = Peer.here();
    print(
        "%-24s %10s %10s %7s %14s %14s   %s"
            .formatted(
                "ns a sample", "by hand", "Cusp", "ratio", "PyTorch, 2000", "one", "gradient"));
    boolean allAgree = true;
    for (Case c : cases()) {
      allAgree &= measure(c);
    }
    print("");
    if (Double.isInfinite(leastOne)) {
      print("PyTorch is not here, so its goal is not measured: mvn -Ppytorch -DskipTests package");
    } else {
      print(
          "PyTorch takes at least %.0f times as long as Cusp sample by sample (goal: 10), %.1f times with %d side by side"
              .formatted(leastOne, leastMany, BLOCK));
    }
    tensors();
    return allAgree ? 0 : 1;
  }

  private boolean measure(Case c) {
    double byHand = Double.POSITIVE_INFINITY;
    double cusp = Double.POSITIVE_INFINITY;
    double[] sums = new double[c.at.length + 1];
    double[] mean = new double[c.at.length];
    double[] squares = new double[c.at.length];
    int turns = quick ? 15 : 60;
    Peers peers = new Peers(c);
    for (int turn = 0; turn < turns; turn++) {
      long start = CLOCK.getCurrentThreadCpuTime();
      for (int k = 0; k < BLOCK; k++) {
        c.byHand.add(c.at, (long) turn * BLOCK + k << 20, sums);
      }
      long middle = CLOCK.getCurrentThreadCpuTime();
      var e = c.cusp.estimate(c.at, turn, BLOCK);
      long end = CLOCK.getCurrentThreadCpuTime();
      peers.turn();
      byHand = Math.min(byHand, (middle - start) / (double) BLOCK);
      cusp = Math.min(cusp, (end - middle) / (double) BLOCK);
      for (int i = 0; i < mean.length; i++) {
        mean[i] += e.gradient()[i] / turns;
        squares[i] += e.errors()[i] * e.errors()[i] / turns / turns;
      }
    }
    leastMany = Math.min(leastMany, peers.fastMany / cusp);
    leastOne = Math.min(leastOne, peers.fastOne / cusp);
    boolean agrees = true;
    for (int i = 0; i < mean.length; i++) {
      // both have the same variance, so the difference has twice that
      double least = 5 * Math.sqrt(2 * squares[i]);
      agrees &= Math.abs(mean[i] - sums[i + 1] / turns / BLOCK) < least;
      agrees &= peers.many == null || Math.abs(mean[i] - peers.sums[i] / turns) < least;
    }
    print(
        "%-24s %10.0f %10.0f %7.2f %14s %14s   %s"
            .formatted(
                c.name,
                byHand,
                cusp,
                cusp / byHand,
                times(peers.fastMany, cusp),
                times(peers.fastOne, cusp),
                agrees ? "agrees" : "DIFFERS"));
    return agrees;
  }

  /** A layer whose weights are drawn, by elapsed time: several threads may have a part in it. */
  private void tensors() {
    Key key = Key.of(1);
    Tensor x = key.split(0).normal(DType.F32, 64, 256);
    Normal weights =
        new Normal(
            key.split(1).normal(DType.F32, 256, 128).mul(0.05),
            Tensor.full(0.05, DType.F32, 256, 128));
    Tensor noise = key.split(2).normal(DType.F32, 256, 128);
    var plain =
        Gradients.<Normal>valueAndGradient(q -> loss(x, q.mean().add(q.deviation().mul(noise))));
    double fixed = Double.POSITIVE_INFINITY;
    double drawn = Double.POSITIVE_INFINITY;
    for (int turn = 0; turn < (quick ? 200 : 1000); turn++) {
      Key fresh = key.split(3 + turn);
      long start = System.nanoTime();
      plain.apply(weights).gradient().mean().data();
      long middle = System.nanoTime();
      Gradients.<Normal>valueAndGradient(q -> loss(x, q.rsample(fresh)))
          .apply(weights)
          .gradient()
          .mean()
          .data();
      long end = System.nanoTime();
      fixed = Math.min(fixed, middle - start);
      drawn = Math.min(drawn, end - middle);
    }
    print(
        "a layer of 256 x 128 normal weights, pathwise: %.0f us; with the noise given: %.0f us; ratio %.2f (goal: 1)"
            .formatted(drawn / 1e3, fixed / 1e3, drawn / fixed));
  }

  private static Tensor loss(Tensor x, Tensor weights) {
    return x.matmul(weights).tanh().square().mean();
  }

  private static String times(double nanoseconds, double cusp) {
    return Double.isInfinite(nanoseconds)
        ? "-"
        : "%.0f (%.1f)".formatted(nanoseconds, nanoseconds / cusp);
  }

  /** PyTorch's turns at a case, if it is here. */
  private final class Peers {
    private static final int ONES = 20;

    final Supplier<?> many;
    final double[] sums;
    double fastMany = Double.POSITIVE_INFINITY;
    double fastOne = Double.POSITIVE_INFINITY;
    private final Supplier<?> one;

    Peers(Case c) {
      many = prepared(c, BLOCK);
      one = prepared(c, 1);
      sums = new double[c.at.length];
    }

    private Supplier<?> prepared(Case c, int samples) {
      String workload = "draws:" + c.torch + ":" + samples;
      return c.torch == null ? null : torch.flatMap(t -> t.prepare(workload, 1)).orElse(null);
    }

    void turn() {
      if (many == null) {
        return;
      }
      long start = CLOCK.getCurrentThreadCpuTime();
      double[] gradient = (double[]) many.get();
      long middle = CLOCK.getCurrentThreadCpuTime();
      for (int k = 0; k < ONES; k++) {
        one.get();
      }
      long end = CLOCK.getCurrentThreadCpuTime();
      fastMany = Math.min(fastMany, (middle - start) / (double) BLOCK);
      fastOne = Math.min(fastOne, (end - middle) / (double) ONES);
      for (int i = 0; i < sums.length; i++) {
        sums[i] += gradient[i];
      }
    }
  }

  private void print(String line) {
    spec.commandLine().getOut().println(line);
    spec.commandLine().getOut().flush();
  }
}
