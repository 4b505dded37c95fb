package dev.cusp.nn;

import dev.cusp.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Layers for sequences one after the other, such as a deep recurrent network; the mask is one. */
public record Stacked(List<SequenceLayer> layers) implements SequenceLayer {
  public Stacked {
    layers = List.copyOf(layers);
  }

  /** With as many layers of a template. */
  public static Template<Stacked> of(int depth, Template<? extends SequenceLayer> template) {
    return Assembly.template(a -> {
      List<SequenceLayer> layers = new ArrayList<>();
      for (int i = 0; i < depth; i++) {
        layers.add(a.add(template));
      }
      return new Stacked(layers);
    });
  }

  @Override
  public Tensor apply(Tensor x, Tensor mask, Pass pass) {
    Tensor y = x;
    for (SequenceLayer layer : layers) {
      y = layer.apply(y, mask, pass);
    }
    return y;
  }

  @Override
  public String toString() {
    return Summary.of(this).toString();
  }
}
