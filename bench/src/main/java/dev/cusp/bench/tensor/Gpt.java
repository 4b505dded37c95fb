package dev.cusp.bench.tensor;

import dev.cusp.tensor.DType;
import dev.cusp.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * A small transformer (Radford et al. 2019): 4 blocks of width 128 with 4 heads, 128 of 65
 * characters, normalization before each part, learned positions.
 */
final class Gpt implements Network {
  private static final int WIDTH = 128;
  private static final int HEADS = 4;
  private static final int LENGTH = 128;
  private static final int BATCH = 16;
  private static final int BLOCKS = 4;

  private final Tensor x = Data.ints(1000, 65, BATCH, LENGTH);
  private final Tensor labels = Data.ints(1001, 65, BATCH, LENGTH);

  @Override
  public List<Parameter> parameters() {
    List<Parameter> all = new ArrayList<>();
    all.add(new Parameter("te.weight", 65, WIDTH));
    all.add(new Parameter("pe.weight", LENGTH, WIDTH));
    for (int i = 0; i < BLOCKS; i++) {
      String block = "blocks." + i;
      all.addAll(Parameter.norm(block + ".l1", WIDTH));
      all.addAll(Parameter.linear(block + ".qkv", 3 * WIDTH, WIDTH));
      all.addAll(Parameter.linear(block + ".o", WIDTH, WIDTH));
      all.addAll(Parameter.norm(block + ".l2", WIDTH));
      all.addAll(Parameter.linear(block + ".u", 4 * WIDTH, WIDTH));
      all.addAll(Parameter.linear(block + ".dn", WIDTH, 4 * WIDTH));
    }
    all.addAll(Parameter.norm("lf", WIDTH));
    all.add(new Parameter("head.weight", 65, WIDTH));
    return all;
  }

  @Override
  public Tensor loss(Pass p) {
    Tensor h = p.weight("te").take(x).add(p.weight("pe"));
    for (int i = 0; i < BLOCKS; i++) {
      String block = "blocks." + i;
      h = h.add(attention(p, block, norm(p, block + ".l1", h)));
      Tensor wide = p.linear(block + ".u", norm(p, block + ".l2", h)).gelu();
      h = h.add(p.linear(block + ".dn", wide));
    }
    Tensor logits = norm(p, "lf", h).matmul(p.weight("head").transpose());
    return Layers.crossEntropy(logits, labels);
  }

  private static Tensor norm(Pass p, String layer, Tensor x) {
    return Layers.layerNorm(x, p.weight(layer), p.bias(layer));
  }

  /** Causal attention of several heads (Vaswani et al. 2017, arXiv:1706.03762). */
  private static Tensor attention(Pass p, String block, Tensor x) {
    int each = WIDTH / HEADS;
    Tensor all =
        p.linear(block + ".qkv", x).reshape(BATCH, LENGTH, 3, HEADS, each).permute(2, 0, 3, 1, 4);
    Tensor keys = all.at(0, 1).permute(0, 1, 3, 2);
    Tensor scores = all.at(0, 0).matmul(keys).mul(1 / Math.sqrt(each));
    Tensor isPast = Tensor.range(LENGTH).expandDims(1).ge(Tensor.range(LENGTH));
    Tensor never = Tensor.full(Double.NEGATIVE_INFINITY, DType.F32);
    Tensor weights = isPast.where(scores, never).softmax(-1);
    Tensor mixed = weights.matmul(all.at(0, 2)).permute(0, 2, 1, 3).reshape(BATCH, LENGTH, WIDTH);
    return p.linear(block + ".o", mixed);
  }
}
