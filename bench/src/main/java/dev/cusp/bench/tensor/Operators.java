package dev.cusp.bench.tensor;

import dev.cusp.bench.tensor.Workload.Goal;
import dev.cusp.tensor.DType;
import dev.cusp.tensor.Gradients;
import dev.cusp.tensor.Leaves;
import dev.cusp.tensor.Recycle;
import dev.cusp.tensor.Tensor;
import dev.cusp.tensor.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Single operations and chains of them, f32: the value, and the gradients of all floating inputs
 * for a cotangent of 1/1024. The check is the sum of the absolute gradients. Each result gives its
 * memory back before the next one is computed, as PyTorch's do.
 */
final class Operators {
  private final List<Workload> all = new ArrayList<>();

  private Operators() {}

  static List<Workload> all() {
    Operators operators = new Operators();
    operators.products();
    operators.elementwise();
    operators.reductions();
    operators.networks();
    operators.convolutions();
    return operators.all;
  }

  /** Inputs, made when they are needed. */
  private interface Inputs extends Supplier<List<Tensor>> {}

  /** A function with all its tensors in a list. */
  private interface F extends Function<List<Tensor>, Tensor> {}

  /** One workload for the value and one for gradients. */
  private void add(String name, Goal goal, long bytes, Inputs inputs, F f) {
    all.add(new Workload(name + ":fwd", goal, bytes, () -> value(inputs.get(), f)));
    all.add(new Workload(name + ":fwdbwd", goal, 0, () -> gradients(inputs.get(), f)));
  }

  static Supplier<?> value(List<Tensor> inputs, Function<List<Tensor>, Tensor> f) {
    return recycled(() -> List.of(f.apply(inputs).evaluate()));
  }

  static Supplier<?> gradients(List<Tensor> inputs, Function<List<Tensor>, Tensor> f) {
    var gradient = Gradients.<List<Tensor>>of(xs -> f.apply(xs).mul(1.0 / 1024).sum());
    return recycled(() -> {
      List<Tensor> bars = gradient.apply(inputs);
      bars.forEach(Tensor::evaluate);
      return bars;
    });
  }

  private static Supplier<?> recycled(Supplier<List<Tensor>> computation) {
    return new Supplier<List<Tensor>>() {
      private List<Tensor> last = List.of();

      @Override
      public List<Tensor> get() {
        Recycle.all(Leaves.of(last));
        last = computation.get();
        return last;
      }
    };
  }

  private static final Inputs SQUARE =
      () -> List.of(Data.uniform(11, 1024, 1024).mul(2).evaluate());
  private static final long MIB4 = 4L << 20;

  private void products() {
    for (int n : new int[] {4, 16, 64, 128, 256, 512, 1024, 2048}) {
      Goal goal = n <= 64 ? Goal.SMALL_PRODUCT : Goal.PRODUCT;
      Inputs two = () -> List.of(Data.uniform(1, n, n), Data.uniform(2, n, n));
      add("matmul_" + n, goal, 0, two, xs -> xs.get(0).matmul(xs.get(1)));
    }
    add(
        "matmul_64x784x128",
        Goal.PRODUCT,
        0,
        () -> List.of(Data.uniform(1, 64, 784), Data.uniform(2, 784, 128)),
        xs -> xs.get(0).matmul(xs.get(1)));
  }

  private void elementwise() {
    add("chain10_arith_1M", Goal.FUSED, 2 * MIB4, SQUARE, xs -> arithmetic(xs.getFirst()));
    add("chain10_mixed_1M", Goal.FUSED, 2 * MIB4, SQUARE, xs -> mixed(xs.getFirst()));
    add("gelu_1M", Goal.FUSED, 2 * MIB4, SQUARE, xs -> xs.getFirst().gelu());
    add(
        "add_1M",
        Goal.FUSED,
        3 * MIB4,
        () -> List.of(SQUARE.get().getFirst(), Data.uniform(18, 1024, 1024)),
        xs -> xs.get(0).add(xs.get(1)));
    add(
        "bcast_add_1024x1024_1024",
        Goal.FUSED,
        2 * MIB4,
        () -> List.of(SQUARE.get().getFirst(), Data.uniform(17, 1024)),
        xs -> xs.get(0).add(xs.get(1)));
    add("transpose_copy_1024x1024", Goal.FUSED, 2 * MIB4, SQUARE, xs -> xs.getFirst().transpose());
  }

