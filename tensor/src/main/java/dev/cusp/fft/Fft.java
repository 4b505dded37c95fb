package dev.cusp.fft;

import dev.cusp.tensor.DType;
import dev.cusp.tensor.Range;
import dev.cusp.tensor.Shape;
import dev.cusp.tensor.ShapeException;
import dev.cusp.tensor.Tensor;
import dev.cusp.tensor.Views;
import java.util.Arrays;

/**
 * Discrete Fourier transforms, with NumPy's names and scaling: {@code y[j] = sum over k of x[k]
 * exp(-2 pi i j k / n)}, and its inverse with the other sign, divided by n. Of any length; quickest
 * where it has no factors larger than 13. Computed in double and given in the type of the argument,
 * f64 for those that are not floating and f32 for half types. Linear, with derivatives of any order
 * in both modes.
 */
public final class Fft {
  private Fft() {}

  /** The transform along an axis. */
  public static Complex fft(Complex x, int axis) {
    return along(-1, x, axis);
  }

  /** The transform of real numbers along an axis. */
  public static Complex fft(Tensor x, int axis) {
    return fft(complex(x), axis);
  }

  /** The inverse transform along an axis. */
  public static Complex ifft(Complex x, int axis) {
    return along(1, x, axis).mul(1.0 / x.shape().length(axis));
  }

  /** The transform along several axes, or all. */
  public static Complex fftn(Complex x, int... axes) {
    Complex y = x;
    for (int axis : all(x, axes)) {
      y = fft(y, axis);
    }
    return y;
  }

  /** The inverse transform along several axes, or all. */
  public static Complex ifftn(Complex x, int... axes) {
    Complex y = x;
    for (int axis : all(x, axes)) {
      y = ifft(y, axis);
    }
    return y;
  }

  /** The transform of matrices, along the last two axes. */
  public static Complex fft2(Complex x) {
    return fftn(x, -2, -1);
  }

  /** The inverse transform of matrices, along the last two axes. */
  public static Complex ifft2(Complex x) {
    return ifftn(x, -2, -1);
  }

  /**
   * The first {@code n / 2 + 1} numbers of the transform of n real ones along an axis; the others
   * are the conjugates of these.
   */
  public static Complex rfft(Tensor x, int axis) {
    int n = x.shape().length(axis);
    return slice(fft(x, axis), axis, Range.of(0, n / 2 + 1));
  }

  /**
   * The n real numbers of which {@link #rfft} gives these. As in NumPy, what cannot be of a real
   * transform is left out: the imaginary parts of the first number and, for an even n, of the last.
   */
  public static Tensor irfft(Complex x, int n, int axis) {
    if (n < 1 || x.shape().length(axis) != n / 2 + 1) {
      throw new ShapeException(
          "irfft: %d numbers along axis %d of shape %s; for %d real ones it has to be %d",
          x.shape().length(axis), axis, x.shape(), n, n / 2 + 1);
    }
    Complex mirrored = slice(x, axis, Range.of((n - 1) / 2, 0, -1)).conj();
    Complex whole =
        new Complex(
            Views.concat(axis, x.re(), mirrored.re()), Views.concat(axis, x.im(), mirrored.im()));
    return ifft(whole, axis).re();
  }

  /**
   * The frequencies that the numbers of {@link #rfft} are for, in cycles per unit.
   *
   * @param distance between samples
   */
  public static Tensor rfftFrequencies(int n, double distance) {
    return Tensor.range(n / 2 + 1).as(DType.F64).div(n * distance);
  }

  /** The frequencies that the numbers of {@link #fft} are for: 0 and up, then negative ones. */
  public static Tensor fftFrequencies(int n, double distance) {
    Tensor up = Tensor.range(n).as(DType.F64);
    return up.lt((n + 1) / 2).where(up, up.sub(n)).div(n * distance);
  }

  /**
   * The convolution along the last axis, {@code z[j] = sum over k of x[k] y[j - k]}, as long as
   * both together less one: the product of transforms. Other axes are broadcast.
   */
  public static Tensor convolve(Tensor x, Tensor y) {
    int m = x.shape().length(-1);
    int n = y.shape().length(-1);
    if (m == 0 || n == 0) {
      throw new ShapeException(
          "convolve: nothing along the last axis of shapes %s and %s", x.shape(), y.shape());
    }
    int length = Transform.smooth(m + n - 1);
    Complex xs = rfft(x.pad(-1, 0, length - m), -1);
    Complex ys = rfft(y.pad(-1, 0, length - n), -1);
    return irfft(xs.mul(ys), length, -1).slice(-1, Range.of(0, m + n - 1));
  }

  private static Complex complex(Tensor x) {
    return Complex.of(x.type().isFloating() ? x : x.as(DType.F64));
  }

  private static int[] all(Complex x, int... axes) {
    int[] all = new int[x.shape().rank()];
    Arrays.setAll(all, i -> i);
    return axes.length == 0 ? all : axes;
  }

  private static Complex slice(Complex x, int axis, Range range) {
    return new Complex(x.re().slice(axis, range), x.im().slice(axis, range));
  }

  /** With an axis brought to the end and back. */
  private static Complex along(int sign, Complex x, int axis) {
    Shape shape = x.shape();
    int from = shape.axis(axis);
    if (shape.length(from) == 0) {
      throw new ShapeException("a transform along axis %d of %s: nothing is there", axis, shape);
    }
    int[] order = new int[shape.rank()];
    Arrays.setAll(order, i -> i);
    order[from] = shape.rank() - 1;
    order[shape.rank() - 1] = from;
    if (from == shape.rank() - 1) {
      return Dft.of(sign, x);
    }
    Complex y = Dft.of(sign, new Complex(x.re().permute(order), x.im().permute(order)));
    return new Complex(y.re().permute(order), y.im().permute(order));
  }
}
