package dev.cusp.train;

import dev.cusp.data.Dataset;
import dev.cusp.optim.Average;
import dev.cusp.optim.Optimizer;
import dev.cusp.tensor.Key;
import java.io.IOException;
import java.util.List;

/**
 * Trains a model: a step for each batch, a test after each epoch. The same key gives the same
 * model, whether training was interrupted or not.
 *
 * @param parts into how many parts a batch is divided, whose gradients are summed before the step:
 *     for batches that do not fit into memory. Batch normalization sees the parts alone.
 * @param average what is kept of a running average of the models, which is then the result; null
 *     for none
 * @param key which the order of the data and all that is random is drawn from
 */
public record Trainer<M>(
    Task<M> task,
    Optimizer optimizer,
    int epochs,
    int batchSize,
    int parts,
    Average average,
    Key key) {
  public Trainer {
    if (epochs < 1 || batchSize < 1 || parts < 1 || parts > batchSize) {
      throw new IllegalArgumentException(
          "%d epochs with batches of %d in %d parts".formatted(epochs, batchSize, parts));
    }
  }

  /** With whole batches and without an average. */
  public static <M> Trainer<M> of(
      Task<M> task, Optimizer optimizer, int epochs, int batchSize, Key key) {
    return new Trainer<>(task, optimizer, epochs, batchSize, 1, null, key);
  }

  /** With batches divided into parts. */
  public Trainer<M> parts(int number) {
    return new Trainer<>(task, optimizer, epochs, batchSize, number, average, key);
  }

  /** With a running average of the models. */
  public Trainer<M> average(double keep) {
    return new Trainer<>(task, optimizer, epochs, batchSize, parts, new Average(keep), key);
  }

  /** Before the first step. */
  public Progress<M> start(M model) {
    M own = average == null ? null : model;
    return new Progress<>(optimizer.start(model), own, key, 1, 0, 0, new History());
  }

  /**
   * Trains a model.
   *
   * @throws ArithmeticException where the loss is not finite, with the layer at fault
   * @throws IOException of the callbacks
   */
  public Progress<M> train(
      M model, Dataset training, Dataset test, List<? extends Callback<M>> callbacks)
      throws IOException {
    return resume(start(model), training, test, callbacks);
  }

  /** Goes on with training. */
  public Progress<M> resume(
      Progress<M> from, Dataset training, Dataset test, List<? extends Callback<M>> callbacks)
      throws IOException {
    return new Training<>(this, from, training, test, List.copyOf(callbacks)).run();
  }
}
