package dev.cusp.prob;

import dev.cusp.tensor.Activations;
import dev.cusp.tensor.Shape;
import dev.cusp.tensor.Tensor;

/** A rising function of numbers with an inverse, for {@link Transformed}. */
public interface Bijection {
  Tensor forward(Tensor x);

  Tensor inverse(Tensor y);

  /** {@code log(forward'(x))}. */
  Tensor logSlope(Tensor x);

  /** Below what it gives. */
  default double least() {
    return Double.NEGATIVE_INFINITY;
  }

  /** Above what it gives. */
  default double most() {
    return Double.POSITIVE_INFINITY;
  }

  /** {@code exp(x)}: to positive numbers. */
  record Exp() implements Bijection {
    @Override
    public double least() {
      return 0;
    }

    @Override
    public Tensor forward(Tensor x) {
      return x.exp();
    }

    @Override
    public Tensor inverse(Tensor y) {
      return y.log();
    }

    @Override
    public Tensor logSlope(Tensor x) {
      return x;
    }
  }

  /** {@code 1 / (1 + exp(-x))}: to numbers between 0 and 1. */
  record Sigmoid() implements Bijection {
    @Override
    public double least() {
      return 0;
    }

    @Override
    public double most() {
      return 1;
    }

    @Override
    public Tensor forward(Tensor x) {
      return x.sigmoid();
    }

    @Override
    public Tensor inverse(Tensor y) {
      return y.map(v -> Math.log(v) - Math.log1p(-v));
    }

    @Override
    public Tensor logSlope(Tensor x) {
      return x.map(v -> v - 2 * Activations.softplus(v));
    }
  }

  /** {@code log(1 + exp(x))}: to positive numbers. */
  record Softplus() implements Bijection {
    @Override
    public double least() {
      return 0;
    }

    @Override
    public Tensor forward(Tensor x) {
      return x.softplus();
    }

    @Override
    public Tensor inverse(Tensor y) {
      return y.map(v -> v + Math.log(-Math.expm1(-v)));
    }

    @Override
    public Tensor logSlope(Tensor x) {
      return x.logSigmoid();
    }
  }

  /** {@code tanh(x)}: to numbers between -1 and 1. */
  record Tanh() implements Bijection {
    @Override
    public double least() {
      return -1;
    }

    @Override
    public double most() {
      return 1;
    }

    @Override
    public Tensor forward(Tensor x) {
      return x.tanh();
    }

    @Override
    public Tensor inverse(Tensor y) {
      return y.atanh();
    }

    @Override
    public Tensor logSlope(Tensor x) {
      return x.map(v -> 1.3862943611198906 - 2 * v - 2 * Activations.softplus(-2 * v));
    }
  }

  /** {@code shift + scale x}, for positive scales. */
  record Affine(Tensor shift, Tensor scale) implements Bijection {
    private void check() {
      Domain.POSITIVE.check("Affine", "scale", scale);
    }

    @Override
    public Tensor forward(Tensor x) {
      check();
      return x.mul(scale).add(shift);
    }

    @Override
    public Tensor inverse(Tensor y) {
      check();
      return y.sub(shift).div(scale);
    }

    @Override
    public Tensor logSlope(Tensor x) {
      check();
      return scale.log().broadcastTo(Shape.broadcast("Affine", x.shape(), scale.shape()));
    }
  }
}
