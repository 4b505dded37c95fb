package dev.cusp.models;

import dev.cusp.nn.Assembly;
import dev.cusp.nn.Dense;
import dev.cusp.nn.Functions;
import dev.cusp.nn.Initializer;
import dev.cusp.nn.Layer;
import dev.cusp.nn.Pass;
import dev.cusp.nn.Sequential;
import dev.cusp.nn.Template;
import dev.cusp.prob.Kl;
import dev.cusp.prob.Normal;
import dev.cusp.tensor.Activations;
import dev.cusp.tensor.DType;
import dev.cusp.tensor.Key;
import dev.cusp.tensor.Range;
import dev.cusp.tensor.Shape;
import dev.cusp.tensor.Tensor;
import java.util.Map;

/**
 * The variational autoencoder: codes are normal, and so is what the encoder believes of an image's
 * code; gradients go through draws of it (Kingma and Welling, arXiv 1312.6114).
 *
 * @param encoder from images to means and logarithms of deviations, side by side
 * @param decoder from codes to images: logits of pixels, or their means
 * @param logDeviation that of normal pixels; null for pixels that are probabilities
 */
public record Vae(Sequential encoder, Sequential decoder, Tensor logDeviation)
    implements Generative {
  /** For pixels that are taken for probabilities: Bernoulli. */
  public static Template<Vae> bernoulli(int width, int code) {
    return of(width, code, null);
  }

  /** For normal pixels, of a deviation that is learned. */
  public static Template<Vae> gaussian(int width, int code) {
    return of(width, code, Tensor.full(-1, DType.F32));
  }

  private static Template<Vae> of(int width, int code, Tensor logDeviation) {
    return Assembly.template(a -> {
      Shape image = a.sample().shape();
      Sequential encoder = a.add(encoder(width, 2 * code));
      a.pass(h -> h.slice(-1, Range.of(0, code)));
      return new Vae(encoder, a.add(decoder(width, image)), logDeviation);
    });
  }

  static Template<Sequential> encoder(int width, int out) {
    return Sequential.of(
        Functions.flatten(),
        Dense.of(width).weights(Initializer.heNormal()),
        Functions.relu(),
        Dense.of(width).weights(Initializer.heNormal()),
        Functions.relu(),
        Dense.of(out));
  }

  static Template<Sequential> decoder(int width, Shape image) {
    return Sequential.of(
        Dense.of(width).weights(Initializer.heNormal()),
        Functions.relu(),
        Dense.of(width).weights(Initializer.heNormal()),
        Functions.relu(),
        Dense.of(image.size() / image.length(0)),
        Layer.of("image", x -> x.reshape(-1, image.length(1), image.length(2), image.length(3))));
  }

  /** What is believed of the codes of images. */
  public Normal posterior(Tensor images) {
    Tensor h = encoder.apply(images);
    int code = h.shape().length(-1) / 2;
    return new Normal(h.slice(-1, Range.of(0, code)), h.slice(-1, Range.from(code)).exp());
  }

  /** {@code log p(image | code)} of each. */
  static Tensor logProb(Tensor decoded, Tensor logDeviation, Tensor images) {
    Tensor each =
        logDeviation == null
            ? decoded.zip(images, (logit, x) -> x * logit - Activations.softplus(logit))
            : new Normal(decoded, logDeviation.exp()).logProb(images);
    return each.sum(-1, -2, -3);
  }

  private Tensor divergence(Normal posterior) {
    return Kl.of(posterior, Normal.of(0, 1)).sum(-1).mean();
  }

  private Tensor bound(Tensor images, Key key) {
    Normal posterior = posterior(images);
    Tensor decoded = decoder.apply(posterior.rsample(key));
    Tensor fit = logProb(decoded, logDeviation, images).mean();
    return divergence(posterior).as(fit.type()).sub(fit);
  }

  /** The negative evidence lower bound of an image, in nats. */
  @Override
  public Tensor loss(Tensor images, Pass pass) {
    return bound(images, pass.key());
  }

  private Tensor shown(Tensor decoded) {
    return logDeviation == null ? decoded.sigmoid() : decoded;
  }

  @Override
  public Tensor reconstruct(Tensor images) {
    return shown(decoder.apply(posterior(images).mean()));
  }

  @Override
  public Tensor sample(Key key, int n) {
    Dense first = (Dense) decoder.layers().getFirst();
    return shown(decoder.apply(key.normal(DType.F32, n, first.weight().shape().length(0))));
  }

  @Override
  public Map<String, Tensor> metrics(Tensor images) {
    return Map.of("test_loss", bound(images, Key.of(0)));
  }
}
