package dev.cusp.rl;

import java.util.random.RandomGenerator;

/**
 * What can be acted in, one of a few actions at a time. It has no memory: a state is an array of
 * numbers that is given and returned, and never changed. So many can go on at once.
 *
 * <p>Learning refuses, with the step and the state, rewards and observations that are not finite as
 * floats, observations of another length than at first, and states that {@link #step} changes.
 */
public interface Environment {
  /**
   * What came of an action.
   *
   * @param isEnd whether the episode ends here, and nothing follows
   */
  record Outcome(double[] state, double reward, boolean isEnd) {}

  /** How many actions there are: 0, 1, and so on. */
  int actions();

  /** A state to begin an episode in. */
  double[] start(RandomGenerator random);

  /**
   * Acts.
   *
   * @throws IndexOutOfBoundsException for an action that there is not
   */
  Outcome step(double[] state, int action, RandomGenerator random);

  /** What is seen of a state; the numbers are of moderate size, for networks. */
  default double[] observation(double[] state) {
    return state;
  }

  /** After how many steps, at most a million, an episode is broken off, though it has not ended. */
  int limit();

  /** The mean return over 100 episodes from which on it counts as solved; NaN for none. */
  default double solved() {
    return Double.NaN;
  }
}
