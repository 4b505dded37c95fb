package dev.cusp.nn;

import dev.cusp.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Layers one after the other. */
public record Sequential(List<Layer> layers) implements Layer {
  public Sequential {
    layers = List.copyOf(layers);
  }

  /** The template, of the layers' templates; functions without parameters are their own. */
  public static Template<Sequential> of(Template<?>... templates) {
    return Assembly.template(a -> {
      List<Layer> layers = new ArrayList<>();
      for (Template<?> template : templates) {
        layers.add(a.add(layer(template)));
      }
      return new Sequential(layers);
    });
  }

  private static Template<Layer> layer(Template<?> template) {
    return (sample, key) -> {
      Object made = template.make(sample, key);
      if (made instanceof Layer layer) {
        return layer;
      }
      throw new IllegalArgumentException("a template in a Sequential makes no layer, but " + made);
    };
  }

  @Override
  public Tensor apply(Tensor x, Pass pass) {
    Tensor y = x;
    for (int i = 0; i < layers.size(); i++) {
      y = pass.through("layers." + i, layers.get(i), y);
    }
    return y;
  }

  @Override
  public String toString() {
    return Summary.of(this).toString();
  }
}
