package dev.cusp;

/**
 * A function of one number blurred by noise; see {@link Smoothed}. A program may call it, and has
 * its derivative in both modes.
 */
public final class SmoothedScalar implements Scalar {
  private static final long serialVersionUID = 1L;

  private final Smoothed smoothed;

  SmoothedScalar(Smoothed smoothed) {
    this.smoothed = smoothed;
  }

  /** The same with other noise, as each step of a descent wants it. */
  public SmoothedScalar withSeed(long seed) {
    return new SmoothedScalar(smoothed.withSeed(seed));
  }

  /** The same with the derivative of f averaged, see {@link Smoothed#pathwise}. */
  public SmoothedScalar pathwise() {
    return new SmoothedScalar(smoothed.pathwise());
  }

  /** Averages over pairs and their standard errors. */
  public record Estimate(double value, double error, double slope, double slopeError) {}

  /** The average of {@code f(x + s e)}. */
  @Override
  public double applyAsDouble(double x) {
    return smoothed.applyAsDouble(new double[] {x});
  }

  /** Value and derivative. */
  public Estimate estimate(double x) {
    Smoothed.Estimate e = smoothed.estimate(new double[] {x});
    return new Estimate(e.value(), e.error(), e.gradient()[0], e.errors()[0]);
  }
}
