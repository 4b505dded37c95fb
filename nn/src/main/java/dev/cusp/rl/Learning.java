package dev.cusp.rl;

/** Is told how far learning is. */
@FunctionalInterface
public interface Learning {
  /**
   * After each round; gives back whether to go on.
   *
   * @param steps made in the environment, in all
   * @param episodes that are over
   * @param lately the mean return of the last 100 of them, NaN where there are fewer; of {@link
   *     Dqn} that of 100 further episodes in which nothing is tried out
   */
  boolean round(long steps, int episodes, double lately);

  /** Goes on to the end. */
  static Learning quiet() {
    return (_, _, _) -> true;
  }
}
