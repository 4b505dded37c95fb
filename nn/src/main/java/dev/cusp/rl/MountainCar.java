package dev.cusp.rl;

import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * A car in a valley that is too weak for the slope and has to swing: pushed left, not at all or
 * right (0, 1, 2), -1 for each step until it is up on the right. Moore 1990, as in Gymnasium's
 * MountainCar-v0. A state is position and velocity.
 */
public record MountainCar() implements Environment {
  private static final double LEFT = -1.2;
  private static final double RIGHT = 0.6;
  private static final double GOAL = 0.5;
  private static final double FASTEST = 0.07;

  @Override
  public int actions() {
    return 3;
  }

  @Override
  public double[] start(RandomGenerator random) {
    return new double[] {random.nextDouble(-0.6, -0.4), 0};
  }

  @Override
  public Outcome step(double[] state, int action, RandomGenerator random) {
    double push = 0.001 * (Objects.checkIndex(action, 3) - 1);
    double velocity = state[1] + push - 0.0025 * Math.cos(3 * state[0]);
    velocity = Math.clamp(velocity, -FASTEST, FASTEST);
    double position = Math.clamp(state[0] + velocity, LEFT, RIGHT);
    if (position == LEFT && velocity < 0) {
      velocity = 0;
    }
    return new Outcome(new double[] {position, velocity}, -1, position >= GOAL && velocity >= 0);
  }

  @Override
  public int limit() {
    return 200;
  }

  @Override
  public double solved() {
    return -110;
  }
}
