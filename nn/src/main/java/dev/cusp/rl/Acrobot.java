package dev.cusp.rl;

import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * Two rods that hang, to be swung up above a line by a torque of -1, 0 or 1 Nm at the joint between
 * them (actions 0, 1, 2): -1 for each step until then. Sutton and Barto, Reinforcement learning,
 * example 11.3, as in Gymnasium's Acrobot-v1: steps of 0.2 s by the method of Runge and Kutta. A
 * state is both angles, from hanging down and from each other, and their velocities.
 */
public record Acrobot() implements Environment {
  private static final double GRAVITY = 9.8;
  private static final double CENTER = 0.5;
  private static final double STEP = 0.2;
  private static final double[] FASTEST = {4 * Math.PI, 9 * Math.PI};

  @Override
  public int actions() {
    return 3;
  }

  @Override
  public double[] start(RandomGenerator random) {
    return random.doubles(4, -0.1, 0.1).toArray();
  }

  @Override
  public Outcome step(double[] state, int action, RandomGenerator random) {
    double torque = Objects.checkIndex(action, 3) - 1;
    double[] k1 = slope(state, torque);
    double[] k2 = slope(moved(state, k1, STEP / 2), torque);
    double[] k3 = slope(moved(state, k2, STEP / 2), torque);
    double[] k4 = slope(moved(state, k3, STEP), torque);
    double[] next = new double[4];
    for (int i = 0; i < 4; i++) {
      next[i] = state[i] + STEP / 6 * (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i]);
    }
    for (int i = 0; i < 2; i++) {
      next[i] -= 2 * Math.PI * Math.rint(next[i] / (2 * Math.PI));
      next[i + 2] = Math.clamp(next[i + 2], -FASTEST[i], FASTEST[i]);
    }
    boolean isUp = -Math.cos(next[0]) - Math.cos(next[0] + next[1]) > 1;
    return new Outcome(next, isUp ? 0 : -1, isUp);
  }

  private static double[] moved(double[] x, double[] slope, double by) {
    double[] moved = new double[4];
    for (int i = 0; i < 4; i++) {
      moved[i] = x[i] + by * slope[i];
    }
    return moved;
  }

  /** Of rods of 1 m and 1 kg with moments of inertia of 1 kg m². */
  private static double[] slope(double[] x, double torque) {
    double cosine = Math.cos(x[1]);
    double sine = Math.sin(x[1]);
    double d1 = CENTER * CENTER + (1 + CENTER * CENTER + 2 * CENTER * cosine) + 2;
    double d2 = CENTER * CENTER + CENTER * cosine + 1;
    double phi2 = CENTER * GRAVITY * Math.sin(x[0] + x[1]);
    double phi1 =
        -CENTER * x[3] * x[3] * sine
            - 2 * CENTER * x[3] * x[2] * sine
            + (CENTER + 1) * GRAVITY * Math.sin(x[0])
            + phi2;
    double second =
        (torque + d2 / d1 * phi1 - CENTER * x[2] * x[2] * sine - phi2)
            / (CENTER * CENTER + 1 - d2 * d2 / d1);
    return new double[] {x[2], x[3], -(d2 * second + phi1) / d1, second};
  }

  /** Cosines and sines of the angles, and the velocities. */
  @Override
  public double[] observation(double[] x) {
    return new double[] {
      Math.cos(x[0]), Math.sin(x[0]), Math.cos(x[1]), Math.sin(x[1]), x[2], x[3]
    };
  }

  @Override
  public int limit() {
    return 500;
  }

  @Override
  public double solved() {
    return -100;
  }
}
