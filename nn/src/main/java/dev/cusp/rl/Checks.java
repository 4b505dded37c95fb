package dev.cusp.rl;

import dev.cusp.rl.Environment.Outcome;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Refuses what an environment may not do before it is learned from: one NaN would spoil a network,
 * and everything after it, in silence.
 *
 * @param width how many numbers are seen of a state
 */
record Checks(String name, int actions, int width) {
  /** Nobody waits for an episode of more steps. */
  static final int MOST_STEPS = 1_000_000;

  static Checks of(Environment environment) {
    String name = environment.getClass().getName().replaceFirst(".*\\.", "");
    int actions = environment.actions();
    if (actions < 1) {
      throw new IllegalArgumentException(
          "%s has %d actions; actions() is at least 1".formatted(name, actions));
    }
    int limit = environment.limit();
    if (limit < 1 || limit > MOST_STEPS) {
      throw new IllegalArgumentException(
          "%s breaks episodes off after %d steps; limit() is at least 1, and at most %d, since an episode may never end by itself"
              .formatted(name, limit, MOST_STEPS));
    }
    double[] start = environment.start(new SplittableRandom(0));
    double[] seen = start == null ? null : environment.observation(start);
    Checks checks = new Checks(name, actions, seen == null ? 0 : seen.length);
    checks.start(start, seen);
    if (seen.length == 0) {
      throw new IllegalArgumentException(
          "%s shows nothing of a state; observation() has at least one number".formatted(name));
    }
    return checks;
  }

  void start(double[] state, double[] seen) {
    if (state == null) {
      throw new IllegalArgumentException(name + ": start() gave null instead of a state");
    }
    seen("at the start", state, seen);
  }

  void action(int action) {
    if (action < 0 || action >= actions) {
      throw new IllegalArgumentException(
          "the policy took action %d of %s, which has the actions 0 to %d; its scores are a column for each"
              .formatted(action, name, actions - 1));
    }
  }

  /**
   * What came of an action.
   *
   * @param before a copy of the state from before
   * @param given the array that the environment was given
   */
  void step(int number, double[] before, double[] given, int action, Outcome outcome) {
    String where =
        "step %d, action %d in the state %s".formatted(number, action, Arrays.toString(before));
    if (outcome == null || outcome.state() == null) {
      throw new IllegalArgumentException("%s, %s: there is no next state".formatted(name, where));
    }
    if (!Arrays.equals(before, given)) {
      throw new IllegalArgumentException(
          "%s, %s: step() changed the state that it was given to %s; let it change a copy, state.clone()"
              .formatted(name, where, Arrays.toString(given)));
    }
    if (!Float.isFinite((float) outcome.reward())) {
      throw new IllegalArgumentException(
          "%s, %s: the reward is %s; rewards are finite floats (what may never happen costs a number, such as -100)"
              .formatted(name, where, outcome.reward()));
    }
  }

  void stepSeen(int number, double[] before, int action, double[] state, double[] seen) {
    String where =
        "after step %d, action %d in the state %s"
            .formatted(number, action, Arrays.toString(before));
    seen(where, state, seen);
  }

  private void seen(String where, double[] state, double[] seen) {
    if (seen == null || seen.length != width) {
      throw new IllegalArgumentException(
          "%s, %s: of the state %s %s numbers are seen, not %d as at first; observation() always has as many"
              .formatted(
                  name, where, Arrays.toString(state), seen == null ? "no" : seen.length, width));
    }
    for (int j = 0; j < width; j++) {
      if (!Float.isFinite((float) seen[j])) {
        throw new IllegalArgumentException(
            "%s, %s: number %d of what is seen of the state %s is %s; networks need finite floats: look for a division by 0, or a speed without a bound, in step()"
                .formatted(name, where, j, Arrays.toString(state), seen[j]));
      }
    }
  }
}
