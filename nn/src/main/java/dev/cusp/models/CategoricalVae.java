package dev.cusp.models;

import dev.cusp.NonDifferentiable;
import dev.cusp.nn.Assembly;
import dev.cusp.nn.Dense;
import dev.cusp.nn.Layer;
import dev.cusp.nn.Pass;
import dev.cusp.nn.Sequential;
import dev.cusp.nn.Template;
import dev.cusp.prob.GumbelSoftmax;
import dev.cusp.prob.OneHot;
import dev.cusp.tensor.DType;
import dev.cusp.tensor.Key;
import dev.cusp.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A variational autoencoder whose codes are several variables of some categories each, all equally
 * likely; gradients go through Gumbel-Softmax draws whose temperature falls (Jang, Gu and Poole,
 * arXiv 1611.01144).
 *
 * @param encoder from images to logits, of shape [n, variables, categories]
 * @param decoder from one-hot vectors to logits of pixels
 * @param temperature of the draws; it falls from step to step
 * @param keep what is kept of the temperature at each step
 * @param coldest below which it does not fall
 */
public record CategoricalVae(
    Sequential encoder,
    Sequential decoder,
    @NonDifferentiable Tensor temperature,
    double keep,
    double coldest,
    int categories)
    implements Generative {
  /** With a temperature that falls from 1 to 0.5 by 1/2000 at each step. */
  public static Template<CategoricalVae> of(int width, int variables, int categories) {
    return Assembly.template(a -> {
      var image = a.sample().shape();
      Sequential encoder =
          a.add(
              Sequential.of(
                  Vae.encoder(width, variables * categories),
                  Layer.of("logits", h -> h.reshape(-1, variables, categories))));
      a.pass(h -> h.reshape(-1, variables * categories));
      Sequential decoder = a.add(Vae.decoder(width, image));
      Tensor warm = Tensor.ones(DType.F32);
      return new CategoricalVae(encoder, decoder, warm, 1 - 1 / 2000.0, 0.5, categories);
    });
  }

  private Tensor decoded(Tensor codes) {
    int variables = codes.shape().length(-2);
    return decoder.apply(codes.reshape(-1, variables * categories));
  }

  /** How far what is believed is from all being equally likely, in the mean over images. */
  private Tensor divergence(Tensor logits) {
    return new OneHot(logits).entropy().neg().add(Math.log(categories)).sum(-1).mean();
  }

  @Override
  public Tensor loss(Tensor images, Pass pass) {
    Tensor logits = encoder.apply(images);
    Tensor codes = new GumbelSoftmax(logits, temperature).rsample(pass.key());
    pass.replace(temperature, temperature.mul(keep).maximum(coldest));
    Tensor fit = Vae.logProb(decoded(codes), null, images).mean();
    return divergence(logits).sub(fit);
  }

  @Override
  public Tensor reconstruct(Tensor images) {
    return decoded(encoder.apply(images).argmax(-1).oneHot(categories)).sigmoid();
  }

  @Override
  public Tensor sample(Key key, int n) {
    int width = ((Dense) decoder.layers().getFirst()).weight().shape().length(0);
    Tensor even = Tensor.zeros(DType.F32, n, width / categories, categories);
    return decoded(new OneHot(even).sample(key)).sigmoid();
  }

  /** The bound with codes that are drawn, not relaxed. */
  @Override
  public Map<String, Tensor> metrics(Tensor images) {
    Tensor logits = encoder.apply(images);
    Tensor codes = new OneHot(logits).sample(Key.of(0));
    Tensor fit = Vae.logProb(decoded(codes), null, images).mean();
    Map<String, Tensor> all = new LinkedHashMap<>();
    all.put("test_loss", divergence(logits).sub(fit));
    all.put("temperature", temperature);
    return all;
  }
}
