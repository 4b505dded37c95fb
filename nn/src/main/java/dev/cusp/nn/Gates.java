package dev.cusp.nn;

import dev.cusp.tensor.DType;
import dev.cusp.tensor.Key;
import dev.cusp.tensor.Range;
import dev.cusp.tensor.Tensor;
import dev.cusp.tensor.Views;
import java.util.ArrayList;
import java.util.List;

/**
 * The affine functions of inputs and of what is carried that a recurrent cell is made of, side by
 * side. There are two biases, as in PyTorch, whose order of gates is kept too.
 *
 * @param input of shape [in, gates x width]
 * @param state of shape [width, gates x width]
 * @param inputBias of shape [gates x width]
 * @param stateBias of shape [gates x width]
 */
public record Gates(Tensor input, Tensor state, Tensor inputBias, Tensor stateBias) {
  /**
   * Weights of inputs by {@link Initializer#glorotUniform}, orthogonal ones of what is carried,
   * biases 0.
   */
  static Gates draw(int gates, int width, Tensor sample, Key key) {
    int in = sample.shape().length(-1);
    DType type = sample.type();
    List<Tensor> inputs = new ArrayList<>();
    List<Tensor> states = new ArrayList<>();
    for (int i = 0; i < gates; i++) {
      Key own = key.split(i);
      inputs.add(Initializer.glorotUniform().draw(own.split(0), type, in, width, in, width));
      states.add(Initializer.orthogonal(1).draw(own.split(1), type, width, width, width, width));
    }
    Tensor zero = Tensor.zeros(type, gates * width);
    return new Gates(Views.concat(1, inputs), Views.concat(1, states), zero, zero);
  }

  int width() {
    return state.shape().length(0);
  }

  /** The share of inputs in all gates. */
  Tensor ofInput(Tensor x) {
    return x.matmul(input).add(inputBias);
  }

  /** The share of what is carried. */
  Tensor ofState(Tensor h) {
    return h.matmul(state).add(stateBias);
  }

  /** Zeros to carry into a first step. */
  Tensor start(Tensor x) {
    return Tensor.zeros(state.type(), x.shape().length(0), width());
  }

  /** One of the gates. */
  Tensor part(Tensor all, int gate) {
    return all.slice(-1, Range.of(gate * width(), (gate + 1) * width()));
  }
}
