package dev.cusp.models;

import static dev.cusp.models.Blocks.before;
import static dev.cusp.models.Blocks.normalized;
import static dev.cusp.models.Blocks.row;

import dev.cusp.nn.BatchNorm;
import dev.cusp.nn.Dense;
import dev.cusp.nn.Functions;
import dev.cusp.nn.Layer;
import dev.cusp.nn.Residual;
import dev.cusp.nn.Sequential;
import dev.cusp.nn.StateDict;
import dev.cusp.nn.Template;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;

/**
 * Residual networks: first (He et al., arXiv 1512.03385), with normalization and ReLU before each
 * convolution (arXiv 1603.05027), and wide ones (Zagoruyko and Komodakis, arXiv 1605.07146). Where
 * the size changes, the shortcut is a projection.
 *
 * <p>Each is a row of: the first layers, stages of blocks, and the last layers.
 */
public final class ResNets {
  private static final List<Template<?>> RELU = List.of(Functions.relu());

  private ResNets() {}

  /**
   * For small images, of three stages (section 4.2 of the paper).
   *
   * @param depth 6 n + 2: 20, 32, 44, 56, 110
   */
  public static Template<Sequential> small(int depth, int classes) {
    return small(depth, classes, true);
  }

  /** The same without shortcuts. */
  public static Template<Sequential> plain(int depth, int classes) {
    return small(depth, classes, false);
  }

  private static Template<Sequential> small(int depth, int classes, boolean hasShortcuts) {
    int each = blocks(depth, 6, 2);
    List<Template<?>> all = new ArrayList<>(List.of(row(normalized(16, 3, 1), RELU)));
    for (int stage = 0; stage < 3; stage++) {
      int filters = 16 << stage;
      boolean isFirst = stage == 0;
      all.add(
          stage(
              each,
              i -> {
                int stride = i == 0 && !isFirst ? 2 : 1;
                Template<? extends Layer> body = basic(filters, stride);
                return row(
                    List.of(hasShortcuts ? residual(body, filters, stride, stride != 1) : body),
                    RELU);
              }));
    }
    all.add(head(classes));
    return row(all);
  }

  /**
   * For large images, of four stages (table 1 of the paper). Below a height of 64 it begins with
   * 3x3, stride 1 and no pooling.
   *
   * @param depth 18 or 34 of basic blocks, 50, 101 or 152 of bottlenecks, the stride at the 3x3
   */
  public static Template<Sequential> large(int depth, int classes) {
    int[] blocks = blocksOf(depth);
    boolean isDeep = depth >= 50;
    List<Template<?>> all = new ArrayList<>();
    all.add(Blocks.stem(64, BatchNorm.of(), Functions.relu()));
    for (int stage = 0; stage < 4; stage++) {
      int filters = 64 << stage;
      int out = isDeep ? 4 * filters : filters;
      boolean isFirst = stage == 0;
      all.add(
          stage(
              blocks[stage],
              i -> {
                int stride = i == 0 && !isFirst ? 2 : 1;
                Template<? extends Layer> body =
                    isDeep ? bottleneck(filters, stride) : basic(filters, stride);
                boolean changes = i == 0 && (isDeep || !isFirst);
                return row(List.of(residual(body, out, stride, changes)), RELU);
              }));
    }
    all.add(head(classes));
    return row(all);
  }

  private static int[] blocksOf(int depth) {
    return switch (depth) {
      case 18 -> new int[] {2, 2, 2, 2};
      case 34, 50 -> new int[] {3, 4, 6, 3};
      case 101 -> new int[] {3, 4, 23, 3};
      case 152 -> new int[] {3, 8, 36, 3};
      default ->
          throw new IllegalArgumentException(
              "a ResNet of this kind has 18, 34, 50, 101 or 152 layers, not " + depth);
    };
  }

  /**
   * With normalization and ReLU before each convolution, for small images: bottlenecks in three
   * stages.
   *
   * @param depth 9 n + 2: 164, 1001
   */
  public static Template<Sequential> preactivated(int depth, int classes) {
    return before(blocks(depth, 9, 2), 16, 4, classes);
  }

