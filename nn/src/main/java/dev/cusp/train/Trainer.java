package dev.cusp.train;

import dev.cusp.data.Batch;
import dev.cusp.data.Dataset;
import dev.cusp.data.Loader;
import dev.cusp.nn.Losses;
import dev.cusp.nn.Metrics;
import dev.cusp.nn.Pass;
import dev.cusp.nn.Sequential;
import dev.cusp.optim.Optimizer;
import dev.cusp.optim.Trained;
import dev.cusp.tensor.Gradients;
import dev.cusp.tensor.Key;
import dev.cusp.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Trains a classifier: cross-entropy, a step for each batch, accuracy on a test set after each
 * epoch. The same key gives the same model.
 */
public record Trainer(Optimizer optimizer, int epochs, int batchSize, Key key) {
  /** How many examples are tested at once. */
  private static final int TESTED = 500;

  /**
   * What came of an epoch.
   *
   * @param number from 1
   * @param loss in the mean over the epoch's batches
   * @param accuracy on the test set
   * @param seconds that the training took, without the test
   */
  public record Epoch(int number, double loss, double accuracy, double seconds) {}

  /** The model, and how it came about. */
  public record Result(Sequential model, List<Epoch> epochs) {
    /** The accuracy after the last epoch. */
    public double accuracy() {
      return epochs.getLast().accuracy();
    }
  }

  /** Is told how far training is. */
  public interface Listener {
    /**
     * After a step.
     *
     * @param steps of an epoch
     */
    default void step(int epoch, int step, int steps, double loss) {}

    /** After an epoch; gives back whether to go on. */
    default boolean epoch(Epoch epoch) {
      return true;
    }
  }

  /**
   * Trains a model.
   *
   * @throws ArithmeticException where the loss is not finite, with the layer at fault
   */
  public Result train(Sequential model, Dataset training, Dataset test, Listener listener) {
    Loader loader = Loader.of(training, batchSize).shuffled(key.split(0));
    if (loader.batches() == 0) {
      throw new IllegalArgumentException(
          "%d examples do not fill one batch of %d".formatted(training.size(), batchSize));
    }
    Trained<Sequential> now = optimizer.start(model);
    List<Epoch> all = new ArrayList<>();
    for (int epoch = 1; epoch <= epochs; epoch++) {
      long start = System.nanoTime();
      double sum = 0;
      int step = 0;
      for (Batch batch : loader.epoch(epoch)) {
        Pass pass = Pass.training(key.split(1).split(epoch).split(++step));
        var result =
            Gradients.<Sequential>valueAndGradient(
                    m -> Losses.crossEntropy(m.apply(batch.x(), pass), batch.y()))
                .apply(now.model());
        Trained<Sequential> next = optimizer.step(now, result);
        double loss = result.value().item();
        if (!Double.isFinite(loss)) {
          throw notFinite(now.model(), batch, epoch, step, loss);
        }
        now = new Trained<>(pass.updated(next.model()), next.state());
        sum += loss;
        listener.step(epoch, step, loader.batches(), loss);
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      all.add(new Epoch(epoch, sum / step, accuracy(now.model(), test), seconds));
      if (!listener.epoch(all.getLast())) {
        break;
      }
    }
    return new Result(now.model(), all);
  }

  /** The share of examples that a model takes for what they are. */
  public static double accuracy(Sequential model, Dataset test) {
    double right = 0;
    for (Batch batch : Loader.of(test, TESTED).epoch(0)) {
      right += Metrics.accuracy(model.apply(batch.x()), batch.y()).item() * batch.size();
    }
    return right / test.size();
  }

  private static ArithmeticException notFinite(
      Sequential model, Batch batch, int epoch, int step, double loss) {
    Tensor x = batch.x();
    String where = "it is so after all layers; the labels may be at fault";
    for (int i = 0; i < model.layers().size(); i++) {
      x = model.layers().get(i).apply(x, Pass.training(Key.of(0)));
      if (x.isFinite().all().item() == 0) {
        where = "the first results that are not finite are those of layers." + i;
        break;
      }
    }
    return new ArithmeticException(
        "the loss is %s at step %d of epoch %d: %s; a smaller step size may help"
            .formatted(loss, step, epoch, where));
  }
}
