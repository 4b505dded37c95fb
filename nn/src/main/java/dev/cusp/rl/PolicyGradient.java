package dev.cusp.rl;

import dev.cusp.optim.Adam;
import dev.cusp.optim.Clip;
import dev.cusp.optim.Optimizer;
import dev.cusp.optim.Schedule;
import dev.cusp.optim.Trained;
import dev.cusp.prob.Categorical;
import dev.cusp.tensor.DType;
import dev.cusp.tensor.Gradients;
import dev.cusp.tensor.Key;
import dev.cusp.tensor.Shape;
import dev.cusp.tensor.Tensor;

/**
 * Learns a policy by the score function: actions become likelier the better they were than the
 * critic expected. In each round some steps are made in several episodes at once, then some passes
 * over them in batches, with {@code min(r A, clip(r) A)} for the ratio r of the probability of an
 * action to what it was and its advantage A.
 *
 * @param steps to be made in all
 * @param episodes that go on at once
 * @param horizon steps of each in a round
 * @param passes over a round's steps
 * @param batch how many of them a batch has
 * @param clip how far r may be off 1 before it is clipped; infinite for no clipping
 * @param discount of later rewards
 * @param trace how far advantages look ahead: 1 sums rewards as they came, 0 trusts the critic
 *     (Schulman et al., arXiv 1506.02438)
 * @param rate of Adam at first; it falls to 0 in a straight line
 */
public record PolicyGradient(
    long steps,
    int episodes,
    int horizon,
    int passes,
    int batch,
    double clip,
    double discount,
    double trace,
    double rate,
    double valueWeight,
    double entropyWeight) {
  public PolicyGradient {
    int round = episodes * horizon;
    if (episodes < 1 || horizon < 1 || batch < 1 || round % batch != 0 || steps < round) {
      throw new IllegalArgumentException(
          "%d steps by %d episodes of %d steps a round, in batches of %d"
              .formatted(steps, episodes, horizon, batch));
    }
  }

  /** Proximal policy optimization (Schulman et al., arXiv 1707.06347). */
  public static PolicyGradient ppo(long steps) {
    return new PolicyGradient(steps, 8, 32, 10, 256, 0.2, 0.98, 0.8, 2e-3, 0.5, 0.0);
  }

  /** Advantage actor-critic: one pass over short rounds (Mnih et al., arXiv 1602.01783). */
  public static PolicyGradient actorCritic(long steps) {
    double none = Double.POSITIVE_INFINITY;
    return new PolicyGradient(steps, 16, 8, 1, 128, none, 0.99, 0.95, 3e-3, 0.5, 0.0);
  }

  /** REINFORCE with a learned baseline: returns as they came, one pass (Williams 1992). */
  public static PolicyGradient reinforce(long steps) {
    double none = Double.POSITIVE_INFINITY;
    return new PolicyGradient(steps, 8, 256, 1, 2048, none, 0.99, 1, 1e-2, 0.5, 0.0);
  }

  /** With another number of steps in all. */
  public PolicyGradient steps(long number) {
    return new PolicyGradient(
        number,
        episodes,
        horizon,
        passes,
        batch,
        clip,
        discount,
        trace,
        rate,
        valueWeight,
        entropyWeight);
  }

  /** With a reward for policies that are undecided. */
  public PolicyGradient entropyWeight(double weight) {
    return new PolicyGradient(
        steps, episodes, horizon, passes, batch, clip, discount, trace, rate, valueWeight, weight);
  }

  /** Learns from scratch. The same key gives the same policy. */
  public ActorCritic learn(Environment environment, Key key, Learning learning) {
    Runner runner = new Runner(environment, episodes, key.split(0));
    long rounds = steps / ((long) episodes * horizon);
    long updates = rounds * passes * (episodes * horizon / batch);
    Optimizer optimizer =
        Adam.of(Schedule.linear(rate, 0, updates)).epsilon(1e-5).after(Clip.globalNorm(0.5));
    Trained<ActorCritic> now = optimizer.start(ActorCritic.of(environment, 64, key.split(1)));
    Key order = key.split(2);
    for (int round = 0; round < rounds; round++) {
      Rollout rollout = Rollout.of(runner, now.model(), environment.actions(), horizon);
      Rollout.Targets targets = rollout.targets(now.model(), discount, trace);
      for (int pass = 0; pass < passes; pass++) {
        Tensor shuffled = order.split(round).split(pass).permutation(rollout.size());
        for (int first = 0; first < rollout.size(); first += batch) {
          int[] rows = rows(shuffled, first);
          now = step(optimizer, now, rollout, targets, rows);
        }
      }
      long made = (round + 1L) * episodes * horizon;
      if (!learning.round(made, runner.finished().size(), runner.lately(100))) {
        break;
      }
    }
    return now.model();
  }

  private int[] rows(Tensor shuffled, int first) {
    int[] rows = new int[batch];
    System.arraycopy((int[]) shuffled.data(), first, rows, 0, batch);
    return rows;
  }

  private Trained<ActorCritic> step(
      Optimizer optimizer,
      Trained<ActorCritic> now,
      Rollout rollout,
      Rollout.Targets targets,
      int... rows) {
    Tensor seen = rollout.seen(rows);
    Tensor actions = rollout.actions(rows);
    Tensor before = numbers(targets.logProbs(), rows);
    Tensor advantages = standardized(numbers(targets.advantages(), rows));
    Tensor returns = numbers(targets.returns(), rows);
    var result =
        Gradients.<ActorCritic>valueAndGradient(
                model -> {
                  Categorical policy = new Categorical(model.scores(seen));
                  Tensor gain = gain(policy.logProb(actions), before, advantages);
                  Tensor error = model.values(seen).sub(returns).square().mean();
                  Tensor entropy = policy.entropy().mean();
                  return error.mul(valueWeight).sub(gain.mean()).sub(entropy.mul(entropyWeight));
                })
            .apply(now.model());
    return optimizer.step(now, result);
  }

  private Tensor gain(Tensor log, Tensor before, Tensor advantages) {
    if (clip == Double.POSITIVE_INFINITY) {
      return log.mul(advantages);
    }
    Tensor ratio = log.sub(before).exp();
    double least = 1 - clip;
    double most = 1 + clip;
    return ratio.zip(
        advantages,
        (r, a) -> {
          double clipped = r < least ? least : r > most ? most : r;
          return Math.min(r * a, clipped * a);
        });
  }

  private static Tensor standardized(Tensor x) {
    return x.sub(x.mean()).div(x.std().add(1e-8));
  }

  private static Tensor numbers(double[] all, int... rows) {
    float[] some = new float[rows.length];
    for (int i = 0; i < rows.length; i++) {
      some[i] = (float) all[rows[i]];
    }
    return Tensor.ofData(some, Shape.of(rows.length), DType.F32);
  }
}
