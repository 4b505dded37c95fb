package dev.cusp.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cusp.data.Digits;
import dev.cusp.models.Classifiers;
import dev.cusp.nn.Sequential;
import dev.cusp.optim.Adam;
import dev.cusp.optim.Sgd;
import dev.cusp.tensor.DType;
import dev.cusp.tensor.Key;
import dev.cusp.tensor.Leaves;
import dev.cusp.tensor.Tensor;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Training: what comes of it, that it is repeated exactly, and what stops it. */
final class TrainerTest {
  private static final Trainer.Listener NOBODY = new Trainer.Listener() {};

  private static Sequential logistic() {
    return Classifiers.logistic(10).make(Key.of(1), 8, 8, 1);
  }

  @Test
  void theSameKeyGivesTheSameModel() {
    Trainer trainer = new Trainer(Adam.of(0.01), 3, 32, Key.of(2));
    Trainer.Result one = trainer.train(logistic(), Digits.training(), Digits.test(), NOBODY);
    Trainer.Result two = trainer.train(logistic(), Digits.training(), Digits.test(), NOBODY);
    // a linear model reads more than nine of ten after three epochs
    assertThat(one.accuracy()).isGreaterThan(0.9);
    assertThat(Leaves.of(one.model()).getFirst().toDoubles())
        .isEqualTo(Leaves.of(two.model()).getFirst().toDoubles());
  }

  @Test
  void aListenerStopsIt() {
    Trainer trainer = new Trainer(Adam.of(0.01), 50, 32, Key.of(2));
    Trainer.Listener impatient =
        new Trainer.Listener() {
          @Override
          public boolean epoch(Trainer.Epoch epoch) {
            return epoch.number() < 2;
          }
        };
    assertThat(trainer.train(logistic(), Digits.training(), Digits.test(), impatient).epochs())
        .hasSize(2);
  }

  @Test
  void aLossThatIsNotFiniteNamesTheLayer() {
    Trainer trainer = new Trainer(Sgd.of(1e39), 5, 32, Key.of(2));
    Sequential model = Classifiers.mlp(10).make(Key.of(1), 8, 8, 1);
    assertThatThrownBy(() -> trainer.train(model, Digits.training(), Digits.test(), NOBODY))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageMatching(
            "the loss is NaN at step 2 of epoch 1: the first results that are not finite are those"
                + " of layers\\.1; a smaller step size may help");
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
