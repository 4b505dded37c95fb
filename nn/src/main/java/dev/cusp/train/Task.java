package dev.cusp.train;

import dev.cusp.data.Batch;
import dev.cusp.nn.Layer;
import dev.cusp.nn.Losses;
import dev.cusp.nn.Metrics;
import dev.cusp.nn.Pass;
import dev.cusp.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a model is trained for. */
@FunctionalInterface
public interface Task<M> {
  /** What is to be made small: the mean over a batch, a scalar. */
  Tensor loss(M model, Batch batch, Pass pass);

  /**
   * How well a model does on a batch outside of training: scalars by name, means over the batch.
   * Names go into the head of a table, so they are words without commas.
   */
  default Map<String, Tensor> metrics(M model, Batch batch) {
    return Map.of("test_loss", loss(model, batch, Pass.inference()));
  }

  /**
   * What is told of the means of the metrics over a data set: the means, unless something is made
   * of them, which is not itself a mean.
   */
  default Map<String, Double> told(Map<String, Double> means) {
    return means;
  }

  /**
   * Predicting what comes next in a text: cross-entropy of logits of shape [n, time, vocabulary];
   * {@code test_loss}, {@code accuracy} and {@code perplexity}, which is exp of the loss.
   */
  static <M extends Layer> Task<M> texts() {
    Task<M> classes = classes();
    return new Task<>() {
      @Override
      public Tensor loss(M model, Batch batch, Pass pass) {
        return classes.loss(model, batch, pass);
      }

      @Override
      public Map<String, Tensor> metrics(M model, Batch batch) {
        return classes.metrics(model, batch);
      }

      @Override
      public Map<String, Double> told(Map<String, Double> means) {
        Map<String, Double> all = new LinkedHashMap<>(means);
        all.put("perplexity", Metrics.perplexity(means.get("test_loss")));
        return all;
      }
    };
  }

  /**
   * Telling classes apart: cross-entropy of logits; {@code test_loss} and {@code accuracy}. What is
   * learned from may have probabilities of classes for labels, as {@link dev.cusp.data.Mixup} has.
   */
  static <M extends Layer> Task<M> classes() {
    return new Task<>() {
      @Override
      public Tensor loss(M model, Batch batch, Pass pass) {
        Tensor logits = model.apply(batch.x(), pass);
        return batch.y().shape().equals(logits.shape())
            ? Losses.crossEntropyOf(logits, batch.y())
            : Losses.crossEntropy(logits, batch.y());
      }

      @Override
      public Map<String, Tensor> metrics(M model, Batch batch) {
        Tensor logits = model.apply(batch.x());
        Map<String, Tensor> all = new LinkedHashMap<>();
        all.put("test_loss", Losses.crossEntropy(logits, batch.y()));
        all.put("accuracy", Metrics.accuracy(logits, batch.y()));
        return all;
      }
    };
  }
}