  /**
   * With wide blocks of two convolutions, for small images.
   *
   * @param depth 6 n + 4: 16, 28, 40
   * @param width how many times as many filters as 16, 32, 64
   */
  public static Template<Sequential> wide(int depth, int width, int classes) {
    return before(blocks(depth, 6, 4), 16 * width, 1, classes);
  }

  /** Blocks that begin with normalization; of bottlenecks where the results are wider. */
  private static Template<Sequential> before(int each, int filters, int expansion, int classes) {
    List<Template<?>> all = new ArrayList<>(List.of(Blocks.convolution(16, 3, 1)));
    for (int stage = 0; stage < 3; stage++) {
      int own = filters << stage;
      boolean isFirst = stage == 0;
      all.add(stage(each, i -> block(own, expansion, i == 0 && !isFirst ? 2 : 1, i == 0)));
    }
    all.add(row(List.of(BatchNorm.of(), Functions.relu()), last(classes)));
    return row(all);
  }

  private static Template<? extends Layer> block(
      int filters, int expansion, int stride, boolean changes) {
    List<Template<?>> start = List.of(BatchNorm.of(), Functions.relu());
    Template<Sequential> body =
        expansion == 1
            ? row(List.of(Blocks.convolution(filters, 3, stride)), Blocks.before(filters, 3, 1))
            : row(
                List.of(Blocks.convolution(filters, 1, 1)),
                Blocks.before(filters, 3, stride),
                Blocks.before(expansion * filters, 1, 1));
    return changes
        ? row(start, List.of(Residual.of(body, Blocks.convolution(expansion * filters, 1, stride))))
        : Residual.of(row(start, List.of(body)));
  }

  private static int blocks(int depth, int each, int more) {
    if (depth < each + more || (depth - more) % each != 0) {
      throw new IllegalArgumentException(
          "such a network has %d n + %d layers, not %d".formatted(each, more, depth));
    }
    return (depth - more) / each;
  }

  private static Template<Sequential> basic(int filters, int stride) {
    return row(normalized(filters, 3, stride), RELU, normalized(filters, 3, 1));
  }

  private static Template<Sequential> bottleneck(int filters, int stride) {
    return row(
        normalized(filters, 1, 1),
        RELU,
        normalized(filters, 3, stride),
        RELU,
        normalized(4 * filters, 1, 1));
  }

  private static Template<Residual> residual(
      Template<? extends Layer> body, int filters, int stride, boolean changes) {
    return changes ? Residual.of(body, row(normalized(filters, 1, stride))) : Residual.of(body);
  }

  private static Template<Sequential> stage(int blocks, IntFunction<Template<?>> block) {
    List<Template<?>> all = new ArrayList<>();
    for (int i = 0; i < blocks; i++) {
      all.add(block.apply(i));
    }
    return row(all);
  }

  private static List<Template<?>> last(int classes) {
    return List.of(Functions.globalAveragePool(), Dense.of(classes));
  }

  private static Template<Sequential> head(int classes) {
    return row(last(classes));
  }

  /**
   * What torchvision calls the layers of {@link #large}, for {@link StateDict}: {@code conv1},
   * {@code layer1.0.bn2}, {@code layer2.0.downsample.0}, {@code fc}.
   */
  public static UnaryOperator<String> torchNames(int depth) {
    Map<String, String> names = new HashMap<>();
    names.put("layers.0.layers.0", "conv1");
    names.put("layers.0.layers.1", "bn1");
    names.put("layers.5.layers.1", "fc");
    int[] blocks = blocksOf(depth);
    for (int stage = 1; stage <= 4; stage++) {
      for (int i = 0; i < blocks[stage - 1]; i++) {
        String ours = "layers.%d.layers.%d.layers.0.".formatted(stage, i);
        String torch = "layer%d.%d.".formatted(stage, i);
        for (int k = 0; k < (depth >= 50 ? 3 : 2); k++) {
          names.put(ours + "body.layers." + 3 * k, torch + "conv" + (k + 1));
          names.put(ours + "body.layers." + (3 * k + 1), torch + "bn" + (k + 1));
        }
        names.put(ours + "shortcut", torch + "downsample");
      }
    }
    return StateDict.names(names);
  }
}
