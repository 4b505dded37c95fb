package dev.cusp.peers;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * An argument of a case: its numbers are short in decimal and the same in f32, so that the file
 * that says them is exact and small.
 *
 * @param type f64, f32, i32 or bool
 * @param strided whether the operation gets it with its axes in opposite order and every other
 *     element of the first
 */
record Input(String type, long[] shape, double[] values, boolean strided) {
  /** Multiples of 1/64 from low to high, drawn by L64X128MixRandom. */
  static Input draw(int seed, double low, double high, long... shape) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    double[] values = new double[size(shape)];
    Arrays.setAll(values, i -> random.nextInt((int) (low * 64), (int) (high * 64) + 1) / 64.0);
    return new Input("f64", shape, values, false);
  }

  static Input of(double[] values, long... shape) {
    return new Input("f64", shape, values, false);
  }

  Input as(String other) {
    return new Input(other, shape, values, strided);
  }

  Input viewed() {
    return new Input(type, shape, values, true);
  }

  boolean isFloating() {
    return type.startsWith("f");
  }

  static int size(long... shape) {
    return (int) Arrays.stream(shape).reduce(1, (x, y) -> x * y);
  }

  /** The tensor that a derivative is taken for. */
  Tensor leaf() {
    Tensor t = Tensor.create(values, shape).to(Torch.type(type));
    return t.contiguous().set_requires_grad(isFloating());
  }

  /** What the operation gets. */
  Tensor seen(Tensor leaf) {
    if (!strided) {
      return leaf;
    }
    long[] order = new long[shape.length];
    Arrays.setAll(order, i -> shape.length - 1 - i);
    return leaf.permute(order).slice(0, new LongOptional(0), new LongOptional(), 2);
  }

  static {
    torch.set_num_threads(1);
  }
}
