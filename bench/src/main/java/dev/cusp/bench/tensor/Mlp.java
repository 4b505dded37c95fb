package dev.cusp.bench.tensor;

import dev.cusp.tensor.Tensor;
import java.util.List;
import java.util.stream.Stream;

/** Three affine layers, 784-256-128-10, with ReLU. */
final class Mlp implements Network {
  private final Tensor x;
  private final Tensor labels;

  Mlp(int batch) {
    x = Data.uniform(1000, batch, 784);
    labels = Data.ints(1001, 10, batch);
  }

  @Override
  public List<Parameter> parameters() {
    return Stream.of(
            Parameter.linear("f1", 256, 784),
            Parameter.linear("f2", 128, 256),
            Parameter.linear("f3", 10, 128))
        .flatMap(List::stream)
        .toList();
  }

  @Override
  public Tensor loss(Pass p) {
    Tensor h = p.linear("f2", p.linear("f1", x).relu()).relu();
    return Layers.crossEntropy(p.linear("f3", h), labels);
  }
}
