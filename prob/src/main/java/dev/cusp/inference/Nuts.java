package dev.cusp.inference;

import dev.cusp.GradientInto;
import dev.cusp.inference.Hamiltonian.Point;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The no-U-turn sampler: Hamiltonian paths that double until they turn back, with a point of them
 * drawn by its weight. Hoffman and Gelman, The no-U-turn sampler, 2014; Betancourt, arXiv
 * 1701.02434. Step size and the widths of all numbers are found in a warm-up.
 *
 * @param density the logarithm of the density of an array of any numbers, up to a constant, and its
 *     gradient: {@code Cusp.gradientInto(x -> ...)}
 * @param warmUp draws that are not kept
 * @param target the share of weight that steps are to keep; nearer to 1 for smaller steps
 * @param deepest a path is doubled at most so often
 */
public record Nuts(GradientInto density, int warmUp, int draws, double target, int deepest) {
  /** How far the energy may be off before a path counts as gone astray. */
  private static final double ASTRAY = 1000;

  public Nuts {
    if (warmUp < 20 || draws < 1 || !(target > 0 && target < 1) || deepest < 1) {
      throw new IllegalArgumentException(
          "%d draws for warming up, at least 20, %d draws, a target of %s, at most %d doublings"
              .formatted(warmUp, draws, target, deepest));
    }
  }

  /** With 1000 draws for warming up, 1000 draws, a target of 0.8. */
  public static Nuts of(GradientInto density) {
    return new Nuts(density, 1000, 1000, 0.8, 10);
  }

  /** With another number of draws, and as many to warm up. */
  public Nuts draws(int number) {
    return new Nuts(density, number, number, target, deepest);
  }

  public Nuts target(double share) {
    return new Nuts(density, warmUp, draws, share, deepest);
  }

  /**
   * A chain from a point. The same seed gives the same chain.
   *
   * @throws IllegalArgumentException where the density at the start is not finite
   */
  public Chain run(double[] start, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Hamiltonian h = new Hamiltonian(density, Hamiltonian.ones(start.length));
    Point p = h.at(start.clone());
    if (!Double.isFinite(p.logDensity())) {
      throw new IllegalArgumentException(
          "the log density at the start, %s, is %s"
              .formatted(Arrays.toString(start), p.logDensity()));
    }
    StepSize step = new StepSize(h.firstStep(p, random), target);
    Widths widths = new Widths(start.length, warmUp);
    for (int i = 0; i < warmUp; i++) {
      Path path = new Path(h, step.current(), random);
      p = path.from(p);
      step.learn(path.share());
      if (widths.learn(i, p.x())) {
        h = h.scaled(widths.variances());
        step = new StepSize(h.firstStep(p, random), target);
      }
    }
    double[][] kept = new double[draws][];
    double shares = 0;
    int astray = 0;
    for (int i = 0; i < draws; i++) {
      Path path = new Path(h, step.found(), random);
      p = path.from(p);
      kept[i] = p.x().clone();
      shares += path.share();
      astray += path.isAstray ? 1 : 0;
    }
    return new Chain(kept, step.found(), shares / draws, astray, h.gradients());
  }

  /** A part of a path: its ends in the order of time, a point drawn of it, its weight. */
  private record Part(
      Point first, Point last, Point drawn, double logWeight, double[] sum, boolean isGood) {}

  private final class Path {
    private final Hamiltonian h;
    private final double step;
    private final SplittableRandom random;
    private double energy;
    private double kept;
    private int steps;
    private boolean isAstray;

    Path(Hamiltonian h, double step, SplittableRandom random) {
      this.h = h;
      this.step = step;
      this.random = random;
    }

    /** The mean share of weight that steps kept. */
    double share() {
      return kept / steps;
    }

    Point from(Point start) {
      Point p = h.pushed(start, random);
      energy = h.energy(p);
      Part path = new Part(p, p, p, 0, p.momentum().clone(), true);
      for (int depth = 0; depth < deepest; depth++) {
        boolean isAhead = random.nextDouble() < 0.5;
        Part more = part(isAhead ? path.last() : path.first(), isAhead ? 1 : -1, depth);
        if (!more.isGood()) {
          break;
        }
        boolean isTaken = Math.log(random.nextDouble()) < more.logWeight() - path.logWeight();
        Part both = joined(path, more, isAhead, isTaken ? more.drawn() : path.drawn());
        path = both;
        if (!both.isGood()) {
          break;
        }
      }
      return path.drawn();
    }

    /** So many doublings on from an end of the path. */
    private Part part(Point from, int direction, int depth) {
      if (depth == 0) {
        Point next = h.leap(from, direction * step);
        double change = h.energy(next) - energy;
        kept += Math.min(1, Math.exp(change));
        steps++;
        boolean isGood = change > -ASTRAY;
        isAstray |= !isGood;
        return new Part(next, next, next, change, next.momentum().clone(), isGood);
      }
      Part near = part(from, direction, depth - 1);
      if (!near.isGood()) {
        return near;
      }
      Part far = part(direction > 0 ? near.last() : near.first(), direction, depth - 1);
      if (!far.isGood()) {
        return far;
      }
      double both = logSum(near.logWeight(), far.logWeight());
      boolean isFar = Math.log(random.nextDouble()) < far.logWeight() - both;
      return joined(near, far, direction > 0, isFar ? far.drawn() : near.drawn());
    }

    private Part joined(Part part, Part more, boolean isAhead, Point drawn) {
      Part before = isAhead ? part : more;
      Part after = isAhead ? more : part;
      double[] sum = before.sum().clone();
      for (int i = 0; i < sum.length; i++) {
        sum[i] += after.sum()[i];
      }
      return new Part(
          before.first(),
          after.last(),
          drawn,
          logSum(part.logWeight(), more.logWeight()),
          sum,
          h.goesOn(sum, before.first(), after.last()));
    }

    private static double logSum(double a, double b) {
      double most = Math.max(a, b);
      return most == Double.NEGATIVE_INFINITY
          ? most
          : most + Math.log1p(Math.exp(-Math.abs(a - b)));
    }
  }
}
