package dev.cusp.prob;

import dev.cusp.NonDifferentiable;
import dev.cusp.special.Gammas;
import dev.cusp.tensor.Key;
import dev.cusp.tensor.Shape;
import dev.cusp.tensor.Tensor;

/**
 * The concrete distribution, {@link OneHot} made continuous: {@code softmax((logits + Gumbel noise)
 * / temperature)} along the last axis, which is one-hot as the temperature goes to 0. Jang, Gu and
 * Poole, arXiv 1611.01144; Maddison, Mnih and Teh, arXiv 1611.00712.
 */
public record GumbelSoftmax(Tensor logits, @NonDifferentiable Tensor temperature)
    implements Reparametrized {
  /** With one temperature. */
  public static GumbelSoftmax of(Tensor logits, double temperature) {
    return new GumbelSoftmax(logits, Tensor.full(temperature, logits.type()));
  }

  @Override
  public void check() {
    Domain.POSITIVE.check("GumbelSoftmax", "temperature", temperature);
  }

  @Override
  public Shape batch() {
    return new Shape(logits.shape().lengths().subList(0, logits.shape().rank() - 1));
  }

  @Override
  public Shape event() {
    return Shape.of(logits.shape().length(-1));
  }

  private Tensor noisy(Key key, int... shape) {
    Shape all = Distribution.join(drawn(shape), event());
    Tensor noise = key.draw(bits -> -Math.log(Noise.exponential(bits)), all);
    return logits.add(noise.as(logits.type()));
  }

  @Override
  public Tensor rsample(Key key, int... shape) {
    return noisy(key, shape).div(temperature).softmax(-1);
  }

  /** Draws of {@link OneHot} with the derivative of those of this one. Biased. */
  public Tensor straightThrough(Key key, int... shape) {
    Tensor noisy = noisy(key, shape);
    Tensor hard = noisy.stopGradient().argmax(-1).oneHot(event().length(0));
    return hard.straightThrough(noisy.div(temperature).softmax(-1));
  }

  /** Maddison et al., equation 10. */
  @Override
  public Tensor logProb(Tensor x) {
    check();
    int n = event().length(0);
    Tensor log = x.log();
    Tensor weighed = logits.zip3(log, temperature, (a, l, t) -> a - t * l);
    Tensor constant = temperature.map(t -> Gammas.logGamma(n) + (n - 1) * Math.log(t));
    return weighed.sub(log).sum(-1).sub(weighed.logSumExp(-1).mul(n)).add(constant);
  }
}
