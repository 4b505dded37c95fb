package dev.cusp.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cusp.data.Batch;
import dev.cusp.data.Characters;
import dev.cusp.nn.Layer;
import dev.cusp.nn.Losses;
import dev.cusp.nn.Pass;
import dev.cusp.nn.Summary;
import dev.cusp.nn.Template;
import dev.cusp.optim.Adam;
import dev.cusp.optim.Trained;
import dev.cusp.tensor.DType;
import dev.cusp.tensor.Gradients;
import dev.cusp.tensor.Key;
import dev.cusp.tensor.Leaves;
import dev.cusp.tensor.Tensor;
import dev.cusp.train.Progress;
import dev.cusp.train.Task;
import dev.cusp.train.Trainer;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Networks for texts: parameters, gradients, and that they learn a text and go on with it. */
final class LanguageModelsTest {
  private static final Key KEY = Key.of(1);
  private static final Characters TEXT = Characters.of("so they sow, ".repeat(60), 16);

  private static Layer made(Template<? extends Layer> template) {
    return template.make(Tensor.zeros(DType.I32, 1, 16), KEY);
  }

  static List<Template<? extends Layer>> small() {
    int n = TEXT.alphabet().size();
    return List.of(LanguageModels.charLstm(n, 24, 2), Gpt.of(new Gpt.Sizes(n, 16, 24, 2, 2, 0)));
  }

  @Test
  void gptsHaveTheirParameters() {
    Gpt.Sizes small = new Gpt.Sizes(50_257, 1024, 768, 12, 12, 0.1);
    assertThat(Summary.of(made(Gpt.of(small))).parameters()).isEqualTo(124_439_808);
    Gpt.Sizes medium = new Gpt.Sizes(50_257, 1024, 1024, 24, 16, 0.1);
    assertThat(Summary.of(made(Gpt.of(medium))).parameters()).isEqualTo(354_823_168);
  }

  /** That of PyTorch's modules of the same sizes: 65 x 65, two LSTMs, and 256 x 65 with a bias. */
  @Test
  void theLstmHasItsParameters() {
    long lstm = 4 * 256 * (65 + 256 + 2) + 4 * 256 * (256 + 256 + 2);
    assertThat(Summary.of(made(LanguageModels.charLstm(65, 256, 2))).parameters())
        .isEqualTo(65 * 65 + lstm + 257 * 65);
  }

  /** The text says what comes next wherever one knows the two last characters. */
  @ParameterizedTest
  @MethodSource("small")
  void theyLearnATextAndGoOnWithIt(Template<? extends Layer> template) {
    Batch batch = TEXT.all();
    Adam adam = Adam.of(0.01);
    Trained<Layer> now = adam.start(made(template));
    double loss = Double.NaN;
    for (int step = 0; step < 80; step++) {
      Pass pass = Pass.training(KEY.split(step));
      var result =
          Gradients.<Layer>valueAndGradient(
                  m -> Losses.crossEntropy(m.apply(batch.x(), pass), batch.y()))
              .apply(now.model());
      now = adam.step(now, result);
      loss = result.value().item();
    }
    assertThat(loss).isLessThan(0.2); // log 9 = 2.2 at first
    int[] text = LanguageModels.continued(now.model(), TEXT.encoded("so they s"), 30, 16, 0, KEY);
    assertThat(TEXT.decoded(text)).isEqualTo("so they sow, so they sow, so they sow, ");
    int[] drawn = LanguageModels.continued(now.model(), TEXT.encoded("s"), 20, 16, 2, KEY);
    assertThat(LanguageModels.continued(now.model(), TEXT.encoded("s"), 20, 16, 2, KEY))
        .isEqualTo(drawn);
  }

  @Test
  void aTrainerTakesATextAsData() throws IOException {
    Layer model = made(LanguageModels.charLstm(TEXT.alphabet().size(), 16, 1));
    Trainer<Layer> trainer = Trainer.of(Task.classes(), Adam.of(0.02), 5, 8, KEY);
    Progress<Layer> end = trainer.train(model, TEXT, TEXT.range(0, 10), List.of());
    double[] accuracy = end.history().epochs().column("accuracy");
    assertThat(accuracy[4]).isGreaterThan(0.9); // the first characters of a piece are not known
  }

  @ParameterizedTest
  @MethodSource("small")
  void theySeeNothingOfWhatComesLater(Template<? extends Layer> template) {
    Layer model = made(template);
    Tensor x = Key.of(4).integers(0, 5, 1, 16).as(DType.I32);
    Tensor other = x.add(Tensor.range(16).ge(10).as(DType.I32));
    double[] logits = model.apply(x).at(1, 9).toDoubles();
    assertThat(model.apply(other).at(1, 9).toDoubles()).isEqualTo(logits);
    assertThat(model.apply(other).at(1, 10).toDoubles())
        .isNotEqualTo(model.apply(x).at(1, 10).toDoubles());
  }

  /** Central differences of step 1e-5 err by about 1e-10. */
  @ParameterizedTest
  @MethodSource("small")
  void gradientsAgreeWithDifferences(Template<? extends Layer> template) {
    Layer model = Leaves.map(made(template), t -> t.as(DType.F64));
    Batch batch = TEXT.batch(new int[] {0, 3}, KEY);
    double slope = 0;
    List<Tensor> bars = Leaves.of(Gradients.<Layer>of(m -> loss(m, batch)).apply(model));
    for (int i = 0; i < bars.size(); i++) {
      slope += bars.get(i).mul(direction(bars.get(i), i)).sum().item();
    }
    double h = 1e-5;
    double difference = loss(moved(model, h), batch).item() - loss(moved(model, -h), batch).item();
    assertThat(slope).isCloseTo(difference / (2 * h), within(1e-7 * (1 + Math.abs(slope))));
  }

  private static Tensor loss(Layer model, Batch batch) {
    return Losses.crossEntropy(model.apply(batch.x()), batch.y());
  }

  private static Tensor direction(Tensor like, int i) {
    int[] shape = like.shape().lengths().stream().mapToInt(n -> n).toArray();
    return Key.of(50 + i).normal(DType.F64, shape).mul(0.1);
  }

  private static Layer moved(Layer model, double h) {
    int[] next = {0};
    return Leaves.map(model, t -> t.add(direction(t, next[0]++).mul(h)));
  }

  @Test
  void whatIsTooLongOrNotThereIsRefused() {
    Layer model = made(small().getLast());
    assertThatThrownBy(() -> model.apply(Tensor.zeros(DType.I32, 1, 17)))
        .hasMessage("a text of 17 tokens; this model was made for 16 at most");
    assertThatThrownBy(() -> LanguageModels.continued(model, new int[0], 1, 16, 1, KEY))
        .hasMessageContaining("one token at least");
    assertThatThrownBy(() -> TEXT.encoded("so?"))
        .hasMessage("the character '?' is not in the alphabet");
    assertThatThrownBy(() -> Characters.of("abc", 3))
        .hasMessage("a text of 3 characters has no piece of 3 with one to follow");
  }

  @Test
  void piecesOfATextAndWhatFollows() {
    Characters all = Characters.of("abcab\uD83D\uDE00a", 3);
    assertThat(all.classes()).containsExactly("a", "b", "c", "\uD83D\uDE00");
    assertThat(all.size()).isEqualTo(2);
    assertThat(all.all().x().toDoubles()).containsExactly(0, 1, 2, 0, 1, 3);
    assertThat(all.all().y().toDoubles()).containsExactly(1, 2, 0, 1, 3, 0);
    assertThat(all.decoded(all.encoded("cab"))).isEqualTo("cab");
  }
}
