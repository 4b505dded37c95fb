package dev.cusp.examples.autoencoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cusp.data.Digits;
import dev.cusp.examples.autoencoder.Autoencoder.Model;
import dev.cusp.nn.Pass;
import dev.cusp.tensor.Gradients;
import dev.cusp.tensor.Key;
import dev.cusp.tensor.Leaves;
import dev.cusp.tensor.Range;
import dev.cusp.tensor.Shape;
import dev.cusp.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AutoencoderTest {
  private static final Tensor TEST = Digits.test().all().x();

  /** After five epochs images come back better than the mean image, through every kind of code. */
  @ParameterizedTest
  @ValueSource(strings = {"gaussian", "categories", "codebook"})
  void learns(String kind) {
    Model first = Autoencoder.make(kind, Key.of(1));
    Model gradient = Gradients.<Model>of(m -> m.loss(TEST, Pass.training(Key.of(6)))).apply(first);
    for (Tensor bar : Leaves.of(gradient)) {
      assertThat(bar.abs().max().item()).isPositive(); // the encoder's too
    }
    Model model = Autoencoder.train(first, 5);
    double error = model.reconstruct(TEST).sub(TEST).square().mean().item();
    double ofMean = TEST.sub(TEST.mean(0)).square().mean().item();
    assertThat(error).isLessThan(0.9 * ofMean);
    Tensor made = model.decode(model.code().draw(Key.of(4), 5));
    assertThat(made.shape()).isEqualTo(Shape.of(5, 8, 8, 1));
    assertThat(made.isFinite().all().item()).isEqualTo(1);
  }

  @Test
  void walksFromImageToImage() {
    Model model = Autoencoder.make("gaussian", Key.of(1));
    Tensor from = TEST.slice(Range.of(0, 2));
    Tensor walk = Autoencoder.walk(model, from, TEST.slice(Range.of(2, 4)));
    assertThat(walk.shape()).isEqualTo(Shape.of(24, 8, 8, 1));
    Tensor start = walk.slice(Range.of(0, 1)).sub(model.reconstruct(from.slice(Range.of(0, 1))));
    assertThat(start.abs().max().item()).isLessThan(1e-5);
    assertThat(Autoencoder.grid(walk).shape()).isEqualTo(Shape.of(104, 624));
  }

  @Test
  void otherKinds() {
    assertThatThrownBy(() -> Autoencoder.make("normal", Key.of(1)))
        .hasMessage("a normal autoencoder; there are gaussian, categories, codebook");
  }
}
