package dev.cusp.bench.tensor;

import dev.cusp.tensor.DType;
import dev.cusp.tensor.Gradients;
import dev.cusp.tensor.Key;
import dev.cusp.tensor.Leaves;
import dev.cusp.tensor.Tensor;
import dev.cusp.tensor.Window;
import java.util.List;
import java.util.function.Supplier;

/** What {@link ConvolutionBenchmark} measures: a batch of 32 images, 32x32, of 64 channels. */
public enum Convolution {
  CONV3X3(3, 1),
  CONV1X1(1, 1),
  CONV5X5(5, 1),
  DEPTHWISE3X3(3, 64),
  MAXPOOL2X2(0, 1),
  LENET5(0, 1);

  private final int size;
  private final int groups;

  Convolution(int size, int groups) {
    this.size = size;
    this.groups = groups;
  }

  /**
   * What to run.
   *
   * @param backward with the gradient of all inputs, for a given cotangent of the result; a
   *     training step always is
   */
  public Supplier<Object> run(boolean backward) {
    if (this == LENET5) {
      Tensor images = draw(5, 64, 28, 28, 1);
      Tensor labels = Key.of(6).uniform(DType.F64, 64).mul(10).as(DType.I32).evaluate();
      LeNet[] net = {LeNet.of(Key.of(7))};
      return () -> {
        Gradients.Result<LeNet> step = net[0].step(images, labels, 0.01);
        net[0] = step.gradient();
        Leaves.of(net[0]).forEach(Tensor::evaluate);
        return net[0];
      };
    }
    List<Tensor> args = List.of(draw(1, 32, 32, 32, 64), draw(2, 64, size, size, 64 / groups));
    if (!backward) {
      return () -> result(args).evaluate();
    }
    Tensor bar = draw(3, result(args).shape().lengths().stream().mapToInt(i -> i).toArray());
    return () -> {
      var vjp = Gradients.<List<Tensor>, Tensor>vjp(this::result, args);
      List<Tensor> bars = vjp.pullback().apply(bar);
      bars.forEach(Tensor::evaluate);
      vjp.value().evaluate();
      return bars;
    };
  }

  private Tensor result(List<Tensor> args) {
    Tensor image = args.get(0);
    return this == MAXPOOL2X2
        ? image.maxPool(Window.of(2))
        : image.convolve(args.get(1), Window.SAME, groups);
  }

  private static Tensor draw(int seed, int... shape) {
    return Key.of(seed).uniform(DType.F32, shape).sub(0.5).evaluate();
  }
}
