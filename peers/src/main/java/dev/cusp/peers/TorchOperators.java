package dev.cusp.peers;

import static dev.cusp.peers.Torch.number;

import dev.cusp.bench.tensor.Data;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** The operators of {@code bench tensor}, on the same numbers. */
final class TorchOperators {
  private record Case(Supplier<List<Tensor>> inputs, Function<List<Tensor>, Tensor> f) {}

  private static final Map<String, Case> ALL = new HashMap<>();

  private TorchOperators() {}

  static boolean has(String workload) {
    String[] parts = workload.split(":");
    return parts.length > 1 && ALL.containsKey(parts[0]);
  }

  /** The value, or the gradients of all floating inputs for a cotangent of 1/1024; or null. */
  static Supplier<?> prepare(String workload) {
    String[] parts = workload.split(":");
    if (!has(workload)) {
      return null;
    }
    Case c = ALL.get(parts[0]);
    List<Tensor> inputs = c.inputs.get();
    if (!parts[1].equals("fwdbwd")) {
      return () -> {
        try (var _ = new PointerScope();
            var _ = new AutoGradMode(false)) {
          return c.f.apply(inputs).numel();
        }
      };
    }
    Tensor[] active =
        inputs.stream()
            .filter(Tensor::is_floating_point)
            .map(t -> t.set_requires_grad(true))
            .toArray(Tensor[]::new);
    Tensor bar = torch.full_like(c.f.apply(inputs).detach(), number(1.0 / 1024));
    return () -> {
      try (var _ = new PointerScope()) {
        return Torch.gradients(c.f.apply(inputs), active, bar).size();
      }
    };
  }

  private static void add(
      String name, Function<List<Tensor>, Tensor> f, Supplier<List<Tensor>> inputs) {
    ALL.put(name, new Case(inputs, f));
  }

  private static Tensor draw(int seed, int... shape) {
    return Torch.of(Data.uniform(seed, shape));
  }

  private static List<Tensor> square() {
    return List.of(draw(11, 1024, 1024).mul(number(2)).detach());
  }

  private static List<Tensor> image() {
    return List.of(draw(3, 32, 64, 32, 32));
  }

  static {
    products();
    elementwise();
    reductions();
    networks();
    images();
    small();
  }

  private static void products() {
    for (int n : new int[] {4, 16, 64, 128, 256, 512, 1024, 2048}) {
      add(
          "matmul_" + n,
          xs -> xs.get(0).matmul(xs.get(1)),
          () -> List.of(draw(1, n, n), draw(2, n, n)));
    }
    add(
        "matmul_64x784x128",
        xs -> xs.get(0).matmul(xs.get(1)),
        () -> List.of(draw(1, 64, 784), draw(2, 784, 128)));
  }

  private static void elementwise() {
    add("chain10_arith_1M", xs -> arithmetic(xs.getFirst()), TorchOperators::square);
    add("chain10_mixed_1M", xs -> mixed(xs.getFirst()), TorchOperators::square);
    add("gelu_1M", xs -> torch.gelu(xs.getFirst()), TorchOperators::square);
    add(
        "add_1M",
        xs -> xs.get(0).add(xs.get(1)),
        () -> List.of(square().getFirst(), draw(18, 1024, 1024)));
    add(
        "bcast_add_1024x1024_1024",
        xs -> xs.get(0).add(xs.get(1)),
        () -> List.of(square().getFirst(), draw(17, 1024)));
    add(
        "transpose_copy_1024x1024",
        xs -> xs.getFirst().transpose(0, 1).contiguous(),
        TorchOperators::square);
  }

  private static Tensor arithmetic(Tensor x) {
    Tensor y = x.mul(number(1.1)).add(number(0.5)).mul(x);
    y = torch.clamp_min(y, number(0.1)).sub(number(0.3));
    return y.mul(y).add(x).mul(number(0.25)).sub(x).mul(x);
  }

