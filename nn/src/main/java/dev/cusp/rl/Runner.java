package dev.cusp.rl;

import dev.cusp.rl.Environment.Outcome;
import dev.cusp.tensor.DType;
import dev.cusp.tensor.Key;
import dev.cusp.tensor.Shape;
import dev.cusp.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Several episodes that go on side by side, each with random numbers of its own; one that ends is
 * followed by another. Belongs to one thread.
 */
final class Runner {
  /** What came of a step of one of them. */
  record Experience(
      double[] seen, int action, double reward, double[] next, boolean isEnd, boolean isBroken) {}

  private final Environment environment;
  private final Checks checks;
  private final RandomGenerator[] random;
  private final double[][] states;
  private final double[][] seen;
  private final int[] steps;
  private final double[] returns;

  /** The returns of episodes that are over, in order. */
  private final List<Double> finished = new ArrayList<>();

  Runner(Environment environment, int count, Key key) {
    this.environment = environment;
    checks = Checks.of(environment);
    random = new RandomGenerator[count];
    states = new double[count][];
    seen = new double[count][];
    steps = new int[count];
    returns = new double[count];
    for (int i = 0; i < count; i++) {
      random[i] = new SplittableRandom(key.split(i).bits());
      begin(i);
    }
  }

  private void begin(int i) {
    states[i] = environment.start(random[i]);
    seen[i] = look(states[i]);
    checks.start(states[i], seen[i]);
    steps[i] = 0;
    returns[i] = 0;
  }

  /** A copy: the environment may show all states in one array. */
  private double[] look(double[] state) {
    double[] shown = state == null ? null : environment.observation(state);
    return shown == null ? null : shown.clone();
  }

  int count() {
    return states.length;
  }

  RandomGenerator random(int i) {
    return random[i];
  }

  List<Double> finished() {
    return finished;
  }

  /** The mean return of the last episodes; NaN where there are fewer. */
  double lately(int episodes) {
    int n = finished.size();
    return n < episodes
        ? Double.NaN
        : finished.subList(n - episodes, n).stream().mapToDouble(r -> r).average().orElseThrow();
  }

  /** What is seen by all, a row for each; f32. */
  Tensor seen() {
    return rows(seen);
  }

  /** A state of one of them, for drawing. */
  double[] state(int i) {
    return states[i];
  }

  static Tensor rows(double[]... rows) {
    int width = rows[0].length;
    float[] all = new float[rows.length * width];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < width; j++) {
        all[i * width + j] = (float) rows[i][j];
      }
    }
    return Tensor.ofData(all, Shape.of(rows.length, width), DType.F32);
  }

  /**
   * Acts in one of them.
   *
   * @throws IllegalArgumentException if there is no such action, or the environment gives back what
   *     is none of a state, a finite reward, and as many finite numbers to be seen as at first
   */
  Experience step(int i, int action) {
    double[] before = seen[i];
    checks.action(action);
    double[] given = states[i];
    double[] state = given.clone();
    Outcome outcome = environment.step(given, action, random[i]);
    steps[i]++;
    checks.step(steps[i], state, given, action, outcome);
    states[i] = outcome.state();
    seen[i] = look(outcome.state());
    checks.stepSeen(steps[i], state, action, states[i], seen[i]);
    returns[i] += outcome.reward();
    boolean isBroken = !outcome.isEnd() && steps[i] >= environment.limit();
    Experience experience =
        new Experience(before, action, outcome.reward(), seen[i], outcome.isEnd(), isBroken);
    if (outcome.isEnd() || isBroken) {
      finished.add(returns[i]);
      begin(i);
    }
    return experience;
  }
}
