package dev.cusp.rl;

import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * A pole on a cart, to be kept upright by pushing the cart left (0) or right (1): 1 for each step,
 * until the pole leans by more than 12 degrees or the cart is off by more than 2.4 m. The dynamics
 * of Barto, Sutton and Anderson 1983, as in Gymnasium's CartPole-v1: explicit Euler steps of 20 ms.
 * A state is position, velocity, angle, angular velocity in m and rad.
 */
public record CartPole() implements Environment {
  private static final double GRAVITY = 9.8;
  private static final double POLE_MASS = 0.1;
  private static final double MASS = 1.1;
  private static final double HALF_LENGTH = 0.5;
  private static final double FORCE = 10;
  private static final double STEP = 0.02;
  private static final double MOST_ANGLE = 12 * 2 * Math.PI / 360;
  private static final double MOST_POSITION = 2.4;

  @Override
  public int actions() {
    return 2;
  }

  @Override
  public double[] start(RandomGenerator random) {
    return random.doubles(4, -0.05, 0.05).toArray();
  }

  @Override
  public Outcome step(double[] state, int action, RandomGenerator random) {
    double force = Objects.checkIndex(action, 2) == 1 ? FORCE : -FORCE;
    double cosine = Math.cos(state[2]);
    double sine = Math.sin(state[2]);
    double moment = POLE_MASS * HALF_LENGTH;
    double push = (force + moment * state[3] * state[3] * sine) / MASS;
    double inertia = HALF_LENGTH * (4.0 / 3 - POLE_MASS * cosine * cosine / MASS);
    double turn = (GRAVITY * sine - cosine * push) / inertia;
    double acceleration = push - moment * turn * cosine / MASS;
    double[] next = {
      state[0] + STEP * state[1],
      state[1] + STEP * acceleration,
      state[2] + STEP * state[3],
      state[3] + STEP * turn
    };
    boolean isEnd = Math.abs(next[0]) > MOST_POSITION || Math.abs(next[2]) > MOST_ANGLE;
    return new Outcome(next, 1, isEnd);
  }

  @Override
  public int limit() {
    return 500;
  }

  @Override
  public double solved() {
    return 475;
  }
}