  /** Ten operations: * + * max - * + * - *. */
  static Tensor arithmetic(Tensor x) {
    Tensor y = x.mul(1.1).add(0.5).mul(x).maximum(0.1).sub(0.3);
    return y.mul(y).add(x).mul(0.25).sub(x).mul(x);
  }

  /** Ten operations, five of them transcendental. */
  static Tensor mixed(Tensor x) {
    Tensor y = x.mul(1.1).tanh().add(1.5).sqrt().mul(x);
    return y.sigmoid().sub(0.3).exp().log1p().mul(x);
  }

  private void reductions() {
    add("sum_all_1M", Goal.FUSED, MIB4, SQUARE, xs -> xs.getFirst().sum());
    add("mean_axis0_1024x1024", Goal.FUSED, MIB4, SQUARE, xs -> xs.getFirst().mean(0));
    add("mean_axis1_1024x1024", Goal.FUSED, MIB4, SQUARE, xs -> xs.getFirst().mean(1));
    for (int n : new int[] {1_000, 10_000, 100_000, 10_000_000}) {
      Inputs one = () -> List.of(Data.uniform(11, n));
      add("sum_all_" + n, Goal.FUSED, n > 1_000_000 ? 4L * n : 0, one, xs -> xs.getFirst().sum());
      add(
          "chain10_arith_" + n,
          Goal.FUSED,
          n > 1_000_000 ? 8L * n : 0,
          one,
          xs -> arithmetic(xs.getFirst()));
    }
  }

  private void networks() {
    add(
        "softmax_xent_512x1000",
        Goal.FUSED,
        0,
        () -> List.of(Data.uniform(9, 512, 1000).mul(3).evaluate(), Data.ints(10, 1000, 512)),
        xs -> Layers.crossEntropy(xs.get(0), xs.get(1)));
    add(
        "softmax_512x1000",
        Goal.FUSED,
        0,
        () -> List.of(Data.uniform(9, 512, 1000).mul(3).evaluate()),
        xs -> xs.getFirst().softmax(-1));
    add(
        "layernorm_2048x512",
        Goal.FUSED,
        0,
        () -> List.of(Data.uniform(12, 2048, 512), Data.uniform(13, 512), Data.uniform(14, 512)),
        xs -> Layers.layerNorm(xs.get(0), xs.get(1), xs.get(2)));
    add(
        "embedding_10000x256_2048idx",
        Goal.FUSED,
        0,
        () -> List.of(Data.ints(15, 10000, 32, 64), Data.uniform(16, 10000, 256)),
        xs -> xs.get(1).take(xs.get(0)));
  }

  /** 32 images of 32 by 32 with 64 channels. */
  private static Tensor images() {
    return Data.uniform(3, 32, 64, 32, 32).permute(0, 2, 3, 1).evaluate();
  }

  private void convolution(String name, int seed, double scale, int groups, int size) {
    Window window = Window.VALID.padding(size / 2);
    add(
        name,
        Goal.PRODUCT,
        0,
        () -> {
          Tensor weight = Data.uniform(seed, 64, 64 / groups, size, size).mul(scale);
          return List.of(images(), weight.permute(0, 2, 3, 1).evaluate());
        },
        xs -> xs.get(0).convolve(xs.get(1), window, groups));
  }

  private void convolutions() {
    convolution("conv3x3_64c_32x32_b32", 4, 0.05, 1, 3);
    convolution("conv1x1_64c_32x32_b32", 5, 0.1, 1, 1);
    convolution("conv5x5_64c_32x32_b32", 4, 0.03, 1, 5);
    convolution("dwconv3x3_64c_32x32_b32", 6, 1, 64, 3);
    add(
        "batchnorm_train_64c_32x32_b32",
        Goal.FUSED,
        0,
        () -> List.of(images(), Data.uniform(7, 64), Data.uniform(8, 64)),
        xs -> Images.normalized(xs.get(0), xs.get(1), xs.get(2)));
    add(
        "maxpool2x2_64c_32x32_b32",
        Goal.FUSED,
        0,
        () -> List.of(images()),
        xs -> xs.getFirst().maxPool(Window.of(2)));
  }

  /** The sum of the absolute elements of all tensors. */
  static double sumOfAbsolutes(List<Tensor> tensors) {
    return tensors.stream()
        .filter(t -> t.type().isFloating())
        .mapToDouble(t -> t.as(DType.F64).abs().sum().item())
        .sum();
  }
}
