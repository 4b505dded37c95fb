package dev.cusp.nn;

import dev.cusp.linalg.Linalg;
import dev.cusp.tensor.DType;
import dev.cusp.tensor.Key;
import dev.cusp.tensor.Tensor;

/**
 * The first values of weights: small, but different. "In" and "out" are how many numbers each
 * result is made of, and how many results each number goes to.
 */
@FunctionalInterface
public interface Initializer {
  /** Draws weights of a shape. */
  Tensor draw(Key key, DType type, int in, int out, int... shape);

  static Initializer constant(double value) {
    return (_, type, _, _, shape) -> Tensor.full(value, type, shape);
  }

  static Initializer zeros() {
    return constant(0);
  }

  /** Normal with mean 0. */
  static Initializer normal(double deviation) {
    return (key, type, _, _, shape) -> key.normal(type, shape).mul(deviation);
  }

  /** Even in {@code [-limit, limit]}. */
  static Initializer uniform(double limit) {
    return (key, type, _, _, shape) -> key.uniform(type, shape).mul(2 * limit).sub(limit);
  }

  /** Normal with variance {@code 2 / (in + out)} (Glorot and Bengio 2010, equation 12). */
  static Initializer glorotNormal() {
    return (key, type, in, out, shape) ->
        normal(Math.sqrt(2.0 / (in + out))).draw(key, type, in, out, shape);
  }

  /** Even with variance {@code 2 / (in + out)} (Glorot and Bengio 2010, equation 16). */
  static Initializer glorotUniform() {
    return (key, type, in, out, shape) ->
        uniform(Math.sqrt(6.0 / (in + out))).draw(key, type, in, out, shape);
  }

  /** Normal with variance {@code 2 / in}, for ReLU (He et al., arXiv 1502.01852, equation 10). */
  static Initializer heNormal() {
    return (key, type, in, out, shape) ->
        normal(Math.sqrt(2.0 / in)).draw(key, type, in, out, shape);
  }

  /** Even with variance {@code 2 / in}. */
  static Initializer heUniform() {
    return (key, type, in, out, shape) ->
        uniform(Math.sqrt(6.0 / in)).draw(key, type, in, out, shape);
  }

  /** Normal with variance {@code 1 / in} (LeCun et al., Efficient BackProp, 1998). */
  static Initializer leCunNormal() {
    return (key, type, in, out, shape) ->
        normal(Math.sqrt(1.0 / in)).draw(key, type, in, out, shape);
  }

  /** Even with variance {@code 1 / in}. */
  static Initializer leCunUniform() {
    return (key, type, in, out, shape) ->
        uniform(Math.sqrt(3.0 / in)).draw(key, type, in, out, shape);
  }

  /**
   * Orthogonal rows or columns, whichever are fewer, of length {@code gain}, all such matrices
   * being equally likely (Saxe, McClelland and Ganguli, arXiv 1312.6120). The last axis counts
   * columns, all others together rows.
   */
  static Initializer orthogonal(double gain) {
    return (key, type, _, _, shape) -> {
      int columns = shape[shape.length - 1];
      int rows = 1;
      for (int axis = 0; axis < shape.length - 1; axis++) {
        rows *= shape[axis];
      }
      Tensor normal = key.normal(type, Math.max(rows, columns), Math.min(rows, columns));
      Linalg.Qr qr = Linalg.qr(normal);
      // without these signs some matrices would be likelier (Mezzadri 2007)
      Tensor q = qr.q().mul(Linalg.diagonal(qr.r()).signum());
      return (rows < columns ? q.transpose() : q).mul(gain).reshape(shape);
    };
  }
}
