package dev.cusp.bench.tensor;

import dev.cusp.tensor.DType;
import dev.cusp.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A network with its loss on one batch. */
public interface Network {
  /**
   * A parameter. Weights of convolutions are (filters, channels, height, width) here and (filters,
   * height, width, channels) where they are used; images have their channels last.
   */
  record Parameter(String name, int... shape) {
    /** A weight and a bias. */
    static List<Parameter> linear(String name, int outputs, int inputs) {
      return List.of(
          new Parameter(name + ".weight", outputs, inputs), new Parameter(name + ".bias", outputs));
    }

    /** The scale and the shift of a normalization. */
    static List<Parameter> norm(String name, int n) {
      return List.of(new Parameter(name + ".weight", n), new Parameter(name + ".bias", n));
    }

    /** Those of two or more axes between ±√(3 / inputs of an output), scales 1, the rest 0. */
    Tensor initial(int k) {
      if (shape.length == 1) {
        return Tensor.full(name.endsWith("weight") ? 1 : 0, DType.F32, shape).evaluate();
      }
      return shape.length == 4 ? drawn(k).permute(0, 2, 3, 1).evaluate() : drawn(k);
    }

    /** Initial values of the k-th parameter of two or more axes, in this shape. */
    public Tensor drawn(int k) {
      double inputs = IntStream.of(shape).skip(1).reduce(1, (x, y) -> x * y);
      double a = Math.sqrt(3 / inputs);
      return Data.uniform(100 + k, -a, a, shape);
    }
  }

  /**
   * Parameters by name during a pass, and what the pass notes, such as statistics of a batch.
   *
   * @param noted statistics by name, empty before
   */
  record Pass(Map<String, Tensor> parameters, Map<String, Tensor> noted) {
    Tensor get(String name) {
      return parameters.get(name);
    }

    Tensor weight(String layer) {
      return get(layer + ".weight");
    }

    Tensor bias(String layer) {
      return get(layer + ".bias");
    }

    /** An affine layer. */
    Tensor linear(String layer, Tensor x) {
      return Layers.linear(x, weight(layer), bias(layer));
    }
  }

  /** In the order in which their initial values are drawn. */
  List<Parameter> parameters();

  /** The loss on the batch that it was made with. */
  Tensor loss(Pass pass);

  /** The initial values. */
  default Map<String, Tensor> initial() {
    Map<String, Tensor> values = new LinkedHashMap<>();
    List<Parameter> all = parameters();
    for (int k = 0; k < all.size(); k++) {
      values.put(all.get(k).name(), all.get(k).initial(k));
    }
    return values;
  }
}
