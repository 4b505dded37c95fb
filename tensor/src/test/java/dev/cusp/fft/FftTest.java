package dev.cusp.fft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cusp.tensor.DType;
import dev.cusp.tensor.Gradients;
import dev.cusp.tensor.Key;
import dev.cusp.tensor.Shape;
import dev.cusp.tensor.ShapeException;
import dev.cusp.tensor.Tensor;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Transforms against the sums that define them, and NumPy's conventions. */
final class FftTest {
  private static Complex draw(int seed, int... shape) {
    return new Complex(
        Key.of(seed).normal(DType.F64, shape), Key.of(seed + 1000).normal(DType.F64, shape));
  }

  private static void same(Tensor x, Tensor y, double tolerance) {
    assertThat(x.shape()).isEqualTo(y.shape());
    assertThat(x.toDoubles()).containsExactly(y.toDoubles(), within(tolerance));
  }

  private static void same(Complex x, Complex y, double tolerance) {
    same(x.re(), y.re(), tolerance);
    same(x.im(), y.im(), tolerance);
  }

  /** The sums as they are defined, over the last axis, by a matrix. */
  private static Complex slow(int sign, Complex x) {
    int n = x.shape().length(-1);
    double[][] cos = new double[n][n];
    double[][] sin = new double[n][n];
    for (int j = 0; j < n; j++) {
      for (int k = 0; k < n; k++) {
        double angle = sign * 2 * Math.PI * ((long) j * k % n) / n;
        cos[j][k] = Math.cos(angle);
        sin[j][k] = Math.sin(angle);
      }
    }
    Tensor c = Tensor.ofNested(cos);
    Tensor s = Tensor.ofNested(sin);
    return new Complex(
        x.re().matmul(c).sub(x.im().matmul(s)), x.re().matmul(s).add(x.im().matmul(c)));
  }

  static IntStream lengths() {
    return IntStream.concat(
        IntStream.rangeClosed(1, 40), IntStream.of(64, 97, 128, 169, 210, 243, 257, 323, 1000));
  }

  /** Sums of n numbers of order 1 err by less than a hundred roundings times the root of n. */
  @ParameterizedTest
  @MethodSource("lengths")
  void anyLength(int n) {
    Complex x = draw(n, 2, n);
    double tolerance = 100 * Math.ulp(1.0) * n;
    same(Fft.fft(x, -1), slow(-1, x), tolerance);
    same(Fft.ifft(x, -1).mul(n), slow(1, x), tolerance);
    same(Fft.ifft(Fft.fft(x, 1), 1), x, tolerance);
    Tensor real = x.re();
    same(Fft.irfft(Fft.rfft(real, 1), n, 1), real, tolerance);
    assertThat(Fft.rfft(real, 1).shape()).isEqualTo(Shape.of(2, n / 2 + 1));
  }

  @Test
  void longOnes() {
    for (int n : new int[] {1 << 18, 100_003}) {
      Complex x = draw(1, n);
      Complex y = Fft.fft(x, 0);
      same(Fft.ifft(y, 0), x, 1e-11);
      double energy = x.abs2().sum().item();
      assertThat(y.abs2().sum().item() / n / energy).isCloseTo(1, within(1e-13));
    }
  }

  @Test
  void asNumPy() {
    Complex y = Fft.fft(Tensor.of(1, 2, 3, 4), 0);
    same(y, new Complex(Tensor.of(10.0, -2, -2, -2), Tensor.of(0.0, 2, 0, -2)), 1e-15);
    // the imaginary parts of the first and the last one are left out
    Complex some = new Complex(Tensor.of(1.0, 2, 3), Tensor.of(9.0, 1, 9));
    same(Fft.irfft(some, 4, 0), Tensor.of(2, -1, 0, 0).as(DType.F64), 1e-15);
    same(Fft.fftFrequencies(5, 0.1), Tensor.of(0.0, 2, 4, -4, -2), 1e-15);
    same(Fft.fftFrequencies(4, 1), Tensor.of(0, 0.25, -0.5, -0.25), 0);
    same(Fft.rfftFrequencies(5, 0.1), Tensor.of(0.0, 2, 4), 1e-15);
    assertThat(Fft.fft(Tensor.of(1f, 2f), 0).re().type()).isEqualTo(DType.F32);
  }

  @Test
  void severalAxes() {
    Complex x = draw(1, 3, 4, 5);
    Complex last = Fft.fft(x, 2);
    Complex middle = Fft.fft(last, 1);
    same(Fft.fft2(x), middle, 1e-13);
    same(Fft.fftn(x), Fft.fft(middle, 0), 1e-13);
    same(Fft.ifftn(Fft.fftn(x)), x, 1e-14);
    same(Fft.ifft2(middle), x, 1e-14);
    Complex turned = new Complex(x.re().transpose(), x.im().transpose());
    Complex first = Fft.fft(turned, 0);
    same(new Complex(first.re().transpose(), first.im().transpose()), last, 0);
    same(Complex.ofPairs(x.toPairs()), x, 0);
  }

  @Test
  void convolution() {
    same(
        Fft.convolve(Tensor.of(1.0, 2, 3), Tensor.of(0, 1, 0.5)),
        Tensor.of(0, 1, 2.5, 4, 1.5),
        1e-14);
  }

  /** The energy in the transform is n times that of the numbers, so its gradient is 2 n x. */
  @Test
  void gradientOfTheEnergy() {
    Complex x = draw(3, 17);
    Complex gradient = Gradients.of((Complex z) -> Fft.fft(z, 0).abs2().sum()).apply(x);
    same(gradient, x.mul(34), 1e-12);
  }

  @Test
  void refused() {
    assertThatThrownBy(() -> Fft.fft(Tensor.zeros(DType.F64, 2, 0), 1))
        .isInstanceOf(ShapeException.class)
        .hasMessageMatching(
            "a transform along axis 1 of \\[2, 0\\]: nothing is there, at FftTest.java:\\d+");
    assertThatThrownBy(() -> Fft.irfft(draw(1, 4), 9, 0))
        .hasMessageStartingWith(
            "irfft: 4 numbers along axis 0 of shape [4]; for 9 real ones it has");
    assertThatThrownBy(() -> Complex.ofPairs(Tensor.of(1.0)))
        .hasMessageStartingWith("pairs of numbers of shape [1]: its last axis is not 2");
  }
}
