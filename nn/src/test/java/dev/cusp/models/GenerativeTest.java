package dev.cusp.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cusp.data.Digits;
import dev.cusp.nn.Pass;
import dev.cusp.nn.Template;
import dev.cusp.optim.Adam;
import dev.cusp.prob.Kl;
import dev.cusp.prob.Normal;
import dev.cusp.tensor.DType;
import dev.cusp.tensor.Key;
import dev.cusp.tensor.Shape;
import dev.cusp.tensor.Tensor;
import dev.cusp.train.Trainer;
import dev.cusp.train.Training;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Models that make images learn to, on 8 x 8 digits. */
final class GenerativeTest {
  private static <M extends Generative> M trained(Template<M> template, int epochs)
      throws IOException {
    M model = template.make(Key.of(1), 8, 8, 1);
    return Trainer.of(Autoencoding.<M>task(), Adam.of(2e-3), epochs, 64, Key.of(2))
        .train(model, Digits.training(), Digits.test(), List.of())
        .model();
  }

  private static double test(Generative model, String name) {
    return Training.test(Autoencoding.task(), model, Digits.test()).get(name);
  }

  private static void shapes(Generative model) {
    Tensor images = Digits.test().batch(new int[] {0, 1, 2}, Key.of(0)).x();
    assertThat(model.reconstruct(images).shape()).isEqualTo(images.shape());
    Tensor drawn = model.sample(Key.of(3), 5);
    assertThat(drawn.shape()).isEqualTo(Shape.of(5, 8, 8, 1));
    assertThat(drawn.equalTo(model.sample(Key.of(3), 5))).isTrue();
    assertThat(drawn.equalTo(model.sample(Key.of(4), 5))).isFalse();
  }

  /** What images cost in nats, if all that is known is how bright each pixel is on average. */
  private static double ofMeans() {
    Tensor training = Digits.training().batch(range(Digits.training().size()), Key.of(0)).x();
    Tensor test = Digits.test().batch(range(Digits.test().size()), Key.of(0)).x();
    Tensor mean = training.mean(0).mul(0.998).add(0.001);
    Tensor each =
        test.zip(mean, (x, m) -> -x * Math.log(m) - (1 - x) * Math.log1p(-m)).sum(-1, -2, -3);
    return each.mean().item();
  }

  private static int[] range(int n) {
    return IntStream.range(0, n).toArray();
  }

  @Test
  void variational() throws IOException {
    Vae model = trained(Vae.bernoulli(128, 8), 15);
    assertThat(test(model, "test_loss")).isLessThan(ofMeans() - 0.4);
    shapes(model);
    Vae normal = trained(Vae.gaussian(64, 8), 6);
    assertThat(test(normal, "test_loss")).isLessThan(20);
    assertThat(Math.exp(normal.logDeviation().item())).isBetween(0.1, 0.6);
    shapes(normal);
  }

  @Test
  void categorical() throws IOException {
    CategoricalVae model = trained(CategoricalVae.of(128, 8, 8), 15);
    assertThat(test(model, "test_loss")).isLessThan(ofMeans());
    assertThat(model.temperature().item())
        .isCloseTo(Math.pow(1 - 1 / 2000.0, 15 * 22), within(1e-4));
    shapes(model);
  }

  @Test
  void quantized() throws IOException {
    VqVae model = trained(VqVae.of(8, 8, 32), 5);
    assertThat(test(model, "squared_error")).isLessThan(0.08); // the pixels' variance is 0.14
    assertThat(test(model, "perplexity")).isGreaterThan(8);
    assertThat(model.codes(Digits.test().batch(new int[] {0, 1}, Key.of(0)).x()).shape())
        .isEqualTo(Shape.of(2, 2, 2));
    assertThat(model.frequencies().sum(-1).sub(1).abs().max().item()).isLessThan(1e-5);
    shapes(model);
    assertThatThrownBy(() -> VqVae.of(8, 8, 32).make(Key.of(1), 6, 6, 1))
        .hasMessageContaining("their sides are multiples of 4");
  }

  /** The bound of an image whose code is believed to be anything is the mean fit of all codes. */
  @Test
  void bound() {
    Vae model = Vae.bernoulli(8, 2).make(Key.of(1), 4, 4, 1);
    Tensor image = Tensor.full(0.5, DType.F32, 1, 4, 4, 1);
    double divergence = Kl.of(model.posterior(image), Normal.of(0, 1)).sum().item();
    double loss = model.loss(image, Pass.training(Key.of(7))).item();
    assertThat(divergence).isGreaterThan(0);
    assertThat(loss).isGreaterThan(divergence); // a fit is a logarithm of a probability
  }
}
