package dev.cusp.train;

import dev.cusp.optim.Trained;
import dev.cusp.tensor.Key;

/**
 * All that training goes on from. Random numbers depend on the key, the epoch and the step only, so
 * these are their position, too.
 *
 * @param average the running average of the models; null where none is kept
 * @param key which the order of the data and all that is random is drawn from
 * @param epoch the one that is worked on, from 1
 * @param step how many of its steps have been made
 * @param sum of its losses
 */
public record Progress<M>(
    Trained<M> now, M average, Key key, int epoch, int step, double sum, History history) {
  /** The model that is used: the average, where one is kept. */
  public M model() {
    return average == null ? now.model() : average;
  }
}
