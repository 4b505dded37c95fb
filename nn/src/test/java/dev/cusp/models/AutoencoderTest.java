package dev.cusp.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cusp.data.Digits;
import dev.cusp.nn.Pass;
import dev.cusp.nn.Template;
import dev.cusp.optim.Adam;
import dev.cusp.optim.Trained;
import dev.cusp.tensor.Gradients;
import dev.cusp.tensor.Key;
import dev.cusp.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Autoencoders give back more of real digits than their mean does. */
final class AutoencoderTest {
  private static final Key KEY = Key.of(3);

  static List<Template<Autoencoder>> templates() {
    return List.of(Autoencoder.dense(48, 16), Autoencoder.convolutional(6, 16));
  }

  @ParameterizedTest
  @MethodSource("templates")
  void theyLearnDigits(Template<Autoencoder> template) {
    Tensor x = Digits.training().range(0, 200).all().x().evaluate();
    double variance = x.sub(x.mean(0)).square().mean().item();
    Adam adam = Adam.of(0.01);
    Trained<Autoencoder> now = adam.start(template.make(KEY, 8, 8, 1));
    for (int step = 0; step < 60; step++) {
      Pass pass = Pass.training(KEY);
      now =
          adam.step(
              now,
              Gradients.<Autoencoder>valueAndGradient(m -> m.loss(x, pass)).apply(now.model()));
    }
    Autoencoder model = now.model();
    assertThat(model.encoder().apply(x).shape().lengths()).containsExactly(200, 16);
    assertThat(model.apply(x).shape()).isEqualTo(x.shape());
    double left = model.loss(x, Pass.inference()).item();
    assertThat(left).isLessThan(0.6 * variance);
  }

  @Test
  void sizesThatAreNotHalvedAreRefused() {
    assertThatThrownBy(() -> Autoencoder.convolutional(4, 8).make(KEY, 8, 6, 1))
        .hasMessage("images of 8x6 are not halved twice");
  }
}
