package dev.cusp.inference;

import dev.cusp.GradientInto;
import dev.cusp.inference.Hamiltonian.Point;
import java.util.SplittableRandom;

/**
 * Hamiltonian Monte Carlo with paths of a fixed number of steps of a fixed size (Duane et al. 1987;
 * Neal, MCMC using Hamiltonian dynamics, 2011). {@link Nuts} finds both by itself.
 *
 * @param density the logarithm of the density of an array of any numbers, up to a constant, and its
 *     gradient
 * @param leaps steps to a draw
 */
public record Hmc(GradientInto density, double stepSize, int leaps, int draws) {
  public Hmc {
    if (!(stepSize > 0) || leaps < 1 || draws < 1) {
      throw new IllegalArgumentException(
          "%d draws by %d steps of %s each".formatted(draws, leaps, stepSize));
    }
  }

  /** A chain from a point. The same seed gives the same chain. */
  public Chain run(double[] start, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Hamiltonian h = new Hamiltonian(density, Hamiltonian.ones(start.length));
    Point p = h.at(start.clone());
    double[][] kept = new double[draws][];
    double shares = 0;
    int astray = 0;
    for (int i = 0; i < draws; i++) {
      Point from = h.pushed(p, random);
      Point to = from;
      for (int k = 0; k < leaps; k++) {
        to = h.leap(to, stepSize);
      }
      double change = h.energy(to) - h.energy(from);
      shares += Math.min(1, Math.exp(change));
      astray += change > -1000 ? 0 : 1;
      p = Math.log(random.nextDouble()) < change ? to : p;
      kept[i] = p.x().clone();
    }
    return new Chain(kept, stepSize, shares / draws, astray, h.gradients());
  }
}