  private static Tensor mixed(Tensor x) {
    Tensor y = x.mul(number(1.1)).tanh().add(number(1.5)).sqrt().mul(x);
    return torch.sigmoid(y).sub(number(0.3)).exp().log1p().mul(x);
  }

  private static void reductions() {
    add("sum_all_1M", xs -> xs.getFirst().sum(), TorchOperators::square);
    add("mean_axis0_1024x1024", xs -> xs.getFirst().mean(0), TorchOperators::square);
    add("mean_axis1_1024x1024", xs -> xs.getFirst().mean(1), TorchOperators::square);
    for (int n : new int[] {1_000, 10_000, 100_000, 10_000_000}) {
      add("sum_all_" + n, xs -> xs.getFirst().sum(), () -> List.of(draw(11, n)));
      add("chain10_arith_" + n, xs -> arithmetic(xs.getFirst()), () -> List.of(draw(11, n)));
    }
  }

  private static void networks() {
    add(
        "softmax_xent_512x1000",
        xs -> torch.cross_entropy_loss(xs.get(0), xs.get(1)),
        () ->
            List.of(
                draw(9, 512, 1000).mul(number(3)).detach(), Torch.longs(Data.ints(10, 1000, 512))));
    add(
        "softmax_512x1000",
        xs -> xs.getFirst().softmax(-1),
        () -> List.of(draw(9, 512, 1000).mul(number(3)).detach()));
    add(
        "layernorm_2048x512",
        xs ->
            torch.layer_norm(
                xs.get(0),
                new long[] {512},
                new TensorOptional(xs.get(1)),
                new TensorOptional(xs.get(2)),
                1e-5,
                true),
        () -> List.of(draw(12, 2048, 512), draw(13, 512), draw(14, 512)));
    add(
        "embedding_10000x256_2048idx",
        xs -> torch.embedding(xs.get(1), xs.get(0)),
        () -> List.of(Torch.longs(Data.ints(15, 10000, 32, 64)), draw(16, 10000, 256)));
  }

  private static void images() {
    convolution("conv3x3_64c_32x32_b32", 4, 0.05, 1, 3);
    convolution("conv1x1_64c_32x32_b32", 5, 0.1, 1, 1);
    convolution("dwconv3x3_64c_32x32_b32", 6, 1, 64, 3);
    add(
        "batchnorm_train_64c_32x32_b32",
        xs -> Torch.batchNorm(xs.get(0), xs.get(1), xs.get(2)),
        () -> List.of(image().getFirst(), draw(7, 64), draw(8, 64)));
    add(
        "maxpool2x2_64c_32x32_b32",
        xs -> torch.max_pool2d(xs.getFirst(), 2, 2),
        TorchOperators::image);
  }

  private static void convolution(String name, int seed, double scale, int groups, int size) {
    add(
        name,
        xs -> Torch.convolve(xs.get(0), xs.get(1), null, 1, size / 2, groups),
        () ->
            List.of(
                image().getFirst(),
                draw(seed, 64, 64 / groups, size, size).mul(number(scale)).detach()));
  }

  private static void small() {
    Supplier<List<Tensor>> three =
        () ->
            List.of(
                draw(62, 4, 4),
                Torch.of(Data.uniform(60, 0.9, 1.1, 4, 4)),
                Torch.of(Data.uniform(61, -0.1, 0.1, 4, 4)));
    add("chain200_4x4", TorchOperators::chain, three);
    add(
        "mmchain200_4x4",
        xs -> {
          Tensor x = xs.get(0);
          for (int i = 0; i < 200; i++) {
            x = x.matmul(xs.get(2));
          }
          return x;
        },
        three);
    add("one_call", xs -> xs.get(0).mul(xs.get(1)), three);
  }

  private static Tensor chain(List<Tensor> xs) {
    Tensor x = xs.get(0);
    for (int i = 0; i < 100; i++) {
      x = x.mul(xs.get(1)).add(xs.get(2));
    }
    return x;
  }
}
