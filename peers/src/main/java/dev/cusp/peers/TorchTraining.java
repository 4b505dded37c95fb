package dev.cusp.peers;

import static dev.cusp.peers.Torch.number;

import dev.cusp.bench.tensor.Network;
import dev.cusp.bench.tensor.Optimizer;
import dev.cusp.bench.tensor.Workloads;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.SGD;
import org.bytedeco.pytorch.SGDOptions;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;

/** Steps of training, with PyTorch's own optimizers. */
final class TorchTraining implements Supplier<Double> {
  private final Map<String, Tensor> parameters = new LinkedHashMap<>();
  private final Function<Map<String, Tensor>, Tensor> loss;
  private final org.bytedeco.pytorch.Optimizer optimizer;

  TorchTraining(String name, Workloads.Trained trained) {
    List<Network.Parameter> all = trained.network().get().parameters();
    for (int k = 0; k < all.size(); k++) {
      parameters.put(all.get(k).name(), initial(all.get(k), k).set_requires_grad(true));
    }
    loss = TorchNetworks.loss(name);
    TensorVector vector = new TensorVector(parameters.values().toArray(Tensor[]::new));
    optimizer =
        switch (trained.optimizer()) {
          case Optimizer.Adam(double rate) -> new Adam(vector, new AdamOptions(rate));
          case Optimizer.Sgd(double rate, double momentum) -> {
            SGDOptions options = new SGDOptions(rate);
            options.momentum().put(momentum);
            yield new SGD(vector, options);
          }
        };
  }

  private static Tensor initial(Network.Parameter p, int k) {
    if (p.shape().length > 1) {
      return Torch.of(p.drawn(k));
    }
    Tensor zero = Tensor.create(new float[p.shape()[0]], p.shape()[0]);
    return p.name().endsWith("weight") ? zero.add(number(1)).detach() : zero;
  }

  /** One step; the loss before it. */
  @Override
  public Double get() {
    try (var _ = new PointerScope()) {
      optimizer.zero_grad(true);
      Tensor value = loss.apply(parameters);
      value.backward();
      optimizer.step();
      return (double) value.item().toFloat();
    }
  }
}
