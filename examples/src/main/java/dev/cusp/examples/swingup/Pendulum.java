package dev.cusp.examples.swingup;

import dev.cusp.rl.Environment;
import java.util.random.RandomGenerator;

/**
 * A rod on an axle, with a motor too weak to lift it at once: it has to swing. A state is the angle
 * from upright, in radians, and the angular velocity, in radians a second, of a rod of 1 m and 1 kg
 * at 10 m/s^2.
 *
 * @param first the angle that episodes begin with, at rest
 * @param spread how far they may begin from there
 */
public record Pendulum(double first, double spread) implements Environment {
  /** Seconds in a step. */
  public static final double STEP = 0.05;

  /** What the motor can do, in newton metres; 5 would hold the rod level. */
  private static final double[] TORQUES = {-2, -1, 0, 1, 2};

  private static final double FASTEST = 8;

  @Override
  public int actions() {
    return TORQUES.length;
  }

  @Override
  public double[] start(RandomGenerator random) {
    return new double[] {first + spread * (2 * random.nextDouble() - 1), 0};
  }

  /** The angle from upright, from -pi to pi. */
  public static double angle(double[] state) {
    return Math.IEEEremainder(state[0], 2 * Math.PI);
  }

  @Override
  public Outcome step(double[] state, int action, RandomGenerator random) {
    double torque = TORQUES[action];
    double angle = angle(state);
    double speed = state[1] + (15 * Math.sin(state[0]) + 3 * torque) * STEP;
    speed = Math.clamp(speed, -FASTEST, FASTEST);
    double cost = angle * angle + 0.1 * state[1] * state[1] + 0.001 * torque * torque;
    // 16.3 is the most that a step can cost
    return new Outcome(new double[] {state[0] + speed * STEP, speed}, -cost / 16.3, false);
  }

  /** A turn more is the same. */
  @Override
  public double[] observation(double[] state) {
    return new double[] {Math.cos(state[0]), Math.sin(state[0]), state[1] / FASTEST};
  }

  @Override
  public int limit() {
    return 200;
  }
}
