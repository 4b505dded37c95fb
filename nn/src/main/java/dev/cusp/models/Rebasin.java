package dev.cusp.models;

import dev.cusp.nn.Dense;
import dev.cusp.nn.Layer;
import dev.cusp.nn.Sequential;
import dev.cusp.tensor.DType;
import dev.cusp.tensor.Key;
import dev.cusp.tensor.Leaves;
import dev.cusp.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Two networks of one kind, made alike: the hidden units of one are put into the order in which its
 * weights are nearest to the other's, which changes nothing in what it computes. Then the mean of
 * both is often a good network, though they were trained apart (Ainsworth, Hayase and Srinivasa,
 * Git Re-Basin, arXiv 2209.04836, algorithm 1: weight matching).
 *
 * <p>For rows of {@link Dense} layers and functions between that treat all units alike, such as
 * {@link Classifiers#mlp}.
 */
public final class Rebasin {
  /** Rounds over all layers after which it ends, if it has not settled before. */
  private static final int MOST = 100;

  private Rebasin() {}

  /**
   * A network with its hidden units in the order that brings its weights nearest to another's:
   * layer by layer a linear assignment, until no order changes.
   *
   * @param key for the order of the layers
   */
  public static Sequential matched(Sequential to, Sequential model, Key key) {
    List<Dense> fixed = dense(to);
    List<Dense> moving = dense(model);
    check(fixed, moving);
    boolean hasChanged = true;
    for (int round = 0; hasChanged && round < MOST; round++) {
      hasChanged = false;
      double[] order = key.split(round).permutation(fixed.size() - 1).toDoubles();
      for (double place : order) {
        int hidden = (int) place;
        int[] units = Assignment.of(gains(fixed, moving, hidden));
        for (int i = 0; i < units.length; i++) {
          hasChanged |= units[i] != i;
        }
        reorder(moving, hidden, units);
      }
    }
    List<Layer> layers = new ArrayList<>();
    for (Layer layer : model.layers()) {
      layers.add(layer instanceof Dense ? moving.removeFirst() : layer);
    }
    return new Sequential(layers);
  }

  /** The network between two: {@code (1 - share) a + share b} of each parameter. */
  public static Sequential between(Sequential a, Sequential b, double share) {
    return Leaves.zip(a, b, (x, y) -> x.mul(1 - share).add(y.mul(share)));
  }

  private static List<Dense> dense(Sequential model) {
    List<Dense> all = new ArrayList<>();
    for (Layer layer : model.layers()) {
      if (layer instanceof Dense dense) {
        all.add(dense);
      } else if (!(layer instanceof Layer.Function)) {
        throw new IllegalArgumentException(
            "units are matched in rows of Dense layers and functions, not in one with "
                + layer.getClass().getSimpleName());
      }
    }
    return all;
  }

  private static void check(List<Dense> a, List<Dense> b) {
    boolean isSame = a.size() == b.size() && !a.isEmpty();
    for (int i = 0; isSame && i < a.size(); i++) {
      isSame =
          a.get(i).weight().shape().equals(b.get(i).weight().shape())
              && (a.get(i).bias() == null) == (b.get(i).bias() == null);
    }
    if (!isSame) {
      throw new IllegalArgumentException("units are matched of networks of the same sizes only");
    }
  }

  /** How alike unit i of one and unit j of the other are, by their weights in, out, and bias. */
  private static double[][] gains(List<Dense> fixed, List<Dense> moving, int hidden) {
    Dense in = fixed.get(hidden);
    Dense out = fixed.get(hidden + 1);
    Tensor alike =
        in.weight()
            .transpose()
            .matmul(moving.get(hidden).weight())
            .add(out.weight().matmul(moving.get(hidden + 1).weight().transpose()));
    if (in.bias() != null) {
      alike = alike.add(in.bias().expandDims(1).mul(moving.get(hidden).bias()));
    }
    int n = alike.shape().length(0);
    double[] all = alike.as(DType.F64).toDoubles();
    double[][] rows = new double[n][];
    Arrays.setAll(rows, i -> Arrays.copyOfRange(all, i * n, (i + 1) * n));
    return rows;
  }

  private static void reorder(List<Dense> moving, int hidden, int[] units) {
    Tensor order = Tensor.of(units);
    Dense in = moving.get(hidden);
    Dense out = moving.get(hidden + 1);
    Tensor bias = in.bias() == null ? null : in.bias().take(order).evaluate();
    moving.set(hidden, new Dense(in.weight().take(1, order).evaluate(), bias));
    moving.set(hidden + 1, new Dense(out.weight().take(order).evaluate(), out.bias()));
  }
}
