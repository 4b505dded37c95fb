package dev.cusp.examples.orbit;

import dev.cusp.Cusp;
import dev.cusp.Function;
import java.util.Locale;

/**
 * A satellite round the flattened earth: how the end of its flight depends on the start, and which
 * start leads to a given place.
 */
public final class Orbit {
  private static final double GRAVITY = 398600.4418; // km^3 / s^2
  private static final double RADIUS = 6378.137; // km
  private static final double FLATTENING = 1.08262668e-3; // J2

  private Orbit() {}

  /**
   * The state after a flight, by the classical Runge-Kutta method.
   *
   * @param start position (km) and velocity (km/s)
   */
  public static double[] fly(double[] start, double seconds, int steps) {
    double h = seconds / steps;
    double[] state = start.clone();
    for (int step = 0; step < steps; step++) {
      double[] k1 = rate(state);
      double[] k2 = rate(moved(state, k1, h / 2));
      double[] k3 = rate(moved(state, k2, h / 2));
      double[] k4 = rate(moved(state, k3, h));
      for (int i = 0; i < 6; i++) {
        state[i] += h / 6 * (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i]);
      }
    }
    return state;
  }

  private static double[] moved(double[] state, double[] rate, double h) {
    double[] moved = state.clone();
    for (int i = 0; i < moved.length; i++) {
      moved[i] += h * rate[i];
    }
    return moved;
  }

  /** Velocity and acceleration, the earth's bulge included. */
  private static double[] rate(double[] state) {
    double x = state[0];
    double y = state[1];
    double z = state[2];
    double square = x * x + y * y + z * z;
    double pull = -GRAVITY / (square * Math.sqrt(square));
    double bulge = 1.5 * FLATTENING * RADIUS * RADIUS / square;
    double polar = 5 * z * z / square;
    return new double[] {
      state[3],
      state[4],
      state[5],
      pull * x * (1 + bulge * (1 - polar)),
      pull * y * (1 + bulge * (1 - polar)),
      pull * z * (1 + bulge * (3 - polar))
    };
  }

  /**
   * The start, its velocity changed, from which the flight ends at {@code target}: Newton's method
   * with that part of the state transition matrix that takes velocities to positions.
   */
  static double[] aim(double[] start, double[] target, Function<double[], double[]> flight) {
    Function<double[], double[][]> transition = Cusp.jacobian(flight);
    double[] aimed = start.clone();
    for (int iteration = 0; iteration < 8; iteration++) {
      double[] end = flight.apply(aimed);
      double[] miss = {target[0] - end[0], target[1] - end[1], target[2] - end[2]};
      double distance = Math.hypot(Math.hypot(miss[0], miss[1]), miss[2]);
      print("  iteration %d: misses by %12.6f km%n", iteration, distance);
      if (distance < 1e-6) {
        break;
      }
      double[][] jacobian = transition.apply(aimed);
      var byVelocity = new double[3][];
      for (int i = 0; i < 3; i++) {
        byVelocity[i] = new double[] {jacobian[i][3], jacobian[i][4], jacobian[i][5]};
      }
      double determinant = determinant(byVelocity[0], byVelocity[1], byVelocity[2]);
      for (int j = 0; j < 3; j++) {
        aimed[3 + j] += determinant(byVelocity, miss, j) / determinant; // Cramer's rule
      }
    }
    return aimed;
  }

  private static double determinant(double[][] rows, double[] right, int column) {
    var replaced = new double[3][];
    for (int i = 0; i < 3; i++) {
      replaced[i] = rows[i].clone();
      replaced[i][column] = right[i];
    }
    return determinant(replaced[0], replaced[1], replaced[2]);
  }

  private static double determinant(double[] a, double[] b, double[] c) {
    return a[0] * (b[1] * c[2] - b[2] * c[1])
        - a[1] * (b[0] * c[2] - b[2] * c[0])
        + a[2] * (b[0] * c[1] - b[1] * c[0]);
  }

  public static void main(String[] args) {
    double[] start = {7000, 0, 0, 0, 5.4, 5.4};
    Function<double[], double[]> flight = state -> fly(state, 4000, 400);

    double[] end = flight.apply(start);
    print("after 4000 s at (%.1f, %.1f, %.1f) km%n", end[0], end[1], end[2]);

    print("%nstate transition matrix: rows are the end, columns the start%n");
    for (double[] row : Cusp.jacobian(flight).apply(start)) {
      for (double entry : row) {
        print("%12.4g", entry);
      }
      print("%n");
    }

    double[] target = {end[0] + 300, end[1] - 200, end[2] + 100};
    print("%naiming at a point %.0f km away%n", Math.sqrt(300 * 300 + 200 * 200 + 100 * 100));
    double[] aimed = aim(start, target, flight);
    print("  change of velocity: ");
    print("%.6f %.6f %.6f km/s%n", aimed[3], aimed[4] - start[4], aimed[5] - start[5]);
  }

  private static void print(String format, Object... values) {
    System.out.printf(Locale.ROOT, format, values);
  }
}
