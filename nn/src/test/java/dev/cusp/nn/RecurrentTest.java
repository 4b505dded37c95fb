package dev.cusp.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cusp.tensor.DType;
import dev.cusp.tensor.Gradients;
import dev.cusp.tensor.Key;
import dev.cusp.tensor.Leaves;
import dev.cusp.tensor.Range;
import dev.cusp.tensor.Tensor;
import dev.cusp.tensor.Views;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Recurrent layers: masks, directions, a cell of one's own. PyTorch's: TorchWeightsTest. */
final class RecurrentTest {
  private static final Key KEY = Key.of(11);
  private static final Tensor X = Key.of(1).normal(DType.F64, 2, 5, 3);
  private static final Tensor MASK = SequenceLayer.mask(Tensor.of(5, 3), 5);

  static List<Template<? extends SequenceLayer>> templates() {
    return List.of(
        Recurrent.rnn(4),
        Recurrent.lstm(4),
        Recurrent.gru(4),
        Bidirectional.of(Recurrent.lstm(2)),
        Stacked.of(2, Bidirectional.of(Recurrent.gru(2))),
        MultiHeadAttention.of(1, false),
        MultiHeadAttention.of(3, true));
  }

  /** What is masked cannot be told from what is not there, whatever numbers are in its place. */
  @ParameterizedTest
  @MethodSource("templates")
  void aMaskedSequenceIsAShorterOne(Template<? extends SequenceLayer> template) {
    SequenceLayer layer = template.make(X, KEY);
    Tensor y = layer.apply(X, MASK, Pass.inference());
    Tensor other = MASK.expandDims(-1).where(X, Tensor.full(100, DType.F64));
    assertThat(layer.apply(other, MASK, Pass.inference()).toDoubles()).isEqualTo(y.toDoubles());
    Tensor one = X.slice(Range.of(1, 2), Range.of(0, 3));
    same(y.slice(Range.of(1, 2), Range.of(0, 3)), layer.apply(one));
    same(y.slice(Range.of(0, 1)), layer.apply(X.slice(Range.of(0, 1))));
    assertThat(y.slice(Range.of(1, 2), Range.of(3, 5)).toDoubles()).containsOnly(0);
  }

  @ParameterizedTest
  @MethodSource("templates")
  void whatIsMaskedHasNoDerivative(Template<? extends SequenceLayer> template) {
    SequenceLayer layer = template.make(X, KEY);
    Tensor bar =
        Gradients.<Tensor>of(x -> layer.apply(x, MASK, Pass.inference()).square().sum()).apply(X);
    assertThat(bar.slice(Range.of(1, 2), Range.of(3, 5)).toDoubles()).containsOnly(0);
    assertThat(bar.slice(Range.of(1, 2), Range.of(0, 3)).toDoubles()).doesNotContain(0.0);
  }

  @Test
  void whatIsCarriedIsThatOfTheLastStepOfEach() {
    Recurrent<LstmCell.State> layer = Recurrent.lstm(4).make(X, KEY);
    var all = layer.run(X, layer.cell().start(X), MASK);
    same(all.carry().h().at(0, 1), all.out().slice(Range.of(1, 2), Range.of(2, 3)).reshape(4));
    Tensor front = X.slice(Range.ALL, Range.of(0, 2));
    var first = layer.run(front, layer.cell().start(front), null);
    var rest = layer.run(X.slice(Range.ALL, Range.from(2)), first.carry(), null);
    same(Views.concat(1, first.out(), rest.out()), layer.apply(X));
  }

  @Test
  void backwardIsForwardOfWhatIsTurnedRound() {
    Recurrent<Tensor> forward = Recurrent.gru(4).make(X, KEY);
    Layer backward = new Recurrent<>(forward.cell(), true);
    same(backward.apply(X), forward.apply(X.flip(1)).flip(1));
  }

  /** The loop is one node, and forward mode has it too: both modes agree. */
  @Test
  void bothModesAgree() {
    Recurrent<LstmCell.State> layer = Recurrent.lstm(4).make(X, KEY);
    Tensor xDot = Key.of(5).normal(DType.F64, 2, 5, 3);
    Tensor yBar = Key.of(6).normal(DType.F64, 2, 5, 4);
    Tensor yDot = Gradients.<Tensor, Tensor>jvp(layer::apply, X, xDot).tangent();
    Tensor xBar = Gradients.<Tensor, Tensor>vjp(layer::apply, X).pullback().apply(yBar);
    double forward = yDot.mul(yBar).sum().item();
    assertThat(xBar.mul(xDot).sum().item()).isCloseTo(forward, within(1e-13 * Math.abs(forward)));
  }

  /** A leaky sum, of the user's own. */
  record Leaky(Tensor keep) implements Cell<Tensor> {
    @Override
    public Tensor start(Tensor x) {
      return Tensor.zeros(x.type(), x.shape().length(0), x.shape().length(2));
    }

    @Override
    public Tensor step(Tensor x, Tensor sum) {
      return sum.mul(keep).add(x);
    }

    @Override
    public Tensor output(Tensor sum) {
      return sum;
    }
  }

  @Test
  void aCellOfOnesOwn() {
    Recurrent<Tensor> layer = new Recurrent<>(new Leaky(Tensor.scalar(0.5)), false);
    Tensor x = Tensor.of(1.0, 2, 3).reshape(1, 3, 1);
    assertThat(layer.apply(x).toDoubles()).containsExactly(1, 2.5, 4.25);
    var bar = Gradients.<Recurrent<Tensor>>of(m -> m.apply(x).sum()).apply(layer);
    assertThat(((Leaky) bar.cell()).keep().item()).isEqualTo(1 + 2 + 2 * 0.5);
  }

  @Test
  void theForgetGateIsOpenAtFirst() {
    LstmCell cell = LstmCell.of(2).make(X, KEY);
    assertThat(cell.gates().inputBias().toDoubles()).containsExactly(0, 0, 1, 1, 0, 0, 0, 0);
    assertThat(Leaves.of(cell).stream().mapToInt(t -> t.shape().size()).sum())
        .isEqualTo(4 * (3 * 2 + 2 * 2 + 2 + 2));
    Tensor forget = cell.gates().state().slice(Range.ALL, Range.of(2, 4));
    assertThat(forget.transpose().matmul(forget).sub(Tensor.eye(DType.F64, 2)).norm().item())
        .isLessThan(1e-14);
  }

  @Test
  void whatDoesNotFitIsRefused() {
    SequenceLayer layer = Recurrent.gru(4).make(X, KEY);
    assertThatThrownBy(() -> layer.apply(X.at(0, 0)))
        .hasMessage("a recurrent layer for inputs of shape [5, 3]; it wants [batch, time, in]");
    assertThatThrownBy(() -> layer.apply(X, MASK.transpose(), Pass.inference()))
        .hasMessage("a mask of shape [5, 2] for sequences of shape [2, 5, 3]");
  }

  private static void same(Tensor actual, Tensor expected) {
    assertThat(actual.shape()).isEqualTo(expected.shape());
    assertThat(actual.toDoubles()).containsExactly(expected.toDoubles(), within(1e-14));
  }
}
