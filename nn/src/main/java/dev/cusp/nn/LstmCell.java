package dev.cusp.nn;

import dev.cusp.tensor.Range;
import dev.cusp.tensor.Tensor;

/**
 * Long short-term memory (Hochreiter and Schmidhuber 1997, with the forget gate of Gers et al.
 * 2000): of the four affine functions {@code i, f, g, o}, in this order,
 *
 * <pre>{@code
 * c' = sigmoid(f) c + sigmoid(i) tanh(g)
 * h' = sigmoid(o) tanh(c')
 * }</pre>
 */
public record LstmCell(Gates gates) implements Cell<LstmCell.State> {
  /** What is carried: the output, and the memory. */
  public record State(Tensor h, Tensor c) {}

  /** With a bias of 1 for the forget gate, so that it forgets little at first. */
  public static Template<LstmCell> of(int width) {
    return (sample, key) -> {
      Gates drawn = Gates.draw(4, width, sample, key);
      Tensor bias =
          drawn.inputBias().assign(Tensor.ones(sample.type(), width), Range.of(width, 2 * width));
      return new LstmCell(new Gates(drawn.input(), drawn.state(), bias, drawn.stateBias()));
    };
  }

  @Override
  public State start(Tensor x) {
    return new State(gates.start(x), gates.start(x));
  }

  @Override
  public Tensor prepare(Tensor x) {
    return gates.ofInput(x);
  }

  @Override
  public State step(Tensor x, State state) {
    Tensor all = x.add(gates.ofState(state.h()));
    Tensor kept = gates.part(all, 1).sigmoid().mul(state.c());
    Tensor c = kept.add(gates.part(all, 0).sigmoid().mul(gates.part(all, 2).tanh()));
    return new State(gates.part(all, 3).sigmoid().mul(c.tanh()), c);
  }

  @Override
  public Tensor output(State state) {
    return state.h();
  }
}
