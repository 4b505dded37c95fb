package dev.cusp.models;

import dev.cusp.nn.Dropout;
import dev.cusp.nn.Embedding;
import dev.cusp.nn.Initializer;
import dev.cusp.nn.Layer;
import dev.cusp.nn.LayerNorm;
import dev.cusp.nn.Pass;
import dev.cusp.nn.Summary;
import dev.cusp.nn.Template;
import dev.cusp.nn.TransformerBlock;
import dev.cusp.tensor.DType;
import dev.cusp.tensor.Range;
import dev.cusp.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Predicts the next token of a text: transformer blocks that see only what is before, between an
 * embedding and its transpose (Radford et al., Language models are unsupervised multitask learners,
 * 2019). Inputs are whole numbers of shape [batch, time], results logits of shape [batch, time,
 * vocabulary].
 *
 * @param positions of shape [longest time, width]
 */
public record Gpt(
    Embedding tokens,
    Tensor positions,
    List<TransformerBlock> blocks,
    LayerNorm norm,
    Dropout dropout)
    implements Layer {
  public Gpt {
    blocks = List.copyOf(blocks);
  }

  /**
   * Its sizes; GPT-2 is {@code new Sizes(50257, 1024, 768, 12, 12, 0.1)}.
   *
   * @param time the longest text
   * @param width of the numbers for each token
   * @param depth how many blocks
   * @param heads of each block's attention
   * @param dropout the rate
   */
  public record Sizes(int vocabulary, int time, int width, int depth, int heads, double dropout) {}

  /** With f32 parameters, embeddings normal with deviation 0.02. */
  public static Template<Gpt> of(Sizes s) {
    return (_, key) -> {
      Initializer small = Initializer.normal(0.02);
      Tensor sample = Tensor.zeros(DType.F32, 1, s.time(), s.width());
      List<TransformerBlock> blocks = new ArrayList<>();
      for (int i = 0; i < s.depth(); i++) {
        blocks.add(
            TransformerBlock.of(s.heads(), true, s.dropout()).make(sample, key.split(2 + i)));
      }
      return new Gpt(
          new Embedding(small.draw(key.split(0), DType.F32, 1, 1, s.vocabulary(), s.width())),
          small.draw(key.split(1), DType.F32, 1, 1, s.time(), s.width()),
          blocks,
          LayerNorm.of().make(sample, key),
          new Dropout(s.dropout()));
    };
  }

  @Override
  public Tensor apply(Tensor x, Pass pass) {
    int time = x.shape().length(1);
    if (time > positions.shape().length(0)) {
      throw new IllegalArgumentException(
          "a text of %d tokens; this model was made for %d at most"
              .formatted(time, positions.shape().length(0)));
    }
    Tensor places = positions.slice(Range.of(0, time));
    Tensor y = dropout.apply(tokens.apply(x, pass).add(places), pass);
    for (int i = 0; i < blocks.size(); i++) {
      y = pass.through("blocks." + i, blocks.get(i), y);
    }
    return norm.apply(y, pass).matmul(tokens.table().transpose());
  }

  @Override
  public String toString() {
    return Summary.of(this).toString();
  }
}
