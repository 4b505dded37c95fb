package dev.cusp.rl;

import dev.cusp.tensor.Tensor;

/** Some steps of several episodes: experience {@code t n + i} is that of episode i at step t. */
final class Rollout {
  /**
   * What is learned from it.
   *
   * @param logProbs of the actions when they were taken
   * @param advantages how much better than expected they were
   * @param returns what was to be expected
   */
  record Targets(double[] logProbs, double[] advantages, double[] returns) {}

  private final Runner.Experience[] all;
  private final double[] logProbs;
  private final int episodes;

  private Rollout(Runner.Experience[] all, double[] logProbs, int episodes) {
    this.all = all;
    this.logProbs = logProbs;
    this.episodes = episodes;
  }

  /** Makes the steps with actions drawn from a policy. */
  static Rollout of(Runner runner, Policy policy, int actions, int horizon) {
    int n = runner.count();
    Runner.Experience[] all = new Runner.Experience[n * horizon];
    double[] logProbs = new double[all.length];
    for (int t = 0; t < horizon; t++) {
      double[] logits = policy.scores(runner.seen()).logSoftmax(-1).toDoubles();
      for (int i = 0; i < n; i++) {
        int action = Policy.drawn(logits, i * actions, actions, runner.random(i));
        all[t * n + i] = runner.step(i, action);
        logProbs[t * n + i] = logits[i * actions + action];
      }
    }
    return new Rollout(all, logProbs, n);
  }

  int size() {
    return all.length;
  }

  Tensor seen(int... rows) {
    double[][] seen = new double[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      seen[i] = all[rows[i]].seen();
    }
    return Runner.rows(seen);
  }

  Tensor actions(int... rows) {
    int[] actions = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      actions[i] = all[rows[i]].action();
    }
    return Tensor.of(actions);
  }

  /**
   * Advantages by the critic, {@code sum (discount trace)^k (r + discount V' - V)} to the episode's
   * end; where it was only broken off, what the critic expects next counts.
   */
  Targets targets(ActorCritic model, double discount, double trace) {
    double[][] seen = new double[all.length][];
    double[][] next = new double[all.length][];
    for (int i = 0; i < all.length; i++) {
      seen[i] = all[i].seen();
      next[i] = all[i].next();
    }
    double[] values = model.values(Runner.rows(seen)).toDoubles();
    double[] later = model.values(Runner.rows(next)).toDoubles();
    double[] advantages = new double[all.length];
    double[] returns = new double[all.length];
    for (int i = all.length - 1; i >= 0; i--) {
      double ahead = all[i].isEnd() ? 0 : discount * later[i];
      double surprise = all[i].reward() + ahead - values[i];
      boolean isLast = all[i].isEnd() || all[i].isBroken() || i + episodes >= all.length;
      advantages[i] = surprise + (isLast ? 0 : discount * trace * advantages[i + episodes]);
      returns[i] = advantages[i] + values[i];
    }
    return new Targets(logProbs, advantages, returns);
  }
}
