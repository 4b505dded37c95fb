package dev.cusp.nn;

import dev.cusp.tensor.Tensor;
import dev.cusp.tensor.Views;
import java.util.ArrayList;
import java.util.List;

/**
 * Layers each of which sees the results of all before it, and the input, put together along the
 * last axis (Huang et al., Densely connected convolutional networks, arXiv 1608.06993, equation 2).
 */
public record DenseBlock(List<Layer> layers) implements Layer {
  public DenseBlock {
    layers = List.copyOf(layers);
  }

  /** With as many layers of a template. */
  public static Template<DenseBlock> of(int depth, Template<? extends Layer> template) {
    return Assembly.template(a -> {
      List<Layer> layers = new ArrayList<>();
      for (int i = 0; i < depth; i++) {
        Layer layer = a.branch(template);
        a.pass(x -> Views.concat(-1, x, layer.apply(x)));
        layers.add(layer);
      }
      return new DenseBlock(layers);
    });
  }

  @Override
  public Tensor apply(Tensor x, Pass pass) {
    Tensor all = x;
    for (int i = 0; i < layers.size(); i++) {
      all = Views.concat(-1, all, pass.through("layers." + i, layers.get(i), all));
    }
    return all;
  }

  @Override
  public String toString() {
    return Summary.of(this).toString();
  }
}
