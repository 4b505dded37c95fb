package dev.cusp.prob;

import dev.cusp.NonDifferentiable;
import dev.cusp.tensor.Key;
import dev.cusp.tensor.Shape;
import dev.cusp.tensor.Special;
import dev.cusp.tensor.Tensor;

/**
 * {@link Bernoulli} made continuous: {@code sigmoid((logits + logistic noise) / temperature)}.
 * Maddison, Mnih and Teh, arXiv 1611.00712, appendix B.
 */
public record BinaryConcrete(Tensor logits, @NonDifferentiable Tensor temperature)
    implements Reparametrized {
  /** With one temperature. */
  public static BinaryConcrete of(Tensor logits, double temperature) {
    return new BinaryConcrete(logits, Tensor.full(temperature, logits.type()));
  }

  @Override
  public void check() {
    Domain.POSITIVE.check("BinaryConcrete", "temperature", temperature);
  }

  @Override
  public Shape batch() {
    return Distribution.batch(logits, temperature);
  }

  private Tensor noisy(Key key, int... shape) {
    Tensor noise = key.draw(bits -> Noise.logistic(bits), drawn(shape));
    return logits.add(noise.as(logits.type()));
  }

  @Override
  public Tensor rsample(Key key, int... shape) {
    return noisy(key, shape).div(temperature).sigmoid();
  }

  /** Draws of {@link Bernoulli} with the derivative of those of this one. Biased. */
  public Tensor straightThrough(Key key, int... shape) {
    Tensor noisy = noisy(key, shape);
    return noisy.stopGradient().gt(0).straightThrough(noisy.div(temperature).sigmoid());
  }

  @Override
  public Tensor logProb(Tensor x) {
    check();
    return x.zip3(
        logits,
        temperature,
        (v, a, t) -> {
          if (v <= 0 || v >= 1) {
            return Double.NEGATIVE_INFINITY;
          }
          double log = Math.log(v);
          double rest = Math.log1p(-v);
          double up = a - t * log;
          double down = -t * rest;
          double both = Special.logAddExp(up, down);
          return Math.log(t) + up + down - log - rest - 2 * both;
        });
  }
}
