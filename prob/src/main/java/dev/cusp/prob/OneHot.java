package dev.cusp.prob;

import dev.cusp.tensor.Key;
import dev.cusp.tensor.Shape;
import dev.cusp.tensor.Tensor;

/** A vector with a 1 at one of n places, along the last axis, with {@code softmax(logits)}. */
public record OneHot(Tensor logits) implements Enumerable {
  /** One distribution, of f64, by its probabilities. */
  public static OneHot of(double... probabilities) {
    return new OneHot(Categorical.logarithms("OneHot", probabilities));
  }

  /** The place of the 1 as a number. */
  public Categorical category() {
    return new Categorical(logits);
  }

  @Override
  public Shape batch() {
    return category().batch();
  }

  @Override
  public Shape event() {
    return Shape.of(category().categories());
  }

  @Override
  public Tensor sample(Key key, int... shape) {
    return vectors(category().sample(key, shape));
  }

  private Tensor vectors(Tensor index) {
    return index.oneHot(category().categories()).as(logits.type());
  }

  /**
   * Draws with the derivative of their probabilities: straight through (Bengio, Léonard and
   * Courville, arXiv 1308.3432). Biased.
   */
  public Tensor straightThrough(Key key, int... shape) {
    return sample(key, shape).straightThrough(category().probabilities());
  }

  @Override
  public Tensor support() {
    return vectors(category().support());
  }

  @Override
  public Tensor logProb(Tensor x) {
    return x.zip(logits.logSoftmax(-1), (v, log) -> v == 0 ? 0 : v * log).sum(-1);
  }

  @Override
  public Tensor mean() {
    return category().probabilities();
  }

  @Override
  public Tensor variance() {
    return category().probabilities().map(p -> p * (1 - p));
  }

  @Override
  public Tensor entropy() {
    return category().entropy();
  }
}
