package dev.cusp.prob;

import dev.cusp.special.Circular;
import dev.cusp.tensor.Key;
import dev.cusp.tensor.Shape;
import dev.cusp.tensor.Tensor;

/**
 * An angle, between -pi and pi: {@code exp(concentration cos(x - middle)) / (2 pi I0)}. Draws move
 * with the concentration as their quantile does. The mean is a direction; the variance is the
 * circular one, {@code 1 - I1 / I0}.
 */
public record VonMises(Tensor middle, Tensor concentration) implements Cumulative, Reparametrized {
  /** One distribution, of f64. */
  public static VonMises of(double middle, double concentration) {
    return new VonMises(Tensor.scalar(middle), Tensor.scalar(concentration));
  }

  @Override
  public void check() {
    Domain.NOT_NEGATIVE.check("VonMises", "concentration", concentration);
  }

  @Override
  public Shape batch() {
    return Distribution.batch(middle, concentration);
  }

  @Override
  public Tensor rsample(Key key, int... shape) {
    Tensor angle = key.draw(Noise::vonMises, concentration, drawn(shape));
    Tensor moved = concentration.zip(angle, (k, x) -> Circular.draw(k, x));
    return moved.zip(middle, (x, m) -> wrapped(x + m)).as(middle.type());
  }

  /** Between -pi and pi. */
  static double wrapped(double angle) {
    return angle - 2 * Math.PI * Math.rint(angle / (2 * Math.PI));
  }

  @Override
  public Tensor logProb(Tensor x) {
    check();
    return x.zip3(
        middle,
        concentration,
        (v, m, k) ->
            Math.abs(v) == Double.POSITIVE_INFINITY
                ? Double.NEGATIVE_INFINITY
                : Circular.logDensity(k, v - m));
  }

  /** How likely an angle is between that opposite to the middle and x. */
  @Override
  public Tensor cdf(Tensor x) {
    check();
    return x.zip3(
        middle,
        concentration,
        (v, m, k) ->
            Math.abs(v) == Double.POSITIVE_INFINITY
                ? v > 0 ? 1 : 0
                : Circular.lower(k, wrapped(v - m)));
  }

  @Override
  public Tensor mean() {
    check();
    return middle;
  }

  @Override
  public Tensor variance() {
    check();
    return concentration.map(k -> Circular.besselGap(k));
  }

  @Override
  public Tensor entropy() {
    check();
    return concentration.map(
        k -> 1.8378770664093453 + Circular.logScaledBesselI0(k) + k * Circular.besselGap(k));
  }
}
