package dev.cusp.models;

import dev.cusp.tensor.Key;
import dev.cusp.tensor.Tensor;

/** A model that makes images, of shape [n, height, width, channels] with numbers from 0 to 1. */
public interface Generative extends Autoencoding {
  /** New images. */
  Tensor sample(Key key, int n);
}
