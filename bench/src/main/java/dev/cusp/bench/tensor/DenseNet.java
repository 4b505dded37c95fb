package dev.cusp.bench.tensor;

import dev.cusp.tensor.Tensor;
import dev.cusp.tensor.Views;
import dev.cusp.tensor.Window;
import java.util.ArrayList;
import java.util.List;

/** DenseNet-40 with growth 12 (Huang et al. 2016, arXiv:1608.06993), 32 by 32. */
final class DenseNet implements Network {
  private static final int BLOCKS = 3;
  private static final int LAYERS = 12;
  private static final int GROWTH = 12;
  private static final int FIRST = 16;

  private final Tensor x;
  private final Tensor labels;

  DenseNet(int batch) {
    x = Images.draw(-1, 1, batch, 3, 32);
    labels = Data.ints(1001, 10, batch);
  }

  /** How many channels go into a layer, counted through all blocks. */
  private static int channels(int layer) {
    return FIRST + GROWTH * layer;
  }

  @Override
  public List<Parameter> parameters() {
    List<Parameter> all = new ArrayList<>();
    all.add(new Parameter("c.weight", FIRST, 3, 3, 3));
    int layers = BLOCKS * LAYERS;
    for (int j = 0; j < layers; j++) {
      all.addAll(Parameter.norm("bn." + j, channels(j)));
    }
    for (int j = 0; j < layers; j++) {
      all.add(new Parameter("cv." + j + ".weight", GROWTH, channels(j), 3, 3));
    }
    for (int k = 0; k < BLOCKS - 1; k++) {
      all.addAll(Parameter.norm("tb." + k, channels((k + 1) * LAYERS)));
    }
    for (int k = 0; k < BLOCKS - 1; k++) {
      int n = channels((k + 1) * LAYERS);
      all.add(new Parameter("tc." + k + ".weight", n, n, 1, 1));
    }
    all.addAll(Parameter.norm("b", channels(layers)));
    all.addAll(Parameter.linear("fc", 10, channels(layers)));
    return all;
  }

  @Override
  public Tensor loss(Pass p) {
    Tensor h = Images.convolve(p, "c", x, 1, 1);
    for (int k = 0; k < BLOCKS; k++) {
      for (int i = 0; i < LAYERS; i++) {
        int j = k * LAYERS + i;
        Tensor grown = Images.batchNorm(p, "bn." + j, h).relu();
        h = Views.concat(3, h, Images.convolve(p, "cv." + j, grown, 1, 1));
      }
      if (k < BLOCKS - 1) {
        h = Images.batchNorm(p, "tb." + k, h).relu();
        h = Images.convolve(p, "tc." + k, h, 1, 0).averagePool(Window.of(2));
      }
    }
    h = Images.batchNorm(p, "b", h).relu();
    return Layers.crossEntropy(p.linear("fc", h.mean(1, 2)), labels);
  }
}
