package dev.cusp.rl;

import dev.cusp.tensor.Key;
import dev.cusp.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** A way to act: scores of actions for what is seen, both a row for each of a batch. */
@FunctionalInterface
public interface Policy {
  Tensor scores(Tensor seen);

  /** The returns of some episodes, if always the action of the highest score is taken. */
  default double[] returns(Environment environment, int episodes, Key key) {
    Runner runner = new Runner(environment, episodes, key);
    double[] returns = new double[episodes];
    boolean[] isOver = new boolean[episodes];
    int left = episodes;
    while (left > 0) {
      int[] actions = best(scores(runner.seen()));
      for (int i = 0; i < episodes; i++) {
        if (!isOver[i]) {
          int before = runner.finished().size();
          runner.step(i, actions[i]);
          if (runner.finished().size() > before) {
            returns[i] = runner.finished().getLast();
            isOver[i] = true;
            left--;
          }
        }
      }
    }
    return returns;
  }

  /** The states of one episode, if always the action of the highest score is taken. */
  default List<double[]> episode(Environment environment, Key key) {
    Runner runner = new Runner(environment, 1, key);
    List<double[]> states = new ArrayList<>();
    while (runner.finished().isEmpty()) {
      states.add(runner.state(0));
      runner.step(0, best(scores(runner.seen()))[0]);
    }
    return states;
  }

  private static int[] best(Tensor scores) {
    for (double score : scores.toDoubles()) {
      known(score);
    }
    return (int[]) scores.argmax(-1).data();
  }

  private static void known(double score) {
    if (Double.isNaN(score)) {
      throw new ArithmeticException(
          "the policy's score of an action is NaN; a lower rate or smaller rewards may keep its network finite");
    }
  }

  /** An action with a probability in proportion to {@code exp(score)}. */
  static int drawn(double[] scores, int from, int actions, RandomGenerator random) {
    double most = Double.NEGATIVE_INFINITY;
    for (int a = 0; a < actions; a++) {
      known(scores[from + a]);
      most = Math.max(most, scores[from + a]);
    }
    double sum = 0;
    for (int a = 0; a < actions; a++) {
      sum += Math.exp(scores[from + a] - most);
    }
    double left = random.nextDouble() * sum;
    int action = 0;
    while (action < actions - 1 && (left -= Math.exp(scores[from + action] - most)) >= 0) {
      action++;
    }
    return action;
  }
}
