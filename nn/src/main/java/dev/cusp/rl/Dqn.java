package dev.cusp.rl;

import dev.cusp.nn.Dense;
import dev.cusp.nn.Functions;
import dev.cusp.nn.Losses;
import dev.cusp.nn.Sequential;
import dev.cusp.optim.Adam;
import dev.cusp.optim.Average;
import dev.cusp.optim.Clip;
import dev.cusp.optim.Optimizer;
import dev.cusp.optim.Schedule;
import dev.cusp.optim.Trained;
import dev.cusp.tensor.DType;
import dev.cusp.tensor.Gradients;
import dev.cusp.tensor.Key;
import dev.cusp.tensor.Leaves;
import dev.cusp.tensor.Shape;
import dev.cusp.tensor.Tensor;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Learns what actions are worth from remembered steps: the next rewards and the worth of the action
 * that would be best after them, judged by a network that stays behind (Mnih et al. 2015; the
 * double form of van Hasselt, Guez and Silver, arXiv 1509.06461; several rewards as in Hessel et
 * al., arXiv 1710.02298; a network that follows as an average as in Lillicrap et al., arXiv
 * 1509.02971).
 *
 * <p>What it learns goes up and down, so the network that stays behind is tried now and then, and
 * the best of these is the result. {@link Learning} is told of each trial.
 *
 * @param steps to be made in all
 * @param episodes that go on at once; one step of each between updates
 * @param memory how many steps are remembered
 * @param batch how many are learned from at once
 * @param updates between two rounds of steps
 * @param ahead how many rewards are summed before the worth of an action is asked
 * @param follow the part of the difference by which the network behind follows in an update
 * @param exploring the share of all steps during which random actions become rare, to 0.05
 */
public record Dqn(
    long steps,
    int episodes,
    int memory,
    int batch,
    int updates,
    int ahead,
    double follow,
    double discount,
    double rate,
    double exploring) {
  private static final double RARE = 0.05;
  private static final int WIDTH = 128;
  private static final int WARM_UP = 1000;

  /** Steps between trials, and episodes of a trial. */
  private static final int TRIAL = 2000;

  private static final int TRIED = 100;

  /** With settings for small problems. */
  public static Dqn of(long steps) {
    return new Dqn(steps, 8, 100_000, 128, 4, 8, 0.01, 0.99, 1e-3, 0.1);
  }

  /** A network whose results are the worth of actions. */
  public record Values(Sequential network) implements Policy {
    @Override
    public Tensor scores(Tensor seen) {
      return network.apply(seen);
    }
  }

  /** Learns from scratch. The same key gives the same policy. */
  public Values learn(Environment environment, Key key, Learning learning) {
    int seen = Checks.of(environment).width();
    Sequential network =
        Sequential.of(
                Dense.of(WIDTH),
                Functions.relu(),
                Dense.of(WIDTH),
                Functions.relu(),
                Dense.of(environment.actions()))
            .make(key.split(1), seen);
    Schedule falling = Schedule.linear(rate, 0.05 * rate, Math.max(1, steps * updates / episodes));
    Optimizer optimizer = Adam.of(falling).after(Clip.globalNorm(10));
    Average average = new Average(1 - follow);
    Trained<Sequential> now = optimizer.start(network);
    Sequential behind = network;
    Values best = new Values(network);
    double most = Double.NEGATIVE_INFINITY;
    Runner runner = new Runner(environment, episodes, key.split(0));
    SplittableRandom random = new SplittableRandom(key.split(2).bits());
    Runner.Experience[] remembered = new Runner.Experience[memory];
    long made = 0;
    long trial = 0;
    while (made < steps) {
      double chance = Math.max(RARE, 1 - (1 - RARE) * made / (exploring * steps));
      int[] actions = (int[]) now.model().apply(runner.seen()).argmax(-1).data();
      for (int i = 0; i < episodes; i++) {
        boolean isRandom = random.nextDouble() < chance;
        int action = isRandom ? random.nextInt(environment.actions()) : actions[i];
        remembered[(int) (made++ % memory)] = runner.step(i, action);
      }
      long known = Math.min(made, memory);
      for (int k = 0; known >= WARM_UP && k < updates; k++) {
        Stretch[] some = new Stretch[batch];
        for (int i = 0; i < batch; i++) {
          some[i] = stretch(remembered, made, made - known + random.nextLong(known));
        }
        now = update(optimizer, now, behind, some);
        behind = average.next(behind, now.model());
        Tensor.evaluate(Leaves.of(behind));
      }
      if (made / TRIAL > trial || made >= steps) {
        trial = made / TRIAL;
        Values tried = new Values(behind);
        double mean =
            Arrays.stream(tried.returns(environment, TRIED, key.split(3))).average().orElseThrow();
        best = mean > most ? tried : best;
        most = Math.max(most, mean);
        if (!learning.round(made, runner.finished().size(), mean)) {
          break;
        }
      }
    }
    return best;
  }

  /**
   * Some steps of an episode as if they were one.
   *
   * @param whole with the discounted sum of the rewards, and what is seen after the last of them
   * @param later the discount of what comes then
   */
  record Stretch(Runner.Experience whole, double later) {}

  /** At most {@code ahead} steps from the one at a number on, to the end of the episode. */
  Stretch stretch(Runner.Experience[] remembered, long made, long at) {
    Runner.Experience first = remembered[(int) (at % memory)];
    Runner.Experience last = first;
    double sum = first.reward();
    double later = discount;
    long next = at + episodes;
    for (int k = 1; k < ahead && !last.isEnd() && !last.isBroken() && next < made; k++) {
      last = remembered[(int) (next % memory)];
      sum += later * last.reward();
      later *= discount;
      next += episodes;
    }
    Runner.Experience whole =
        new Runner.Experience(
            first.seen(), first.action(), sum, last.next(), last.isEnd(), last.isBroken());
    return new Stretch(whole, later);
  }

  private Trained<Sequential> update(
      Optimizer optimizer, Trained<Sequential> now, Sequential behind, Stretch[] some) {
    double[][] before = Arrays.stream(some).map(s -> s.whole().seen()).toArray(double[][]::new);
    double[][] after = Arrays.stream(some).map(s -> s.whole().next()).toArray(double[][]::new);
    Tensor seen = Runner.rows(before);
    Tensor next = Runner.rows(after);
    Tensor actions = Tensor.of(Arrays.stream(some).mapToInt(s -> s.whole().action()).toArray());
    float[] rewards = new float[batch];
    float[] goesOn = new float[batch];
    for (int i = 0; i < batch; i++) {
      rewards[i] = (float) some[i].whole().reward();
      goesOn[i] = some[i].whole().isEnd() ? 0 : (float) some[i].later();
    }
    Tensor choice = now.model().apply(next).argmax(-1);
    Tensor later = behind.apply(next).gather(-1, choice.expandDims(-1)).squeeze(-1);
    Tensor wanted = vector(rewards).add(vector(goesOn).mul(later)).stopGradient();
    var result =
        Gradients.<Sequential>valueAndGradient(
                model -> {
                  Tensor worth = model.apply(seen).gather(-1, actions.expandDims(-1)).squeeze(-1);
                  return Losses.huber(worth, wanted, 1);
                })
            .apply(now.model());
    return optimizer.step(now, result);
  }

  private static Tensor vector(float[] numbers) {
    return Tensor.ofData(numbers, Shape.of(numbers.length), DType.F32);
  }
}
