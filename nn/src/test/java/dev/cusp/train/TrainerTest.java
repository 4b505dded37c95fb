package dev.cusp.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cusp.data.Dataset;
import dev.cusp.data.Digits;
import dev.cusp.data.Mixup;
import dev.cusp.models.Classifiers;
import dev.cusp.nn.Sequential;
import dev.cusp.optim.Adam;
import dev.cusp.optim.Optimizer;
import dev.cusp.optim.Sgd;
import dev.cusp.tensor.DType;
import dev.cusp.tensor.Key;
import dev.cusp.tensor.Leaves;
import dev.cusp.tensor.Tensor;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Training: what comes of it, that it is repeated exactly, and what stops it. */
final class TrainerTest {
  private static final Dataset TRAINING = Digits.training();
  private static final Dataset TEST = Digits.test();

  private static Sequential logistic() {
    return Classifiers.logistic(10).make(Key.of(1), 8, 8, 1);
  }

  private static Trainer<Sequential> trainer(Optimizer optimizer, int epochs) {
    return Trainer.of(Task.classes(), optimizer, epochs, 32, Key.of(2));
  }

  private static double[] numbers(Object model) {
    return Leaves.every(model).stream()
        .flatMapToDouble(t -> Arrays.stream(t.toDoubles()))
        .toArray();
  }

  @Test
  void theSameKeyGivesTheSameModel() throws IOException {
    Progress<Sequential> one =
        trainer(Adam.of(0.01), 3).train(logistic(), TRAINING, TEST, List.of());
    Progress<Sequential> two =
        trainer(Adam.of(0.01), 3).train(logistic(), TRAINING, TEST, List.of());
    // a linear model reads more than nine of ten after three epochs
    assertThat(one.history().epochs().last("accuracy")).isGreaterThan(0.9);
    assertThat(numbers(one.now().model())).isEqualTo(numbers(two.now().model()));
    assertThat(one.history().epochs().csv()).isEqualTo(two.history().epochs().csv());
  }

  @Test
  void theHistoryTellsWhatTheStepsWere() throws IOException {
    History history =
        trainer(Sgd.of(0.1), 2).train(logistic(), TRAINING, TEST, List.of()).history();
    assertThat(history.epochs().columns())
        .containsExactly("epoch", "step", "loss", "test_loss", "accuracy");
    assertThat(history.epochs().column("step")).containsExactly(44, 88);
    assertThat(history.steps().columns()).containsExactly("step", "epoch", "rate", "loss");
    assertThat(history.steps().size()).isEqualTo(88);
    // all weights are 0 at first, so each of ten classes is as likely
    assertThat(history.steps().column("loss")[0]).isEqualTo(Math.log(10), within(1e-6));
    double[] losses = Arrays.copyOf(history.steps().column("loss"), 44);
    assertThat(history.epochs().column("loss")[0])
        .isEqualTo(Arrays.stream(losses).sum() / 44, within(1e-12));
  }

  @Test
  void callbacksStopIt() throws IOException {
    Progress<Sequential> stopped =
        trainer(Adam.of(0.01), 50)
            .train(logistic(), TRAINING, TEST, List.of(Callbacks.timeLimit(Duration.ZERO)));
    assertThat(stopped.step()).isEqualTo(1);
    assertThat(stopped.epoch()).isEqualTo(1);
    // with a step size of 0 nothing becomes better
    History history =
        trainer(Sgd.of(0), 50)
            .train(
                logistic(),
                TRAINING,
                TEST,
                List.of(Callbacks.earlyStopping(Goal.most("accuracy"), 2)))
            .history();
    assertThat(history.epochs().size()).isEqualTo(3);
  }

  @Test
  void aPlateauMakesStepsSmaller() throws IOException {
    Callback<Sequential> plateau = Callbacks.plateau(Goal.least("nothing_better"), 2, 0.5);
    Task<Sequential> never =
        new Task<>() {
          @Override
          public Tensor loss(Sequential m, dev.cusp.data.Batch b, dev.cusp.nn.Pass pass) {
            return Task.<Sequential>classes().loss(m, b, pass);
          }

          @Override
          public java.util.Map<String, Tensor> metrics(Sequential m, dev.cusp.data.Batch b) {
            return java.util.Map.of("nothing_better", Tensor.scalar(1));
          }
        };
    Progress<Sequential> end =
        Trainer.of(never, Sgd.of(0.1), 5, 32, Key.of(2))
            .train(logistic(), TRAINING.range(0, 64), TEST.range(0, 4), List.of(plateau));
    assertThat(end.now().state().scale()).isEqualTo(0.25);
  }

  @Test
  void partsOfABatchGiveItsGradient() throws IOException {
    Trainer<Sequential> trainer = trainer(Sgd.of(0.1).momentum(0.9), 1);
    Dataset few = TRAINING.range(0, 96);
    Progress<Sequential> whole = trainer.train(logistic(), few, TEST, List.of());
    Progress<Sequential> parts = trainer.parts(5).train(logistic(), few, TEST, List.of());
    // floats, summed in another order
    assertThat(numbers(parts.now().model()))
        .usingComparatorWithPrecision(1e-6)
        .containsExactly(numbers(whole.now().model()));
  }

