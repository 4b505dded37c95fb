package dev.cusp.nn;

import dev.cusp.tensor.Tensor;

/**
 * {@code y = x + attention(norm(x))}, {@code y + dense(gelu(dense(norm(y))))}: normalization comes
 * before (Xiong et al., arXiv 2002.04745).
 */
public record TransformerBlock(
    LayerNorm first,
    MultiHeadAttention attention,
    LayerNorm second,
    Dense up,
    Dense down,
    Dropout dropout)
    implements SequenceLayer {
  /** With an inner width of four times the outer one. */
  public static Template<TransformerBlock> of(int heads, boolean isCausal, double dropout) {
    return Assembly.template(a -> {
      int width = a.sample().shape().length(-1);
      LayerNorm first = a.branch(LayerNorm.of());
      MultiHeadAttention attention = a.branch(MultiHeadAttention.of(heads, isCausal, dropout));
      LayerNorm second = a.branch(LayerNorm.of());
      Dense up = a.add(Dense.of(4 * width));
      Dense down = a.add(Dense.of(width));
      return new TransformerBlock(first, attention, second, up, down, new Dropout(dropout));
    });
  }

  @Override
  public Tensor apply(Tensor x, Tensor mask, Pass pass) {
    Tensor mixed = attention.apply(first.apply(x, pass), mask, pass);
    Tensor y = x.add(dropout.apply(mixed, pass));
    Tensor inner = up.apply(second.apply(y, pass), pass).gelu();
    return y.add(dropout.apply(down.apply(inner, pass), pass));
  }
}
