package dev.cusp.nn;

import dev.cusp.NonDifferentiable;
import dev.cusp.tensor.DType;
import dev.cusp.tensor.Key;
import dev.cusp.tensor.Tensor;

/**
 * The nearest of some vectors in the place of each: vector quantization, with a derivative that
 * goes straight through (van den Oord, Vinyals and Kavukcuoglu, arXiv 1711.00937). The vectors
 * follow running means of what they stand for (its appendix A); one that stands for hardly anything
 * is replaced by some vector of the batch.
 *
 * @param vectors of shape [codes, width]
 * @param counts running means of how many vectors of a batch each stands for
 * @param sums running sums of these vectors
 * @param keep what is kept of the running means at each step
 * @param dead below which share of what would be its fair part a code is replaced; 0 for never
 */
public record Codebook(
    @NonDifferentiable Tensor vectors,
    @NonDifferentiable Tensor counts,
    @NonDifferentiable Tensor sums,
    double keep,
    double dead) {
  private static final double EPSILON = 1e-5;

  /** That keeps 0.99, and replaces codes below 0.02 of their fair part. */
  public static Template<Codebook> of(int codes) {
    return (sample, key) -> {
      int width = sample.shape().length(-1);
      DType type = sample.type();
      Tensor vectors = key.uniform(type, codes, width).mul(2).sub(1).div(codes);
      return new Codebook(
          vectors, Tensor.zeros(type, codes), Tensor.zeros(type, codes, width), 0.99, 0.02);
    };
  }

  /**
   * What became of vectors.
   *
   * @param vectors the nearest codes, with the derivative of what they stand for
   * @param codes their numbers
   * @param commitment the mean of the squared distances; its derivative moves only what was put in
   * @param perplexity as how many equally frequent codes they are
   */
  public record Quantized(Tensor vectors, Tensor codes, Tensor commitment, Tensor perplexity) {}

  /** Quantizes vectors along the last axis. In a training pass the codes follow. */
  public Quantized quantize(Tensor x, Pass pass) {
    int width = vectors.shape().length(1);
    int codes = vectors.shape().length(0);
    Tensor flat = x.stopGradient().reshape(-1, width);
    Tensor products = flat.matmul(vectors.transpose());
    Tensor nearest = vectors.square().sum(-1).sub(products.mul(2)).argmin(-1);
    Tensor chosen = nearest.oneHot(codes).as(x.type());
    if (pass.isTraining()) {
      follow(flat, chosen, pass);
    }
    Tensor share = chosen.mean(0);
    Tensor entropy = share.map(p -> p > 0 ? -p * Math.log(p) : 0).sum();
    Tensor found = vectors.take(nearest).reshape(x.shape());
    int[] places =
        x.shape().lengths().stream().mapToInt(n -> n).limit(x.shape().rank() - 1L).toArray();
    return new Quantized(
        found.straightThrough(x),
        nearest.reshape(places),
        x.sub(found).square().mean(),
        entropy.exp());
  }

  private void follow(Tensor flat, Tensor chosen, Pass pass) {
    int codes = vectors.shape().length(0);
    double fair = (double) flat.shape().length(0) / codes;
    Tensor count = counts.mul(keep).add(chosen.sum(0).mul(1 - keep));
    Tensor sum = sums.mul(keep).add(chosen.transpose().matmul(flat).mul(1 - keep));
    Tensor all = count.sum();
    Tensor smooth = count.add(EPSILON).div(all.add(codes * EPSILON)).mul(all);
    Tensor mean = sum.div(smooth.expandDims(-1));
    Key key = pass.key();
    Tensor some = flat.take(key.integers(0, flat.shape().length(0), codes));
    Tensor isDead = count.lt(dead * fair);
    Tensor isDeadRow = isDead.expandDims(-1);
    pass.replace(vectors, isDeadRow.where(some, mean));
    pass.replace(counts, isDead.where(count.mul(0).add(fair), count));
    pass.replace(sums, isDeadRow.where(some.mul(fair), sum));
  }
}
