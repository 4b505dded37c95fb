package dev.cusp.models;

import dev.cusp.NonDifferentiable;
import dev.cusp.nn.Assembly;
import dev.cusp.nn.Codebook;
import dev.cusp.nn.Conv;
import dev.cusp.nn.ConvTransposed;
import dev.cusp.nn.Functions;
import dev.cusp.nn.Pass;
import dev.cusp.nn.Sequential;
import dev.cusp.nn.Template;
import dev.cusp.prob.Categorical;
import dev.cusp.tensor.DType;
import dev.cusp.tensor.Key;
import dev.cusp.tensor.Tensor;
import dev.cusp.tensor.Window;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An autoencoder with a code, one of a {@link Codebook}, for each field of four by four pixels (van
 * den Oord, Vinyals and Kavukcuoglu, arXiv 1711.00937). New images are decoded from codes that are
 * drawn field by field as frequently as in the data, each by itself; a {@link CodePrior} draws them
 * so that they fit together.
 *
 * @param frequencies running means of how frequent each code is, of shape [height, width, codes]
 * @param commitment what squared distances from the codes count beside those of pixels
 */
public record VqVae(
    Sequential encoder,
    Codebook codebook,
    Sequential decoder,
    @NonDifferentiable Tensor frequencies,
    double commitment)
    implements Generative {
  /**
   * With a commitment of 0.25.
   *
   * @param width of the codes
   */
  public static Template<VqVae> of(int filters, int width, int codes) {
    return Assembly.template(a -> {
      var image = a.sample().shape();
      Window half = Window.SAME.stride(2);
      Sequential encoder =
          a.add(
              Sequential.of(
                  Conv.of(filters, 4).window(half),
                  Functions.relu(),
                  Conv.of(2 * filters, 4).window(half),
                  Functions.relu(),
                  Conv.of(2 * filters, 3).same(),
                  Functions.relu(),
                  Conv.of(width, 1)));
      var fields = a.sample().shape();
      Codebook codebook = a.branch(Codebook.of(codes));
      Sequential decoder =
          a.add(
              Sequential.of(
                  Conv.of(2 * filters, 3).same(),
                  Functions.relu(),
                  ConvTransposed.of(filters, 4, half),
                  Functions.relu(),
                  ConvTransposed.of(image.length(3), 4, half)));
      if (!a.sample().shape().equals(image)) {
        throw new IllegalArgumentException(
            "images of shape %s come back as %s; their sides are multiples of 4"
                .formatted(image, a.sample().shape()));
      }
      Tensor even = Tensor.full(1.0 / codes, DType.F32, fields.length(1), fields.length(2), codes);
      return new VqVae(encoder, codebook, decoder, even, 0.25);
    });
  }

  /** The numbers of the codes of images, of shape [n, height, width]. */
  public Tensor codes(Tensor images) {
    return codebook.quantize(encoder.apply(images), Pass.inference()).codes();
  }

  /** Images of codes. */
  public Tensor decode(Tensor codes) {
    return decoder.apply(codebook.vectors().take(codes));
  }

  /** Squared errors over the variance of the pixels, and the commitment. */
  @Override
  public Tensor loss(Tensor images, Pass pass) {
    Codebook.Quantized q = codebook.quantize(encoder.apply(images), pass);
    Tensor chosen = q.codes().oneHot(codebook.vectors().shape().length(0)).mean(0);
    double keep = codebook.keep();
    pass.replace(frequencies, frequencies.mul(keep).add(chosen.mul(1 - keep)));
    Tensor error = decoder.apply(q.vectors()).sub(images).square().mean().div(images.var());
    return error.add(q.commitment().mul(commitment));
  }

  @Override
  public Tensor reconstruct(Tensor images) {
    return decode(codes(images));
  }

  @Override
  public Tensor sample(Key key, int n) {
    return decode(new Categorical(frequencies.add(1e-12).log()).sample(key, n));
  }

  @Override
  public Map<String, Tensor> metrics(Tensor images) {
    Codebook.Quantized q = codebook.quantize(encoder.apply(images), Pass.inference());
    Tensor error = decoder.apply(q.vectors()).sub(images).square().mean();
    Map<String, Tensor> all = new LinkedHashMap<>();
    all.put("test_loss", error.div(images.var()).add(q.commitment().mul(commitment)));
    all.put("squared_error", error);
    all.put("perplexity", q.perplexity());
    return all;
  }
}
