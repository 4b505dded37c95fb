package dev.cusp.rl;

import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;

/**
 * An environment with a hint: to each reward is added how much a potential grows in the step. Which
 * policy is the best stays as it is. Ng, Harada and Russell, Policy invariance under reward
 * transformations, 1999.
 *
 * @param potential of a state; that of an end counts as 0
 * @param discount as in learning
 */
public record Shaped(Environment base, ToDoubleFunction<double[]> potential, double discount)
    implements Environment {
  @Override
  public int actions() {
    return base.actions();
  }

  @Override
  public double[] start(RandomGenerator random) {
    return base.start(random);
  }

  @Override
  public Outcome step(double[] state, int action, RandomGenerator random) {
    double before = potential.applyAsDouble(state);
    Outcome o = base.step(state, action, random);
    double after = o.isEnd() ? 0 : discount * potential.applyAsDouble(o.state());
    return new Outcome(o.state(), o.reward() + after - before, o.isEnd());
  }

  @Override
  public double[] observation(double[] state) {
    return base.observation(state);
  }

  @Override
  public int limit() {
    return base.limit();
  }

  @Override
  public double solved() {
    return Double.NaN; // returns are others
  }
}
