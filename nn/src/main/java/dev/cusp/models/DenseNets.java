package dev.cusp.models;

import static dev.cusp.models.Blocks.before;
import static dev.cusp.models.Blocks.row;

import dev.cusp.nn.BatchNorm;
import dev.cusp.nn.Dense;
import dev.cusp.nn.DenseBlock;
import dev.cusp.nn.Functions;
import dev.cusp.nn.Sequential;
import dev.cusp.nn.Template;
import java.util.ArrayList;
import java.util.List;

/**
 * Densely connected networks (Huang et al., arXiv 1608.06993): in a block, each layer sees the
 * results of all before it.
 */
public final class DenseNets {
  private DenseNets() {}

  /**
   * For small images, of three blocks, without bottlenecks and compression.
   *
   * @param depth 3 n + 4, such as 40
   * @param growth how many channels each layer adds, such as 12
   */
  public static Template<Sequential> small(int depth, int growth, int classes) {
    int each = blocks(depth, 3);
    return network(Blocks.convolution(16, 3, 1), 16, growth, false, classes, each, each, each);
  }

  /**
   * For small images, with bottlenecks and compression by a half: DenseNet-BC.
   *
   * @param depth 6 n + 4, such as 100
   * @param growth such as 12
   */
  public static Template<Sequential> compressed(int depth, int growth, int classes) {
    int each = blocks(depth, 6);
    Template<?> first = Blocks.convolution(2 * growth, 3, 1);
    return network(first, 2 * growth, growth, true, classes, each, each, each);
  }

  /** DenseNet-121, for large images (table 1 of the paper); for small ones it begins with 3x3. */
  public static Template<Sequential> of121(int classes) {
    Template<?> first = Blocks.stem(64, BatchNorm.of(), Functions.relu());
    return network(first, 64, 32, true, classes, 6, 12, 24, 16);
  }

  private static int blocks(int depth, int each) {
    if (depth < each + 4 || (depth - 4) % each != 0) {
      throw new IllegalArgumentException(
          "such a DenseNet has %d n + 4 layers, not %d".formatted(each, depth));
    }
    return (depth - 4) / each;
  }

  private static Template<Sequential> network(
      Template<?> first,
      int channels,
      int growth,
      boolean isCompressed,
      int classes,
      int... blocks) {
    Template<Sequential> layer =
        isCompressed
            ? row(before(4 * growth, 1, 1), before(growth, 3, 1))
            : row(before(growth, 3, 1));
    List<Template<?>> all = new ArrayList<>(List.of(first));
    int now = channels;
    for (int i = 0; i < blocks.length; i++) {
      all.add(DenseBlock.of(blocks[i], layer));
      now += growth * blocks[i];
      if (i < blocks.length - 1) {
        now = isCompressed ? now / 2 : now;
        all.add(row(before(now, 1, 1), List.of(Functions.averagePool(2))));
      }
    }
    all.add(BatchNorm.of());
    all.add(Functions.relu());
    all.add(Functions.globalAveragePool());
    all.add(Dense.of(classes));
    return row(all);
  }
}
