package dev.cusp.bench.tensor;

import dev.cusp.tensor.Tensor;
import dev.cusp.tensor.Window;
import java.util.List;
import java.util.stream.Stream;

/** LeNet-5 (LeCun et al. 1998) with ReLU and maxima, 28 by 28. */
final class LeNet5 implements Network {
  private final Tensor x;
  private final Tensor labels;

  LeNet5(int batch) {
    x = Images.draw(-1, 1, batch, 1, 28);
    labels = Data.ints(1001, 10, batch);
  }

  @Override
  public List<Parameter> parameters() {
    return Stream.of(
            List.of(new Parameter("c1.weight", 6, 1, 5, 5), new Parameter("c1.bias", 6)),
            List.of(new Parameter("c2.weight", 16, 6, 5, 5), new Parameter("c2.bias", 16)),
            Parameter.linear("f1", 120, 400),
            Parameter.linear("f2", 84, 120),
            Parameter.linear("f3", 10, 84))
        .flatMap(List::stream)
        .toList();
  }

  @Override
  public Tensor loss(Pass p) {
    Window two = Window.of(2);
    Tensor h = Images.affine(p, "c1", x, 1, 2).relu().maxPool(two);
    h = Images.affine(p, "c2", h, 1, 0).relu().maxPool(two);
    // flattened with channels first, as the weights are for
    h = h.permute(0, 3, 1, 2).reshape(h.shape().length(0), 400);
    h = p.linear("f2", p.linear("f1", h).relu()).relu();
    return Layers.crossEntropy(p.linear("f3", h), labels);
  }
}
