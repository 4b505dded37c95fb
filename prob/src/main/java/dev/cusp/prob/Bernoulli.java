package dev.cusp.prob;

import dev.cusp.tensor.Activations;
import dev.cusp.tensor.Key;
import dev.cusp.tensor.Shape;
import dev.cusp.tensor.Tensor;
import dev.cusp.tensor.Views;

/** 1 with probability {@code sigmoid(logits)}, else 0; draws are of the logits' type. */
public record Bernoulli(Tensor logits) implements Enumerable {
  /** One distribution, of f64, by its probability. */
  public static Bernoulli of(double probability) {
    return ofProbabilities(Tensor.scalar(probability));
  }

  /** By the probabilities of 1. */
  public static Bernoulli ofProbabilities(Tensor p) {
    Domain.SHARE.check("Bernoulli", "probability", p);
    return new Bernoulli(p.map(v -> Math.log(v) - Math.log1p(-v)));
  }

  public Tensor probabilities() {
    return logits.sigmoid();
  }

  @Override
  public Shape batch() {
    return logits.shape();
  }

  @Override
  public Tensor sample(Key key, int... shape) {
    Tensor noise = key.draw(bits -> Noise.uniform(bits), drawn(shape));
    return noise.lt(probabilities().stopGradient()).as(logits.type());
  }

  @Override
  public Tensor support() {
    Tensor zeros = Tensor.full(0, logits.type(), logits.shape());
    return Views.stack(0, zeros, zeros.add(1));
  }

  @Override
  public Tensor logProb(Tensor x) {
    return x.as(logits.type())
        .zip(
            logits,
            (v, a) ->
                v == 0
                    ? -Activations.softplus(a)
                    : v == 1 ? -Activations.softplus(-a) : Double.NEGATIVE_INFINITY);
  }

  @Override
  public Tensor mean() {
    return probabilities();
  }

  @Override
  public Tensor variance() {
    Tensor p = probabilities();
    return p.sub(p.square());
  }

  @Override
  public Tensor entropy() {
    return logits.map(a -> {
      double size = Math.abs(a);
      double rest = Math.exp(-size);
      return Math.log1p(rest) + (rest == 0 ? 0 : size * rest / (1 + rest));
    });
  }
}
