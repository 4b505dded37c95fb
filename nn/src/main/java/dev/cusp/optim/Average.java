package dev.cusp.optim;

import dev.cusp.tensor.Leaves;

/**
 * An exponential moving average of a model's parameters, {@code keep average + (1 - keep) model},
 * often better than the last ones (Polyak and Juditsky 1992).
 */
public record Average(double keep) {
  /** The average after one more model. */
  public <M> M next(M average, M model) {
    return Leaves.zip(average, model, (old, now) -> Elementwise.mean(old, now, keep));
  }
}
