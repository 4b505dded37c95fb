package dev.cusp.examples.springs;

import dev.cusp.Cusp;
import dev.cusp.GradientInto;
import java.util.Locale;

/**
 * A soft square is thrown: four masses, joined by six springs. Gradient descent through the
 * thousand steps of its flight finds the throw that brings every corner where it should be.
 */
public final class Springs {
  private static final int STEPS = 1000;
  private static final double SECONDS = 1.2;
  private static final double GRAVITY = 9.81;
  private static final double STIFFNESS = 8;
  private static final double DAMPING = 0.05;

  /** Corners x0, y0, x1, y1 ... of a square with sides of 0.5 m, and the same at the target. */
  private static final double[] START = {0, 0, 0.5, 0, 0.5, 0.5, 0, 0.5};

  private static final double[] TARGET = {4, 1, 4.5, 1, 4.5, 1.5, 4, 1.5};

  private static final int[] FROM = {0, 1, 2, 3, 0, 1};
  private static final int[] TO = {1, 2, 3, 0, 2, 3};

  private Springs() {}

  /**
   * Where the corners are after the flight: symplectic Euler steps, positions and velocities
   * updated in place.
   *
   * @param throwing velocities of the corners at the start
   */
  public static double[] fly(double[] throwing) {
    double[] position = START.clone();
    double[] velocity = throwing.clone();
    double dt = SECONDS / STEPS;
    for (int step = 0; step < STEPS; step++) {
      for (int spring = 0; spring < FROM.length; spring++) {
        pull(position, velocity, FROM[spring], TO[spring], dt);
      }
      for (int i = 0; i < position.length; i += 2) {
        velocity[i + 1] -= GRAVITY * dt;
        position[i] += velocity[i] * dt;
        position[i + 1] += velocity[i + 1] * dt;
      }
    }
    return position;
  }

  /** A spring with a damper changes the velocities of the two masses of unit weight at its ends. */
  private static void pull(double[] position, double[] velocity, int a, int b, double dt) {
    double dx = position[2 * b] - position[2 * a];
    double dy = position[2 * b + 1] - position[2 * a + 1];
    double length = Math.sqrt(dx * dx + dy * dy);
    double restX = START[2 * b] - START[2 * a];
    double restY = START[2 * b + 1] - START[2 * a + 1];
    double rest = Math.sqrt(restX * restX + restY * restY);
    double ux = dx / length;
    double uy = dy / length;
    double opening =
        (velocity[2 * b] - velocity[2 * a]) * ux + (velocity[2 * b + 1] - velocity[2 * a + 1]) * uy;
    double impulse = (STIFFNESS * (length - rest) + DAMPING * opening) * dt;
    velocity[2 * a] += impulse * ux;
    velocity[2 * a + 1] += impulse * uy;
    velocity[2 * b] -= impulse * ux;
    velocity[2 * b + 1] -= impulse * uy;
  }

  /** Half the squared distance of the corners from where they should be. */
  public static double loss(double[] throwing) {
    double[] end = fly(throwing);
    double sum = 0;
    for (int i = 0; i < end.length; i++) {
      sum += (end[i] - TARGET[i]) * (end[i] - TARGET[i]);
    }
    return 0.5 * sum;
  }

  /** Gradient descent; returns the last throw. */
  static double[] descend(double[] throwing, int iterations, double rate, boolean tell) {
    GradientInto gradient = Cusp.gradientInto(Springs::loss);
    double[] x = throwing.clone();
    var slope = new double[x.length];
    for (int iteration = 0; iteration <= iterations; iteration++) {
      double loss = gradient.apply(x, slope);
      if (tell && iteration % 30 == 0) {
        System.out.printf(Locale.ROOT, "%5d   loss %12.8f%n", iteration, loss);
      }
      for (int i = 0; i < x.length; i++) {
        x[i] -= rate * slope[i];
      }
    }
    return x;
  }

  public static void main(String[] args) {
    double[] spinning = {2, 4, 2, 4, 1, 4, 1, 4}; // upper and lower corners go apart: it tumbles
    double[] thrown = descend(spinning, 300, 0.4, true);
    double[] end = fly(thrown);
    System.out.println("corner   thrown with (m/s)     ends at (m)       wanted");
    for (int i = 0; i < 8; i += 2) {
      System.out.printf(
          Locale.ROOT,
          "%4d    %9.4f %9.4f  %8.4f %8.4f  %5.1f %5.1f%n",
          i / 2,
          thrown[i],
          thrown[i + 1],
          end[i],
          end[i + 1],
          TARGET[i],
          TARGET[i + 1]);
    }
  }
}
