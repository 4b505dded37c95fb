package dev.cusp.peers;

import java.util.Arrays;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Short forms of what libtorch says at length. */
final class Torch {
  private Torch() {}

  static ScalarType type(String name) {
    return switch (name) {
      case "f64" -> ScalarType.Double;
      case "f32" -> ScalarType.Float;
      case "i32" -> ScalarType.Int;
      case "bool" -> ScalarType.Bool;
      default -> throw new IllegalArgumentException(name);
    };
  }

  /** The name of a tensor's type; all ints are i32 to Cusp. */
  static String type(Tensor t) {
    return switch (t.scalar_type().intern()) {
      case Double -> "f64";
      case Float -> "f32";
      case Int, Long -> "i32";
      case Bool -> "bool";
      default -> throw new IllegalArgumentException("a tensor of " + t.scalar_type());
    };
  }

  static Scalar number(double x) {
    return new Scalar(x);
  }

  static TensorVector all(Tensor... tensors) {
    return new TensorVector(tensors);
  }

  static Tensor ints(int... values) {
    return Tensor.create(Arrays.stream(values).asLongStream().toArray());
  }

  /** The elements in row-major order. */
  static double[] elements(Tensor t) {
    double[] values = new double[(int) t.numel()];
    if (values.length > 0) {
      t.detach().to(ScalarType.Double).contiguous().data_ptr_double().get(values);
    }
    return values;
  }

  /** Gradients for a cotangent of the result. */
  static TensorVector gradients(Tensor result, Tensor[] of, Tensor bar) {
    return torch.grad(
        all(result), all(of), all(bar), new org.bytedeco.pytorch.BoolOptional(), false, true);
  }

  /** The same numbers, f32. */
  static Tensor of(dev.cusp.tensor.Tensor t) {
    return Tensor.create((float[]) t.data(), lengths(t));
  }

  /** The same ints, as PyTorch takes labels. */
  static Tensor longs(dev.cusp.tensor.Tensor t) {
    long[] values = Arrays.stream((int[]) t.data()).asLongStream().toArray();
    return Tensor.create(values, lengths(t));
  }

  private static long[] lengths(dev.cusp.tensor.Tensor t) {
    return t.shape().lengths().stream().mapToLong(i -> i).toArray();
  }

  /** A convolution; the bias may be null. */
  static Tensor convolve(
      Tensor x, Tensor weight, Tensor bias, int stride, int padding, int groups) {
    TensorOptional optional = bias == null ? new TensorOptional() : new TensorOptional(bias);
    return torch.conv2d(
        x, weight, optional, both(stride), both(padding), new long[] {1, 1}, groups);
  }

  static long[] both(int n) {
    return new long[] {n, n};
  }

  /** Normalization over the batch, when training. */
  static Tensor batchNorm(Tensor x, Tensor scale, Tensor shift) {
    TensorOptional none = new TensorOptional();
    return torch.batch_norm(
        x,
        new TensorOptional(scale),
        new TensorOptional(shift),
        none,
        none,
        true,
        0.1,
        1e-5,
        false);
  }
}
