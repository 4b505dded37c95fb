package dev.cusp.inference;

/** Finds the step size at which a wanted share is kept: dual averaging, Hoffman and Gelman 2014. */
final class StepSize {
  private static final double GAMMA = 0.05;
  private static final double DELAY = 10;
  private static final double KAPPA = 0.75;

  private final double target;
  private final double center;
  private double sum;
  private double log;
  private double mean;
  private int count;

  StepSize(double first, double target) {
    this.target = target;
    center = Math.log(10 * first);
    log = Math.log(first);
  }

  /** After a step that kept a share. */
  void learn(double share) {
    count++;
    double weight = 1 / (count + DELAY);
    sum = (1 - weight) * sum + weight * (target - share);
    log = center - Math.sqrt(count) / GAMMA * sum;
    double fresh = Math.pow(count, -KAPPA);
    mean = fresh * log + (1 - fresh) * mean;
  }

  /** The one to try next. */
  double current() {
    return Math.exp(log);
  }

  /** The one to stay with. */
  double found() {
    return count == 0 ? Math.exp(log) : Math.exp(mean);
  }
}