  @Test
  void theAverageIsTheResult() throws IOException {
    Trainer<Sequential> trainer = trainer(Sgd.of(0.1), 1).average(0.5);
    Dataset two = TRAINING.range(0, 64);
    Progress<Sequential> end = trainer.train(logistic(), two, TEST, List.of());
    Progress<Sequential> one = trainer.train(logistic(), two.range(0, 33), TEST, List.of());
    assertThat(end.model()).isSameAs(end.average());
    assertThat(one.step()).isEqualTo(0);
    double[] first = numbers(one.now().model());
    // weights begin at 0, so after one step the average is half of the first model
    assertThat(numbers(one.average())[70]).isEqualTo(first[70] / 2, within(1e-7));
  }

  @Test
  void normsOfGradientsAndActivationsAreMeasured() throws IOException {
    Sequential model = Classifiers.mlp(10).make(Key.of(1), 8, 8, 1);
    Table norms =
        trainer(Sgd.of(0.1), 1)
            .train(model, TRAINING, TEST, List.of(Callbacks.norms(20)))
            .history()
            .norms();
    assertThat(norms.column("step")).containsExactly(0, 20, 40);
    double[] weight = Leaves.of(model).getFirst().toDoubles();
    double square = Arrays.stream(weight).map(w -> w * w).sum() / weight.length;
    assertThat(norms.column("parameter layers.1.weight")[0])
        .isEqualTo(Math.sqrt(square), within(1e-6));
    assertThat(norms.column("gradient layers.1.weight")[0]).isBetween(1e-6, 1.0);
    assertThat(norms.column("activation layers.2")[0]).isPositive();
    assertThat(norms.column("dead layers.1")).containsOnly(0);
    assertThat(norms.column("dead layers.0")[0]).isBetween(0.01, 0.5); // the images' corners
  }

  @Test
  void mixedExamplesAreLearnedFrom() throws IOException {
    Progress<Sequential> end =
        trainer(Adam.of(0.01), 3).train(logistic(), new Mixup(TRAINING, 0.4), TEST, List.of());
    // as without mixing: nine of ten after three epochs
    assertThat(end.history().epochs().last("accuracy")).isGreaterThan(0.85);
  }

  /** A ReLU's channel is dead where it is 0 in all parts, so parts must not be looked at alone. */
  @Test
  void normsOfABatchInPartsAreThoseOfTheWhole() throws IOException {
    Sequential model = Classifiers.mlp(10).make(Key.of(1), 8, 8, 1);
    var whole = trainer(Sgd.of(0.1), 1);
    List<Callback<Sequential>> callbacks = List.of(Callbacks.norms(20));
    Table one = whole.train(model, TRAINING, TEST, callbacks).history().norms();
    Table parts = whole.parts(3).train(model, TRAINING, TEST, callbacks).history().norms();
    assertThat(parts.columns()).isEqualTo(one.columns());
    for (String name : one.columns()) {
      double size = Arrays.stream(one.column(name)).map(Math::abs).max().orElseThrow();
      // f32 sums in another order
      assertThat(parts.column(name))
          .as(name)
          .containsExactly(one.column(name), within(1e-4 * size + 1e-9));
    }
  }

  @Test
  void aLossThatIsNotFiniteNamesTheLayer() {
    Sequential model = Classifiers.mlp(10).make(Key.of(1), 8, 8, 1);
    assertThatThrownBy(() -> trainer(Sgd.of(1e30), 5).train(model, TRAINING, TEST, List.of()))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageMatching(
            "the loss is NaN at step 2, with batch 2 of epoch 1: the first results that are not"
                + " finite are those of layers\\.3; a smaller step size may help");
    assertThatThrownBy(() -> trainer(Sgd.of(1e39), 5).train(model, TRAINING, TEST, List.of()))
        .hasMessageMatching(
            "the loss is NaN at step 2, .*: the step before made layers\\.1\\.weight not finite; a"
                + " smaller step size may help");
  }

  @ParameterizedTest
  @CsvSource({
    "logistic, 7850",
    "mlp, 235146",
    "lenet, 107786",
    "resnet20, 272186",
    "plain20, 269434",
    "densenet40, 1019434"
  })
  void modelsHaveTheirParameters(String name, long parameters) {
    Sequential model = Classifiers.all().get(name).template().apply(10).make(Key.of(1), 28, 28, 1);
    long size = Leaves.of(model).stream().mapToLong(t -> t.shape().size()).sum();
    assertThat(size).isEqualTo(parameters);
    Tensor logits = model.apply(Tensor.zeros(DType.F32, 2, 28, 28, 1));
    assertThat(logits.shape().lengths()).isEqualTo(Arrays.asList(2, 10));
  }
}
