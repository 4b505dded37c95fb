package dev.cusp.prob;

import dev.cusp.tensor.Tensor;

/**
 * Derivatives of the mean of a cost through draws that have none of their own: the score function's
 * estimate {@code (cost - baseline) (log p)'}, known as REINFORCE (Williams 1992). Unbiased if the
 * baseline does not depend on the draw; the nearer it is to the cost, the less noise there is.
 */
public final class Score {
  private Score() {}

  /**
   * The cost, to the bit, with a derivative whose mean is that of the cost's mean: its own, and
   * that of the probabilities with which the draws were made.
   *
   * @param cost of each draw
   * @param logProb of each draw, as a function of the parameters
   * @param baseline what costs are compared with; it broadcasts
   */
  public static Tensor of(Tensor cost, Tensor logProb, Tensor baseline) {
    Tensor advantage = cost.sub(baseline).stopGradient();
    return cost.straightThrough(cost.add(advantage.mul(logProb)));
  }

  /** The same with a baseline of 0. */
  public static Tensor of(Tensor cost, Tensor logProb) {
    return cost.straightThrough(cost.add(cost.stopGradient().mul(logProb)));
  }

  /**
   * For each of several draws along the first axis the mean cost of the others, a baseline that
   * costs nothing (Kool, van Hoof and Welling 2019).
   *
   * @throws IllegalArgumentException for one draw, which has no others
   */
  public static Tensor leaveOneOut(Tensor cost) {
    int n = cost.shape().length(0);
    if (n < 2) {
      throw new IllegalArgumentException(
          "leaveOneOut: one draw, of costs of shape %s; it takes two".formatted(cost.shape()));
    }
    return cost.sum(0).expandDims(0).sub(cost).div(n - 1).stopGradient();
  }
}
