package dev.cusp.inference;

import dev.cusp.GradientInto;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * A point that moves as a ball rolls: position x with the potential {@code -log density}, and a
 * momentum. What has been found out of the posterior's widths makes all numbers move alike.
 */
final class Hamiltonian {
  /** A point, with the log density and its gradient. */
  record Point(double[] x, double[] momentum, double logDensity, double[] gradient) {}

  private final GradientInto density;

  /** Variances of the numbers. */
  private final double[] scale;

  private long gradients;

  Hamiltonian(GradientInto density, double... scale) {
    this.density = density;
    this.scale = scale;
  }

  long gradients() {
    return gradients;
  }

  /** The same with other variances. */
  Hamiltonian scaled(double... variances) {
    Hamiltonian other = new Hamiltonian(density, variances);
    other.gradients = gradients;
    return other;
  }

  Point at(double[] x, double... momentum) {
    double[] gradient = new double[x.length];
    gradients++;
    double value = density.apply(x, gradient);
    return new Point(x, momentum, Double.isNaN(value) ? Double.NEGATIVE_INFINITY : value, gradient);
  }

  /** At rest a point has no momentum; this is one with a momentum drawn for it. */
  Point pushed(Point p, SplittableRandom random) {
    double[] momentum = new double[p.x().length];
    for (int i = 0; i < momentum.length; i++) {
      momentum[i] = random.nextGaussian() / Math.sqrt(scale[i]);
    }
    return new Point(p.x(), momentum, p.logDensity(), p.gradient());
  }

  /** The logarithm of the joint density of position and momentum. */
  double energy(Point p) {
    double kinetic = 0;
    for (int i = 0; i < scale.length; i++) {
      kinetic += p.momentum()[i] * p.momentum()[i] * scale[i];
    }
    double energy = p.logDensity() - kinetic / 2;
    return Double.isNaN(energy) ? Double.NEGATIVE_INFINITY : energy;
  }

  /** A leapfrog step. */
  Point leap(Point p, double step) {
    int n = scale.length;
    double[] momentum = new double[n];
    double[] x = new double[n];
    for (int i = 0; i < n; i++) {
      momentum[i] = p.momentum()[i] + step / 2 * p.gradient()[i];
      x[i] = p.x()[i] + step * scale[i] * momentum[i];
    }
    Point next = at(x, momentum);
    for (int i = 0; i < n; i++) {
      momentum[i] += step / 2 * next.gradient()[i];
    }
    return next;
  }

  /** Whether the ends of a path still move apart: its sum of momenta leads away at both. */
  boolean goesOn(double[] sum, Point first, Point last) {
    double atFirst = 0;
    double atLast = 0;
    for (int i = 0; i < scale.length; i++) {
      atFirst += sum[i] * scale[i] * first.momentum()[i];
      atLast += sum[i] * scale[i] * last.momentum()[i];
    }
    return atFirst > 0 && atLast > 0;
  }

  /** A step size at which about half of the weight is kept, to begin with. */
  double firstStep(Point start, SplittableRandom random) {
    double step = 1;
    Point p = pushed(start, random);
    double before = energy(p);
    boolean isGrowing = energy(leap(p, step)) - before > Math.log(0.8);
    for (int i = 0; i < 60; i++) {
      boolean isGood = energy(leap(p, step)) - before > Math.log(0.8);
      if (isGood != isGrowing) {
        break;
      }
      step *= isGrowing ? 2 : 0.5;
    }
    return step;
  }

  static double[] ones(int n) {
    double[] ones = new double[n];
    Arrays.fill(ones, 1);
    return ones;
  }
}
