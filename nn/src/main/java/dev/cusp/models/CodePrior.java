package dev.cusp.models;

import dev.cusp.nn.Losses;
import dev.cusp.nn.Pass;
import dev.cusp.optim.Adam;
import dev.cusp.optim.Clip;
import dev.cusp.optim.Optimizer;
import dev.cusp.optim.Trained;
import dev.cusp.tensor.DType;
import dev.cusp.tensor.Gradients;
import dev.cusp.tensor.Key;
import dev.cusp.tensor.Range;
import dev.cusp.tensor.Shape;
import dev.cusp.tensor.Tensor;
import dev.cusp.tensor.Views;
import java.util.SplittableRandom;

/**
 * How codes of images follow one another: a {@link Gpt} reads the fields of an image row by row, so
 * that new images of a {@link VqVae} have fields that fit together (van den Oord et al., arXiv
 * 1711.00937, section 3.3, with a transformer in the place of PixelCNN).
 *
 * @param order predicts the next code; before the first there is a number of its own
 */
public record CodePrior(Gpt order, int height, int width) {
  /** Images of a step of learning. */
  public static final int BATCH = 64;

  /**
   * Learned from codes.
   *
   * @param codes of shape [n, height, width]
   * @param vocabulary how many codes there are
   * @param steps of Adam, by 64 images
   */
  public static CodePrior learn(Tensor codes, int vocabulary, int steps, Key key) {
    int height = codes.shape().length(1);
    int width = codes.shape().length(2);
    Gpt.Sizes sizes = new Gpt.Sizes(vocabulary + 1, height * width, 64, 2, 4, 0.1);
    Gpt gpt = Gpt.of(sizes).make(key.split(0), height * width);
    Optimizer optimizer = Adam.of(2e-3).after(Clip.globalNorm(1));
    Trained<Gpt> now = optimizer.start(gpt);
    Tensor rows = codes.reshape(-1, height * width);
    int batch = Math.min(BATCH, rows.shape().length(0));
    for (int step = 0; step < steps; step++) {
      Key own = key.split(1).split(step);
      Tensor some = rows.take(own.split(0).integers(0, rows.shape().length(0), batch));
      Pass pass = Pass.training(own.split(1));
      var result =
          Gradients.<Gpt>valueAndGradient(model -> loss(model, some, pass)).apply(now.model());
      now = optimizer.step(now, result);
    }
    return new CodePrior(now.model(), height, width);
  }

  /** The mean of {@code -log p} of a code, given those before it; codes as {@link #learn}. */
  public double loss(Tensor codes) {
    return loss(order, codes.reshape(-1, height * width), Pass.inference()).item();
  }

  private static Tensor loss(Gpt model, Tensor rows, Pass pass) {
    return Losses.crossEntropy(logits(model, rows, pass), rows);
  }

  /** Of each code in its place, from those before it. */
  private static Tensor logits(Gpt model, Tensor rows, Pass pass) {
    int codes = model.tokens().table().shape().length(0) - 1;
    int fields = rows.shape().length(1);
    Tensor before = rows.slice(Range.from(0), Range.of(0, fields - 1));
    Tensor start = Tensor.full(codes, DType.I32, rows.shape().length(0), 1);
    Tensor all = model.apply(Views.concat(1, start, before), pass);
    return all.slice(Range.from(0), Range.from(0), Range.of(0, codes));
  }

  /** Codes of new images, of shape [n, height, width]. */
  public Tensor sample(Key key, int n) {
    int fields = height * width;
    int codes = order.tokens().table().shape().length(0) - 1;
    SplittableRandom random = new SplittableRandom(key.bits());
    int[] drawn = new int[n * fields];
    for (int field = 0; field < fields; field++) { // what comes later is not looked at
      Tensor known = Tensor.ofData(drawn.clone(), Shape.of(n, fields), DType.I32);
      double[] logits = logits(order, known, Pass.inference()).toDoubles();
      for (int i = 0; i < n; i++) {
        drawn[i * fields + field] = drawn(logits, (i * fields + field) * codes, codes, random);
      }
    }
    return Tensor.ofData(drawn, Shape.of(n, height, width), DType.I32);
  }

  /** The greatest logit with Gumbel noise is drawn from their softmax. */
  private static int drawn(double[] logits, int from, int count, SplittableRandom random) {
    int best = 0;
    double most = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < count; k++) {
      double z = logits[from + k] - Math.log(-Math.log(random.nextDouble(Double.MIN_NORMAL, 1)));
      best = z > most ? k : best;
      most = Math.max(z, most);
    }
    return best;
  }
}
