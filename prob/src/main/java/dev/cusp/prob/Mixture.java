package dev.cusp.prob;

import dev.cusp.tensor.Key;
import dev.cusp.tensor.Shape;
import dev.cusp.tensor.Tensor;

/**
 * One of several distributions, chosen with {@code softmax(logits)} along the last axis, which is
 * the last one of the components' batch.
 */
public record Mixture<D extends Distribution>(Tensor logits, D components) implements Distribution {
  @Override
  public void check() {
    components.check();
  }

  @Override
  public Shape batch() {
    return new Shape(components.batch().lengths().subList(0, components.batch().rank() - 1));
  }

  @Override
  public Shape event() {
    return components.event();
  }

  private int axis() {
    return -1 - event().rank();
  }

  @Override
  public Tensor sample(Key key, int... shape) {
    Tensor all = components.sample(key.split(0), shape);
    Tensor weights = new OneHot(logits).sample(key.split(1), choices(shape));
    return picked(weights, all);
  }

  /** How often is chosen: for each draw and, where all share the logits, each of the batch. */
  private int[] choices(int... shape) {
    Shape whole = drawn(shape);
    int count = whole.rank() - logits.shape().rank() + 1;
    return whole.lengths().subList(0, count).stream().mapToInt(length -> length).toArray();
  }

  /** The parts of all that one-hot vectors choose. */
  private Tensor picked(Tensor weights, Tensor all) {
    return spread(weights.gt(0)).where(all, 0).sum(axis());
  }

  private Tensor spread(Tensor x) {
    Tensor wide = x;
    for (int i = 0; i < event().rank(); i++) {
      wide = wide.expandDims(-1);
    }
    return wide;
  }

  @Override
  public Tensor logProb(Tensor x) {
    Tensor each = components.logProb(x.expandDims(axis()));
    Tensor all = each.add(logits.logSoftmax(-1));
    Tensor isPossible = all.max(-1).gt(Double.NEGATIVE_INFINITY);
    Tensor sum = isPossible.expandDims(-1).where(all, 0).logSumExp(-1);
    return isPossible.where(sum, Double.NEGATIVE_INFINITY);
  }

  @Override
  public Tensor mean() {
    return components.mean().mul(spread(logits.softmax(-1))).sum(axis());
  }

  @Override
  public Tensor variance() {
    Tensor weights = spread(logits.softmax(-1));
    Tensor within = components.variance().add(components.mean().square());
    return within.mul(weights).sum(axis()).sub(mean().square());
  }

  /** A mixture of numbers, of which derivatives of draws are known. */
  public static <D extends Cumulative> OfNumbers<D> ofNumbers(Tensor logits, D components) {
    return new OfNumbers<>(new Mixture<>(logits, components));
  }

  /** Numbers; draws move as their quantile does. */
  public record OfNumbers<D extends Cumulative>(Mixture<D> mixture)
      implements Cumulative, Reparametrized {
    @Override
    public Shape batch() {
      return mixture.batch();
    }

    /** dx = -dF(x) / p(x), by the derivative of the distribution function: implicit. */
    @Override
    public Tensor rsample(Key key, int... shape) {
      Tensor x = mixture.sample(key, shape);
      Tensor share = cdf(x);
      Tensor density = logProb(x).exp().stopGradient();
      Tensor moved = share.stopGradient().sub(share).div(density);
      return x.straightThrough(moved);
    }

    @Override
    public Tensor sample(Key key, int... shape) {
      return mixture.sample(key, shape);
    }

    @Override
    public Tensor logProb(Tensor x) {
      return mixture.logProb(x);
    }

    @Override
    public Tensor cdf(Tensor x) {
      Tensor each = mixture.components().cdf(x.expandDims(-1));
      return each.mul(mixture.logits().softmax(-1)).sum(-1);
    }

    @Override
    public Tensor mean() {
      return mixture.mean();
    }

    @Override
    public Tensor variance() {
      return mixture.variance();
    }
  }
}
