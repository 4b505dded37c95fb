package dev.cusp.check;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;

/**
 * Values of a function of one variable around a point, at steps that halve, and what they say about
 * its derivative.
 *
 * <p>Difference quotients are extrapolated to step zero by Ridders' method (C. J. F. Ridders,
 * Accurate computation of F'(x) and F'(x) F''(x), Advances in Engineering Software 4, 1982):
 * Neville's table in the powers of the step, the entry chosen that differs least from those it is
 * made of. The table starts anew at every step, so that neither a kink near by nor a domain that
 * ends spoils it; and slopes on both sides have to agree too, so that a step far beyond the scale
 * of the function is not believed.
 */
final class Line {
  /** Columns of a table. */
  private static final int DEPTH = 7;

  /** Weight of what is only of low order in the step. */
  private static final double LOW_ORDER = 1e-4;

  /** Steps to look back over for growth. */
  private static final int SPAN = 8;

  private final double[] right;
  private final double[] left;
  private final double[] central;

  /** Rounding error of the quotients at each step. */
  private final double[] noise;

  /** Change of the function over the smallest steps, in units of its rounding error. */
  private final double lastChange;

  /** Outputs at a step, and the step that was really made, which rounding may have changed. */
  record Sample(double step, double[] outputs) {}

  private record Steps(double epsilon, List<Sample> above, List<Sample> below) {}

  /**
   * Samples a map along a line, once for all of its outputs.
   *
   * @param epsilon the precision of its numbers: the distance of 1 to the next one
   * @param largest the first step
   * @param count how many steps
   * @param at the outputs at a signed step
   * @return a line per output
   */
  static List<Line> sample(
      double[] center, double epsilon, double largest, int count, DoubleFunction<Sample> at) {
    List<Sample> above = new ArrayList<>();
    List<Sample> below = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      double h = Math.scalb(largest, -k);
      above.add(at.apply(h));
      below.add(at.apply(-h));
    }
    Steps steps = new Steps(epsilon, above, below);
    List<Line> lines = new ArrayList<>();
    for (int output = 0; output < center.length; output++) {
      lines.add(new Line(steps, center[output], output));
    }
    return lines;
  }

  private Line(Steps steps, double center, int output) {
    int count = steps.above().size();
    right = new double[count];
    left = new double[count];
    central = new double[count];
    noise = new double[count];
    double change = 0;
    for (int k = 0; k < count; k++) {
      double hAbove = steps.above().get(k).step();
      double hBelow = steps.below().get(k).step();
      double above = value(steps.above().get(k), output);
      double below = value(steps.below().get(k), output);
      right[k] = (above - center) / hAbove;
      left[k] = (below - center) / hBelow;
      central[k] = (above - below) / (hAbove - hBelow);
      double size = Math.max(Math.abs(center), Math.max(finite(above), finite(below)));
      noise[k] = steps.epsilon() * size / hAbove;
      change = Math.max(finite(above - center), finite(below - center));
    }
    lastChange = change / (steps.epsilon() * Math.abs(center) + Double.MIN_NORMAL);
  }

  /** A result that has another size near by has no value to compare. */
  private static double value(Sample sample, int output) {
    return output < sample.outputs().length ? sample.outputs()[output] : Double.NaN;
  }

  private static double finite(double value) {
    return Double.isFinite(value) ? Math.abs(value) : 0;
  }

  /** The derivative, or what there is instead of it. */
  Slope slope() {
    Slope toTheRight = oneSided(right);
    Slope toTheLeft = oneSided(left);
    if (toTheRight.kind() == Slope.Kind.UNKNOWN || toTheLeft.kind() == Slope.Kind.UNKNOWN) {
      return toTheRight.or(toTheLeft); // the end of a domain
    }
    Slope.Kind wilder =
        toTheRight.kind().compareTo(toTheLeft.kind()) > 0 ? toTheRight.kind() : toTheLeft.kind();
    double gap = Math.abs(toTheRight.right() - toTheLeft.right());
    double size = Math.max(Math.abs(toTheRight.right()), Math.abs(toTheLeft.right()));
    double error = toTheRight.error() + toTheLeft.error();
    if (wilder == Slope.Kind.SMOOTH && gap > 1e-3 * size && gap > 10 * error && persists(gap)) {
      wilder = Slope.Kind.KINK;
    }
    return wilder == Slope.Kind.SMOOTH
        ? twoSided()
        : new Slope(wilder, toTheRight.right(), toTheLeft.right(), error);
  }

  /** Whether the sides differ so at the smallest step, too, at which rounding does not matter. */
  private boolean persists(double gap) {
    int k = noise.length - 1;
    while (k > 0 && noise[k] > 0.01 * gap) {
      k--;
    }
    return Math.abs(right[k] - left[k]) > gap / 2;
  }

  private Slope twoSided() {
    Slope best = Slope.UNKNOWN;
    for (int start = 0; start + 2 < central.length; start++) {
      double rightOnce = 2 * right[start + 1] - right[start];
      double leftOnce = 2 * left[start + 1] - left[start];
      best = best.or(extrapolated(central, start, 4, LOW_ORDER * Math.abs(rightOnce - leftOnce)));
    }
    return best;
  }

  private Slope oneSided(double[] quotients) {
    Slope.Kind growth = growth(quotients);
    double last = quotients[quotients.length - 1];
    if (growth != Slope.Kind.SMOOTH) {
      return growth == Slope.Kind.UNKNOWN ? Slope.UNKNOWN : new Slope(growth, last, last, 0);
    }
    Slope best = Slope.UNKNOWN;
    for (int start = 0; start + 2 < quotients.length; start++) {
      double drift = LOW_ORDER * Math.abs(quotients[start + 1] - quotients[start]);
      best = best.or(extrapolated(quotients, start, 2, drift));
    }
    return best;
  }

  /**
   * Neville's table over the quotients from a step on.
   *
   * @param ratio of the errors in the first column: 4 for central quotients, 2 for others
   * @param penalty added to the error
   */
  private Slope extrapolated(double[] quotients, int start, double ratio, double penalty) {
    double[] row = {quotients[start]};
    Slope best = Slope.UNKNOWN;
    for (int k = start + 1; k < Math.min(quotients.length, start + DEPTH); k++) {
      double[] next = new double[row.length + 1];
      next[0] = quotients[k];
      double factor = 1;
      for (int j = 1; j < next.length; j++) {
        factor *= ratio;
        next[j] = next[j - 1] + (next[j - 1] - row[j - 1]) / (factor - 1);
        double error = Math.max(Math.abs(next[j] - next[j - 1]), Math.abs(next[j] - row[j - 1]));
        best = best.or(Slope.smooth(next[j], error + 2 * noise[k] + penalty));
      }
      row = next;
    }
    return best;
  }

  /** Whether the quotients grow as the step shrinks: by 2 at a jump, by less at a steep place. */
  private Slope.Kind growth(double[] quotients) {
    double last = Math.abs(quotients[quotients.length - 1]);
    double before = Math.abs(quotients[quotients.length - 1 - SPAN]);
    if (Double.isNaN(last)) {
      return Slope.Kind.UNKNOWN;
    }
    if (lastChange < 1e3 || before == 0) {
      return Slope.Kind.SMOOTH;
    }
    double rate = Math.pow(last / before, 1.0 / SPAN);
    if (rate > 1.9) {
      return Slope.Kind.JUMP;
    }
    return rate > 1.02 ? Slope.Kind.STEEP : Slope.Kind.SMOOTH;
  }
}
