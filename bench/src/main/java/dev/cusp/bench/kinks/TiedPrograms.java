package dev.cusp.bench.kinks;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Programs that stand at ties where {@link KinkCases} evaluates them. */
final class TiedPrograms {
  private static final int INPUTS = 32;
  private static final int UNITS = 64;
  private static final int LAYERS = 3;

  /** An input with zeros, as a picture has. */
  static final double[] INPUT = new double[INPUTS];

  static {
    for (int i = 0; i < INPUTS; i += 4) {
      INPUT[i] = 1;
    }
  }

  private TiedPrograms() {}

  /** Layers of relu without biases, of small whole weights; the result is their sum. */
  static double network(double[] w, double[] input) {
    double[] x = input;
    int at = 0;
    for (int layer = 0; layer < LAYERS; layer++) {
      double[] y = new double[UNITS];
      for (int i = 0; i < UNITS; i++) {
        double sum = 0;
        for (int j = 0; j < x.length; j++) {
          sum += w[at++] * x[j];
        }
        y[i] = sum > 0 ? sum : 0;
      }
      x = y;
    }
    double sum = 0;
    for (double v : x) {
      sum += v;
    }
    return sum;
  }

  /** Weights of -1, 0 and 1, with which a fair part of the sums is exactly 0. */
  static double[] weights() {
    SplittableRandom random = new SplittableRandom(7);
    double[] w = new double[INPUTS * UNITS + (LAYERS - 1) * UNITS * UNITS];
    Arrays.setAll(w, i -> random.nextInt(-1, 2));
    return w;
  }

  static double sumOfAbs(double[] x) {
    double sum = 0;
    for (double v : x) {
      sum += Math.abs(v);
    }
    return sum;
  }

  static double clamps(double[] x) {
    double sum = 0;
    for (double v : x) {
      sum += Math.clamp(v, -1.0, 1.0) * v;
    }
    return sum;
  }

  static double largest(double[] x) {
    double largest = x[0];
    for (double v : x) {
      largest = Math.max(largest, v);
    }
    return largest;
  }

  static double sorted(double[] x) {
    double[] s = x.clone();
    Arrays.sort(s);
    double sum = 0;
    for (int i = 0; i < s.length; i++) {
      sum += i * s[i];
    }
    return sum;
  }

  /** Whole numbers joined by smooth steps. */
  static double stairs(double[] x) {
    double sum = 0;
    for (double v : x) {
      double whole = Math.floor(v);
      double rest = v - whole;
      sum += whole + rest * rest * (3 - 2 * rest);
    }
    return sum;
  }

  static double sqrtOfSquares(double[] x) {
    double sum = 0;
    for (double v : x) {
      sum += Math.sqrt(v * v);
    }
    return sum;
  }

  static double hypots(double[] x) {
    double sum = 0;
    for (int i = 0; i + 1 < x.length; i += 2) {
      sum += Math.hypot(x[i], x[i + 1]);
    }
    return sum;
  }
}
