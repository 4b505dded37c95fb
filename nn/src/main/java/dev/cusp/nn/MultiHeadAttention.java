package dev.cusp.nn;

import dev.cusp.tensor.Key;
import dev.cusp.tensor.Tensor;

/**
 * Each position takes a weighted mean of what the others offer, {@code softmax(q k^T / sqrt(d)) v},
 * several times side by side (Vaswani et al., arXiv 1706.03762, section 3.2). Inputs have shape
 * [batch, time, width].
 *
 * @param in gives queries, keys and values at once
 * @param isCausal whether a position sees only those before it, and itself
 */
public record MultiHeadAttention(Dense in, Dense out, int heads, boolean isCausal, Dropout dropout)
    implements Layer {
  public static Template<MultiHeadAttention> of(int heads, boolean isCausal) {
    return of(heads, isCausal, 0);
  }

  /**
   * With dropout of attention weights.
   *
   * @param dropout the probability
   */
  public static Template<MultiHeadAttention> of(int heads, boolean isCausal, double dropout) {
    return (Tensor sample, Key key) -> {
      int width = sample.shape().length(-1);
      if (heads < 1 || width % heads != 0) {
        throw new IllegalArgumentException(
            "attention: a width of %d is not divided into %d heads".formatted(width, heads));
      }
      return new MultiHeadAttention(
          Dense.of(3 * width).make(sample, key.split(0)),
          Dense.of(width).make(sample, key.split(1)),
          heads,
          isCausal,
          new Dropout(dropout));
    };
  }

  @Override
  public Tensor apply(Tensor x, Pass pass) {
    int batch = x.shape().length(0);
    int time = x.shape().length(1);
    int width = x.shape().length(2);
    int size = width / heads;
    Tensor all = in.apply(x, pass).reshape(batch, time, 3, heads, size);
    Tensor q = all.at(2, 0);
    Tensor k = all.at(2, 1);
    Tensor v = all.at(2, 2);
    Tensor scores = q.contract("bthd,bshd->bhts", k).mul(1 / Math.sqrt(size));
    if (isCausal) {
      Tensor now = Tensor.range(time).reshape(time, 1);
      Tensor other = Tensor.range(time);
      scores = other.le(now).where(scores, Tensor.full(Double.NEGATIVE_INFINITY, x.type()));
    }
    Tensor weights = dropout.apply(scores.softmax(-1), pass);
    Tensor mixed = weights.contract("bhts,bshd->bthd", v).reshape(batch, time, width);
    return out.apply(mixed, pass);
  }
}
