package dev.cusp.ad;

import dev.cusp.ad.NonsmoothException.Kind;
import java.util.Arrays;

/** More programs at kinks: as they are met in tables, networks, loops and records. */
final class Nonsmooth {
  private Nonsmooth() {}

  // ---- which is largest

  /** The value where a scan last saw a larger one. */
  @Answer(at = "2 5 5 1", vertices = "0 1 0 0; 0 0 1 0")
  static double scanForLargest(double[] x) {
    int at = 0;
    for (int i = 1; i < x.length; i++) {
      at = x[i] >= x[at] ? i : at;
    }
    return x[at];
  }

  /** Largest by index less largest by value: 0. */
  @Answer(at = "3 3 3", gradient = "0 0 0")
  static double twoWaysToTheLargest(double[] x) {
    int at = 0;
    double largest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < x.length; i++) {
      if (x[i] > x[at]) {
        at = i;
      }
      largest = Math.max(largest, x[i]);
    }
    return x[at] - largest;
  }

  /** The price in the cheaper of two shops. */
  @Answer(at = "4 2", vertices = "1 0; 0 2")
  static double cheaperShop(double[] x) {
    double[] costs = {x[0], 2 * x[1]};
    int shop = Double.compare(costs[0], costs[1]) <= 0 ? 0 : 1;
    return shop == 0 ? costs[0] : costs[1];
  }

  /** The same with boxes in an array. */
  @Answer(at = "4 2", vertices = "1 0; 0 2")
  static double cheaperShopInBoxes(double[] x) {
    Double[] costs = {x[0], null, 2 * x[1]};
    Double least = null;
    for (Double cost : costs) {
      least = least == null || cost != null && cost.compareTo(least) < 0 ? cost : least;
    }
    return least;
  }

  // ---- order statistics

  /** The sum of the two largest of three, two of them tied below. */
  @Answer(at = "1 4 1", vertices = "1 1 0; 0 1 1")
  static double twoLargest(double[] x) {
    double[] s = x.clone();
    Arrays.sort(s);
    return s[1] + s[2];
  }

  /** All order statistics with equal weights: the sum, whatever the order. */
  @Answer(at = "2 2 2 2", gradient = "1 1 1 1")
  static double sortedSum(double[] x) {
    double[] s = x.clone();
    for (int i = 0; i < s.length; i++) {
      for (int k = 0; k + 1 < s.length - i; k++) {
        if (s[k] > s[k + 1]) {
          double t = s[k];
          s[k] = s[k + 1];
          s[k + 1] = t;
        }
      }
    }
    double sum = 0;
    for (double e : s) {
      sum += e;
    }
    return sum;
  }

  /** The range of equal numbers. */
  @Answer(at = "1 1", vertices = "1 -1; -1 1")
  static double range(double[] x) {
    return Math.max(x[0], x[1]) - Math.min(x[0], x[1]);
  }

  // ---- switches

  /** Three pieces, chosen by a comparison: x^2 left, 0 in the middle, x right. */
  @Answer(at = "0", vertices = "0; 1")
  static double switchOnOrder(double x) {
    return switch (Double.compare(x, 0)) {
      case -1 -> x * x;
      case 0 -> 0;
      default -> x;
    };
  }

  /** A spline: the pieces fit in value and slope. */
  @Answer(at = "2", gradient = "4")
  static double splineAtAKnot(double x) {
    return switch ((int) x) {
      case 0, 1 -> x * x;
      case 2 -> 4 + 4 * (x - 2) + 5 * (x - 2) * (x - 2);
      default -> 0;
    };
  }

  /** A table with linear interpolation, at one of its points. */
  @Answer(at = "1", vertices = "2; -1")
  static double tableLookup(double x) {
    double[] table = {0, 2, 1};
    int i = (int) Math.floor(x);
    return table[i] + (x - i) * (table[i + 1] - table[i]);
  }

  // ---- clamps

  /** Clamped above and below at once. */
  @Answer(at = "0.5 0.5 0.5", vertices = "1 0 0; 0 1 0; 0 0 1")
  static double clampedToAPoint(double[] x) {
    return Math.min(Math.max(x[0], x[1]), x[2]);
  }

  /** Clamped, and what the clamp cut off: x. */
  @Answer(at = "1", gradient = "1")
  static double clampAndRest(double x) {
    double in = Math.clamp(x, -1.0, 1.0);
    double over = x > 1 ? x - 1 : 0;
    double under = x < -1 ? x + 1 : 0;
    return in + over + under;
  }

  /** A Huber loss where its pieces meet, smoothly. */
  @Answer(at = "1", gradient = "1")
  static double huber(double x) {
    double size = Math.abs(x);
    return size <= 1 ? x * x / 2 : size - 0.5;
  }

  // ---- networks with exact zeros

  /** A hidden layer of zeros whose outputs cancel: 2 x - y. */
  @Answer(at = "0 0", gradient = "2 -1")
  static double deadLayer(double[] x) {
    double[][] w = {{2, -1}, {-2, 1}};
    double sum = 0;
    for (int i = 0; i < 2; i++) {
      double z = 0;
      for (int k = 0; k < 2; k++) {
        z += w[i][k] * x[k];
      }
      sum += (i == 0 ? 1 : -1) * Math.max(0, z);
    }
    return sum;
  }

  /** Weights as the argument, the bias on the kink. */
  @Answer(at = "1 -1 0", vertices = "0 0 0; 3 3 1")
  static double neuronOnTheEdge(double[] w) {
    double z = 3 * w[0] + 3 * w[1] + w[2];
    return z > 0 ? z : 0;
  }

  /** Two layers: the second on its edge because of the first. */
  @Answer(at = "0", vertices = "0; 2")
  static double deepEdge(double x) {
    double h = Math.max(0, x);
    return Math.max(0, 3 * h - Math.max(0, h));
  }

  // ---- records, objects, arrays of arrays

  /** A pair of numbers. */
  record Pair(double left, double right) {
    Pair sorted() {
      return left <= right ? this : new Pair(right, left);
    }
  }

  /** A record that sorts itself: 3 times the smaller and the larger. */
  @Answer(at = "1 1", vertices = "3 1; 1 3")
  static double sortedPair(Pair p) {
    Pair s = p.sorted();
    return 3 * s.left() + s.right();
  }

  private static final class Peak {
    private double height;

    void see(double h) {
      if (h > height) {
        height = h;
      }
    }
  }

  /** An object that remembers the highest. */
  @Answer(at = "0 2 2", vertices = "0 1 0; 0 0 1")
  static double rememberedPeak(double[] x) {
    Peak peak = new Peak();
    for (double e : x) {
      peak.see(e);
    }
    return peak.height;
  }

  /** The largest row sum of absolute values of a matrix. */
  @Answer(at = "1 -2 3 0", vertices = "1 -1 0 0; 0 0 1 1; 0 0 1 -1")
  static double matrixNorm(double[][] a) {
    double norm = 0;
    for (double[] row : a) {
      double sum = 0;
      for (double e : row) {
        sum += Math.abs(e);
      }
      norm = Math.max(norm, sum);
    }
    return norm;
  }

  // ---- loops

  /** Halvings until small, counted; the last one is just not needed. */
  @Answer(at = "4", vertices = "0.5; 0.25")
  static double halvingUntilSmall(double x) {
    double y = x;
    double bill = 0;
    for (; y > 2; y /= 2) {
      bill++;
    }
    return y + bill;
  }

  /** Count down by ones and put back what was taken: x. */
  @Answer(at = "2.5", gradient = "1")
  static double takenAndPutBack(double x) {
    double left = x;
    int taken = 0;
    do {
      left -= 0.5;
      taken++;
    } while (left >= 0.5);
    return left + 0.5 * taken;
  }

  /** The way out of a loop on an equality that holds at the point alone. */
  @Answer(at = "1 1 2", gradient = "1 1 1")
  static double sumUntilEqual(double[] x) {
    double sum = x[0];
    for (int i = 1; i < x.length; i++) {
      if (x[i] != x[i - 1] || sum > 0) {
        sum += x[i];
      }
    }
    return sum;
  }

  // ---- powers and roots at 0

  /** The root of a fourth power: a square. */
  @Answer(at = "0", gradient = "0")
  static double rootOfFourthPower(double x) {
    return Math.sqrt(x * x * x * x);
  }

  /** The cube of a cube root. */
  @Answer(at = "0", gradient = "1")
  static double cubeOfCubeRoot(double x) {
    double r = Math.cbrt(x);
    return r * r * r;
  }

  @Answer(at = "0", refused = Kind.NOT_LIPSCHITZ)
  static double powerBelowOne(double x) {
    return Math.pow(Math.abs(x), 0.25);
  }

  /** A power of two thirds to the power three: a square. */
  @Answer(at = "0", gradient = "0")
  static double powerOfPower(double x) {
    return Math.pow(Math.pow(x * x, 1.0 / 3), 3);
  }

  /** The distance of two points that coincide. */
  @Answer(at = "1 2 1 2", center = "0 0 0 0", axes = "1 0; 0 1; -1 0; 0 -1")
  static double distance(double[] x) {
    return Math.hypot(x[0] - x[2], x[1] - x[3]);
  }

  /** A smooth function of the norm. */
  @Answer(at = "0 0", gradient = "0 0")
  static double cosineOfNorm(double[] x) {
    return Math.cos(Math.hypot(x[0], x[1]));
  }

  /** A cone over one variable: the other does not matter. */
  @Answer(at = "0 3", vertices = "1 0; -1 0")
  static double normOfScaled(double[] x) {
    return Math.sqrt(x[0] * x[0]) + 0 * x[1];
  }

  /** A removable singularity: sin(x)/x. */
  @Answer(at = "0", gradient = "0")
  static double cardinalSine(double x) {
    return x == 0 ? 1 : Math.sin(x) / x;
  }

  /** The quotient alone: 0/0 at the point, so that the program has no value there. */
  @Answer(at = "0", refused = Kind.DISCONTINUOUS)
  static double unguardedQuotient(double x) {
    return Math.expm1(x) / x;
  }

  // ---- masks

  /** A mask that multiplies: 0 times what would be infinite. */
  @Answer(at = "0 2", gradient = "0 0")
  static double maskedLogarithm(double[] x) {
    double safe = x[0] > 0 ? x[0] : 1;
    double mask = x[0] > 0 ? 1 : 0;
    return mask * x[0] * x[0] * Math.log(safe) * x[1];
  }

  /** A branch not taken, infinite at the point. */
  @Answer(at = "-2 0", gradient = "1 0")
  static double maskedQuotient(double[] x) {
    double q = 1 / x[1];
    return x[0] > 0 ? q : x[0];
  }

  /** The entropy of a distribution that is sure. */
  @Answer(at = "0 1", refused = Kind.UNRESOLVED)
  static double entropy(double[] p) {
    double sum = 0;
    for (double e : p) {
      sum -= e == 0 ? 0 : e * Math.log(e);
    }
    return sum;
  }

  // ---- floats

  /** Rectifiers on floats. */
  @Answer(at = "0 0", gradient = "1 1")
  static float floatsThatCancel(float[] x) {
    float z = x[0] + x[1];
    return Math.max(z, 0f) - Math.max(-z, 0f);
  }

  @Answer(at = "2 2", vertices = "1 0; 0 1")
  static float largerFloat(float[] x) {
    return x[0] > x[1] ? x[0] : x[1];
  }

  // ---- steps that are put back, and jumps

  /** Whole part and rest: x. */
  @Answer(at = "2", gradient = "1")
  static double wholeAndRest(double x) {
    return Math.floor(x) + x % 1;
  }

  /** The rest of a division. */
  @Answer(at = "3", refused = Kind.DISCONTINUOUS)
  static double rest(double x) {
    return x % 1.5;
  }

  /** A triangle wave at its lower corner. */
  @Answer(at = "2", vertices = "1; -1")
  static double triangleWave(double x) {
    return Math.abs(x - 2 * Math.rint(x / 2));
  }

  /** The distance to the next whole number, by rounding half up. */
  @Answer(at = "1.5", vertices = "1; -1")
  static double distanceToWhole(double x) {
    return Math.abs(x - Math.round(x));
  }

  @Answer(at = "0.5", refused = Kind.DISCONTINUOUS)
  static double rounded(double x) {
    return Math.round(x) + x;
  }

  @Answer(at = "2.5", refused = Kind.DISCONTINUOUS)
  static double roundedToEven(double x) {
    return Math.rint(x);
  }

  @Answer(at = "1", refused = Kind.DISCONTINUOUS)
  static double wrongAtOnePoint(double x) {
    return x == 1 ? 7 : x;
  }

  @Answer(at = "1 1", refused = Kind.DISCONTINUOUS)
  static double penaltyWhenBehind(double[] x) {
    return x[0] < x[1] ? x[0] - 1 : x[0];
  }

  /** The branch cut of the angle. */
  @Answer(at = "0 -1", refused = Kind.DISCONTINUOUS)
  static double angleAtItsCut(double[] x) {
    return Math.atan2(x[0], x[1]);
  }

  /** An angle that is looked at through the cosine. */
  @Answer(at = "0 -1", gradient = "0 0")
  static double cosineOfAngle(double[] x) {
    return Math.cos(Math.atan2(x[0], x[1]));
  }

  @Answer(at = "0 2", refused = Kind.DISCONTINUOUS)
  static double signCopied(double[] x) {
    return Math.copySign(x[1], x[0]);
  }

  /** A sign that is copied back. */
  @Answer(at = "0", gradient = "1")
  static double sizeWithItsSign(double x) {
    return Math.copySign(Math.abs(x), x);
  }

  /** The edge of the domain of arcsine. */
  @Answer(at = "1", refused = Kind.NOT_LIPSCHITZ)
  static double arcsineAtOne(double x) {
    return Math.asin(x);
  }

  // ---- guards that tangents do not decide

  /** A guard of second order. */
  @Answer(at = "0 0", gradient = "1 1")
  static double guardOfSecondOrder(double[] x) {
    return x[0] * x[0] + x[1] * x[1] > 0 ? x[0] + x[1] : 0;
  }

  /** A step of something that touches its edge from below. */
  @Answer(at = "0", gradient = "0")
  static double floorFromAbove(double x) {
    return Math.floor(1 + x * x);
  }

  /** A kink whose argument is identically 0. */
  @Answer(at = "0.3", gradient = "1")
  static double kinkOfNothing(double x) {
    return Math.abs(x - x) + x;
  }
}
