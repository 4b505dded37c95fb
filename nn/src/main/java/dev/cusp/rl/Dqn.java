package dev.cusp.rl;

import dev.cusp.nn.Dense;
import dev.cusp.nn.Functions;
import dev.cusp.nn.LayerNorm;
import dev.cusp.nn.Losses;
import dev.cusp.nn.Sequential;
import dev.cusp.optim.Adam;
import dev.cusp.optim.Clip;
import dev.cusp.optim.Optimizer;
import dev.cusp.optim.Schedule;
import dev.cusp.optim.Trained;
import dev.cusp.tensor.DType;
import dev.cusp.tensor.Gradients;
import dev.cusp.tensor.Key;
import dev.cusp.tensor.Shape;
import dev.cusp.tensor.Tensor;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Learns what actions are worth from remembered steps: the reward and the worth of the action that
 * would be best next, judged by a network that stays behind (Mnih et al. 2015; the double form of
 * van Hasselt, Guez and Silver, arXiv 1509.06461).
 *
 * @param steps to be made in all
 * @param episodes that go on at once; one step of each between updates
 * @param memory how many steps are remembered
 * @param batch how many are learned from at once
 * @param updates between two rounds of steps
 * @param refresh after how many updates the network that stays behind catches up
 * @param exploring the share of all steps during which random actions become rare, to 0.04
 */
public record Dqn(
    long steps,
    int episodes,
    int memory,
    int batch,
    int updates,
    int refresh,
    double discount,
    double rate,
    double exploring) {
  private static final double RARE = 0.04;
  private static final int WIDTH = 128;
  private static final int WARM_UP = 1000;

  /** With settings for small problems. */
  public static Dqn of(long steps) {
    return new Dqn(steps, 16, 100_000, 128, 4, 20, 0.97, 1e-3, 0.1);
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
    int seen = environment.observation(environment.start(new SplittableRandom(0))).length;
    Sequential network =
        Sequential.of(
                Dense.of(WIDTH),
                LayerNorm.of(), // without it, what is far from the start is overrated and grows
                Functions.relu(),
                Dense.of(WIDTH),
                LayerNorm.of(),
                Functions.relu(),
                Dense.of(environment.actions()))
            .make(key.split(1), seen);
    Schedule falling = Schedule.linear(rate, 0.05 * rate, Math.max(1, steps * updates / episodes));
    Optimizer optimizer = Adam.of(falling).after(Clip.globalNorm(10));
    Trained<Sequential> now = optimizer.start(network);
    Sequential behind = network;
    Runner runner = new Runner(environment, episodes, key.split(0));
    SplittableRandom random = new SplittableRandom(key.split(2).bits());
    Runner.Experience[] remembered = new Runner.Experience[memory];
    long made = 0;
    long updated = 0;
    while (made < steps) {
      double chance = Math.max(RARE, 1 - (1 - RARE) * made / (exploring * steps));
      int[] actions = (int[]) now.model().apply(runner.seen()).argmax(-1).data();
      for (int i = 0; i < episodes; i++) {
        boolean isRandom = random.nextDouble() < chance;
        int action = isRandom ? random.nextInt(environment.actions()) : actions[i];
        remembered[(int) (made++ % memory)] = runner.step(i, action);
      }
      int known = (int) Math.min(made, memory);
      for (int k = 0; known >= WARM_UP && k < updates; k++) {
        now = update(optimizer, now, behind, drawn(remembered, known, random));
        behind = ++updated % refresh == 0 ? now.model() : behind;
      }
      boolean isRound = made % (128L * episodes) == 0;
      if (isRound && !learning.round(made, runner.finished().size(), runner.lately(100))) {
        break;
      }
    }
    return new Values(now.model());
  }

  private Runner.Experience[] drawn(
      Runner.Experience[] remembered, int known, SplittableRandom random) {
    Runner.Experience[] some = new Runner.Experience[batch];
    Arrays.setAll(some, _ -> remembered[random.nextInt(known)]);
    return some;
  }

  private Trained<Sequential> update(
      Optimizer optimizer, Trained<Sequential> now, Sequential behind, Runner.Experience[] some) {
    Tensor seen = Runner.rows(Arrays.stream(some).map(e -> e.seen()).toArray(double[][]::new));
    Tensor next = Runner.rows(Arrays.stream(some).map(e -> e.next()).toArray(double[][]::new));
    Tensor actions = Tensor.of(Arrays.stream(some).mapToInt(e -> e.action()).toArray());
    float[] rewards = new float[batch];
    float[] goesOn = new float[batch];
    for (int i = 0; i < batch; i++) {
      rewards[i] = (float) some[i].reward();
      goesOn[i] = some[i].isEnd() ? 0 : (float) discount;
    }
    Tensor best = now.model().apply(next).argmax(-1);
    Tensor later = behind.apply(next).gather(-1, best.expandDims(-1)).squeeze(-1);
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
