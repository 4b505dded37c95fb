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

  /** Telling classes apart: cross-entropy of logits; {@code test_loss} and {@code accuracy}. */
  static <M extends Layer> Task<M> classes() {
    return new Task<>() {
      @Override
      public Tensor loss(M model, Batch batch, Pass pass) {
        return Losses.crossEntropy(model.apply(batch.x(), pass), batch.y());
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
