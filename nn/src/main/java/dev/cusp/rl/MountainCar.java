package dev.cusp.rl;

import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * A car in a valley that is too weak for the slope and has to swing: pushed left, not at all or
 * right (0, 1, 2), -1 for each step until it is up on the right. Moore 1990, as in Gymnasium's
 * MountainCar-v0. A state is position and velocity; what is seen are both, scaled.
 */
public record MountainCar() implements Environment {
  private static final double LEFT = -1.2;
  private static final double RIGHT = 0.6;
  private static final double GOAL = 0.5;
  private static final double FASTEST = 0.07;
  private static final double GRAVITY = 0.0025;

  /** What the energy that lacks at rest, 0.0017 of its unit, counts: some 80 steps. */
  private static final double HINT = 50_000;

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
    double velocity = state[1] + push - GRAVITY * Math.cos(3 * state[0]);
    velocity = Math.clamp(velocity, -FASTEST, FASTEST);
    double position = Math.clamp(state[0] + velocity, LEFT, RIGHT);
    if (position == LEFT && velocity < 0) {
      velocity = 0;
    }
    return new Outcome(new double[] {position, velocity}, -1, position >= GOAL && velocity >= 0);
  }

  @Override
  public double[] observation(double[] state) {
    return new double[] {2 * (state[0] + 0.5), 30 * state[1]};
  }

  /**
   * With a hint for those who learn, for rewards tell nothing before the goal: mechanical energy as
   * a potential.
   *
   * @param discount as in learning
   */
  public Shaped shaped(double discount) {
    return new Shaped(
        this, s -> HINT * (s[1] * s[1] / 2 + GRAVITY / 3 * (Math.sin(3 * s[0]) - 1)), discount);
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
