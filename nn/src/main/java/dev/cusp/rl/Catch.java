package dev.cusp.rl;

import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * A ball falls in one of some columns, and a paddle at the bottom goes left, stays or goes right
 * (0, 1, 2): 1 if the ball is caught, else -1. Osband et al., Behaviour suite for reinforcement
 * learning, arXiv 1908.03568. A state is the ball's row and column and the paddle's column; it is
 * seen as a picture.
 */
public record Catch(int rows, int columns) implements Environment {
  public Catch {
    if (rows < 2 || columns < 1) {
      throw new IllegalArgumentException(
          "a game of %d rows and %d columns".formatted(rows, columns));
    }
  }

  /** Of ten rows and five columns. */
  public static Catch standard() {
    return new Catch(10, 5);
  }

  @Override
  public int actions() {
    return 3;
  }

  @Override
  public double[] start(RandomGenerator random) {
    return new double[] {0, random.nextInt(columns), columns / 2};
  }

  @Override
  public Outcome step(double[] state, int action, RandomGenerator random) {
    double paddle = Math.clamp(state[2] + Objects.checkIndex(action, 3) - 1, 0, columns - 1.0);
    double row = state[0] + 1;
    boolean isEnd = row == rows - 1;
    double reward = !isEnd ? 0 : paddle == state[1] ? 1 : -1;
    return new Outcome(new double[] {row, state[1], paddle}, reward, isEnd);
  }

  @Override
  public double[] observation(double[] state) {
    double[] seen = new double[rows * columns];
    seen[(int) state[0] * columns + (int) state[1]] = 1;
    seen[(rows - 1) * columns + (int) state[2]] = 1;
    return seen;
  }

  @Override
  public int limit() {
    return rows;
  }

  @Override
  public double solved() {
    return 0.99;
  }
}
