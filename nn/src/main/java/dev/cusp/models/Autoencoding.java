package dev.cusp.models;

import dev.cusp.data.Batch;
import dev.cusp.nn.Pass;
import dev.cusp.tensor.Tensor;
import dev.cusp.train.Task;
import java.util.Map;

/**
 * A model that brings images, of shape [n, height, width, channels] with numbers from 0 to 1,
 * through a code and back.
 */
public interface Autoencoding {
  /** What is to be made small in training: a scalar. */
  Tensor loss(Tensor images, Pass pass);

  /** What is left of images. */
  Tensor reconstruct(Tensor images);

  /** How well it does on images: scalars by name, {@code test_loss} among them. */
  Map<String, Tensor> metrics(Tensor images);

  /** Training it; labels are not looked at. */
  static <M extends Autoencoding> Task<M> task() {
    return new Task<>() {
      @Override
      public Tensor loss(M model, Batch batch, Pass pass) {
        return model.loss(batch.x(), pass);
      }

      @Override
      public Map<String, Tensor> metrics(M model, Batch batch) {
        return model.metrics(batch.x());
      }
    };
  }
}
