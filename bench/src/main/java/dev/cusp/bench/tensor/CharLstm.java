package dev.cusp.bench.tensor;

import dev.cusp.tensor.DType;
import dev.cusp.tensor.Loops;
import dev.cusp.tensor.Range;
import dev.cusp.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Predicts the next of 65 characters: an embedding of 128, one LSTM of 256 (Hochreiter and
 * Schmidhuber 1997), over 64 characters of 32 texts, and an affine layer.
 */
final class CharLstm implements Network {
  private static final int STEPS = 64;
  private static final int BATCH = 32;
  private static final int HIDDEN = 256;

  private final Tensor x = Data.ints(1000, 65, STEPS, BATCH);
  private final Tensor labels = Data.ints(1001, 65, STEPS, BATCH);

  @Override
  public List<Parameter> parameters() {
    List<Parameter> all = new ArrayList<>();
    all.add(new Parameter("emb.weight", 65, 128));
    all.add(new Parameter("lstm.weight_ih", 4 * HIDDEN, 128));
    all.add(new Parameter("lstm.weight_hh", 4 * HIDDEN, HIDDEN));
    all.add(new Parameter("lstm.bias_ih", 4 * HIDDEN));
    all.add(new Parameter("lstm.bias_hh", 4 * HIDDEN));
    all.addAll(Parameter.linear("fc", 65, HIDDEN));
    return all;
  }

  @Override
  public Tensor loss(Pass p) {
    Tensor embedded = p.weight("emb").take(x);
    Tensor inputs =
        Layers.linear(
            embedded, p.get("lstm.weight_ih"), p.get("lstm.bias_ih").add(p.get("lstm.bias_hh")));
    Tensor recurrent = p.get("lstm.weight_hh").transpose();
    Tensor zeros = Tensor.zeros(DType.F32, BATCH, HIDDEN);
    Tensor outputs =
        Loops.<State, Tensor, Tensor>scan(
                (state, input) -> state.next(input.add(state.h.matmul(recurrent))),
                new State(zeros, zeros),
                inputs)
            .out();
    return Layers.crossEntropy(p.linear("fc", outputs), labels);
  }

  /** What the LSTM carries from character to character. */
  private record State(Tensor h, Tensor c) {
    Loops.Step<State, Tensor> next(Tensor gates) {
      Tensor in = gate(gates, 0).sigmoid();
      Tensor forget = gate(gates, 1).sigmoid();
      Tensor cell = gate(gates, 2).tanh();
      Tensor out = gate(gates, 3).sigmoid();
      Tensor nextC = forget.mul(c).add(in.mul(cell));
      Tensor nextH = out.mul(nextC.tanh());
      return new Loops.Step<>(new State(nextH, nextC), nextH);
    }
  }

  private static Tensor gate(Tensor gates, int i) {
    return gates.slice(1, Range.of(i * HIDDEN, (i + 1) * HIDDEN));
  }
}
