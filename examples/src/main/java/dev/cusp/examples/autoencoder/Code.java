package dev.cusp.examples.autoencoder;

import dev.cusp.nn.Codebook;
import dev.cusp.nn.Pass;
import dev.cusp.prob.GumbelSoftmax;
import dev.cusp.prob.Kl;
import dev.cusp.prob.Normal;
import dev.cusp.prob.OneHot;
import dev.cusp.tensor.DType;
import dev.cusp.tensor.Key;
import dev.cusp.tensor.Range;
import dev.cusp.tensor.Tensor;

/** What lies between encoder and decoder. */
public sealed interface Code {
  /**
   * A code, and what it costs beside the pixels.
   *
   * @param vectors of shape [n, width], which the decoder reads
   * @param cost in the mean over images, in nats
   */
  record Coded(Tensor vectors, Tensor cost) {}

  /** The code of what the encoder says; drawn in training, else the likeliest. */
  Coded of(Tensor said, Pass pass);

  /** New codes, for new images. */
  Tensor draw(Key key, int n);

  /** Normal numbers; derivatives go through draws (Kingma and Welling, arXiv 1312.6114). */
  record Gaussian(int numbers) implements Code {
    @Override
    public Coded of(Tensor said, Pass pass) {
      Tensor deviation = said.slice(-1, Range.from(numbers)).exp();
      Normal belief = new Normal(said.slice(-1, Range.of(0, numbers)), deviation);
      Tensor cost = Kl.of(belief, Normal.of(0, 1)).sum(-1).mean();
      return new Coded(pass.isTraining() ? belief.rsample(pass.key()) : belief.mean(), cost);
    }

    @Override
    public Tensor draw(Key key, int n) {
      return key.normal(DType.F32, n, numbers);
    }
  }

  /** Variables of some categories; relaxed in training (Jang, Gu and Poole, arXiv 1611.01144). */
  record Categories(int variables, int categories, double temperature) implements Code {
    @Override
    public Coded of(Tensor said, Pass pass) {
      Tensor logits = said.reshape(-1, variables, categories);
      Tensor vectors =
          pass.isTraining()
              ? GumbelSoftmax.of(logits, temperature).rsample(pass.key())
              : logits.argmax(-1).oneHot(categories).as(said.type());
      Tensor cost = new OneHot(logits).entropy().neg().add(Math.log(categories)).sum(-1).mean();
      return new Coded(vectors.reshape(-1, variables * categories), cost);
    }

    @Override
    public Tensor draw(Key key, int n) {
      Tensor even = Tensor.zeros(DType.F32, n, variables, categories);
      return new OneHot(even).sample(key).reshape(-1, variables * categories);
    }
  }

  /**
   * Vectors of a codebook, the nearest ones, straight through (van den Oord, Vinyals and
   * Kavukcuoglu, arXiv 1711.00937). The codebook follows by running means as the model is trained.
   */
  record Quantized(Codebook codebook, int fields) implements Code {
    @Override
    public Coded of(Tensor said, Pass pass) {
      int width = said.shape().length(-1) / fields;
      Codebook.Quantized q = codebook.quantize(said.reshape(-1, fields, width), pass);
      Tensor cost = q.commitment().mul(0.25 * fields * width);
      return new Coded(q.vectors().reshape(-1, fields * width), cost);
    }

    /** All vectors are equally likely in each field. */
    @Override
    public Tensor draw(Key key, int n) {
      int codes = codebook.vectors().shape().length(0);
      Tensor chosen = key.integers(0, codes, n, fields);
      return codebook.vectors().take(chosen).reshape(n, -1);
    }
  }
}
