package dev.cusp.fft;

import dev.cusp.tensor.DType;
import dev.cusp.tensor.Shape;
import dev.cusp.tensor.ShapeException;
import dev.cusp.tensor.Tensor;
import dev.cusp.tensor.Views;

/**
 * Complex numbers: a tensor of real and one of imaginary parts, of one shape and type, f32 or f64.
 * As a record of tensors it goes in and out of derivatives; the gradient of a real function has the
 * derivatives with respect to both parts, as if they were two tensors.
 */
public record Complex(Tensor re, Tensor im) {
  /** Of two parts; shapes are broadcast, types are made one. */
  public Complex {
    DType both = DType.common(re.type(), im.type());
    DType type = both.isFloating() ? DType.common(both, DType.F32) : DType.F64;
    Shape shape = Shape.broadcast("complex numbers", re.shape(), im.shape());
    re = re.as(type).broadcastTo(shape);
    im = im.as(type).broadcastTo(shape);
  }

  /** Real numbers. */
  public static Complex of(Tensor re) {
    return new Complex(re, Tensor.zeros(re.type()));
  }

  /** Numbers of magnitude 1 and the given angles. */
  public static Complex turn(Tensor angle) {
    return new Complex(angle.cos(), angle.sin());
  }

  /** Of the two parts along the last axis. */
  public static Complex ofPairs(Tensor pairs) {
    if (pairs.shape().rank() == 0 || pairs.shape().length(-1) != 2) {
      throw new ShapeException(
          "pairs of numbers of shape %s: its last axis is not 2", pairs.shape());
    }
    return new Complex(pairs.at(-1, 0), pairs.at(-1, 1));
  }

  /** The two parts along a new last axis. */
  public Tensor toPairs() {
    return Views.stack(-1, re, im);
  }

  public Shape shape() {
    return re.shape();
  }

  public Complex add(Complex y) {
    return new Complex(re.add(y.re), im.add(y.im));
  }

  public Complex sub(Complex y) {
    return new Complex(re.sub(y.re), im.sub(y.im));
  }

  public Complex mul(Complex y) {
    return new Complex(re.mul(y.re).sub(im.mul(y.im)), re.mul(y.im).add(im.mul(y.re)));
  }

  /** Times real numbers. */
  public Complex mul(Tensor y) {
    return new Complex(re.mul(y), im.mul(y));
  }

  /** Times a real number. */
  public Complex mul(double y) {
    return new Complex(re.mul(y), im.mul(y));
  }

  /** The conjugate. */
  public Complex conj() {
    return new Complex(re, im.neg());
  }

  /** Magnitudes. */
  public Tensor abs() {
    return re.hypot(im);
  }

  /** The squares of magnitudes. */
  public Tensor abs2() {
    return re.square().add(im.square());
  }

  /** Angles, from -pi to pi. */
  public Tensor angle() {
    return im.atan2(re);
  }
}
