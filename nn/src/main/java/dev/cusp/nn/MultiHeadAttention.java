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
    implements SequenceLayer {
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
  public Tensor apply(Tensor x, Tensor mask, Pass pass) {
    int batch = x.shape().length(0);
    int time = x.shape().length(1);
    int width = x.shape().length(2);
    int size = width / heads;
    Tensor all = in.apply(x, pass).reshape(batch, time, 3, heads, size);
    Tensor q = all.at(2, 0);
    Tensor k = all.at(2, 1);
    Tensor v = all.at(2, 2);
    Tensor scores = q.contract("bthd,bshd->bhts", k).mul(1 / Math.sqrt(size));
    Tensor isSeen = seen(time, mask);
    if (isSeen != null) {
      scores = isSeen.where(scores, Tensor.full(Double.NEGATIVE_INFINITY, x.type()));
    }
    Tensor weights = dropout.apply(scores.softmax(-1), pass);
    Tensor mixed = weights.contract("bhts,bshd->bthd", v).reshape(batch, time, width);
    Tensor y = out.apply(mixed, pass);
    return mask == null ? y : mask.expandDims(-1).where(y, Tensor.full(0, y.type()));
  }

  /** Where what is on the last axis is seen from what is on the last but one; null: everywhere. */
  private Tensor seen(int time, Tensor mask) {
    Tensor now = Tensor.range(time).reshape(time, 1);
    Tensor other = Tensor.range(time);
    Tensor isBefore = isCausal ? other.le(now) : null;
    if (mask == null) {
      return isBefore;
    }
    // what is not there sees itself, lest its softmax be over nothing
    Tensor isThere = mask.reshape(-1, 1, 1, time).or(other.eq(now));
    return isBefore == null ? isThere : isThere.and(isBefore);
  }
}
