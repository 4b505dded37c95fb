package dev.cusp.prob;

import dev.cusp.tensor.DType;
import dev.cusp.tensor.Key;
import dev.cusp.tensor.Shape;
import dev.cusp.tensor.Tensor;
import java.util.Arrays;

/** One of n categories, an int, with probabilities {@code softmax(logits)} along the last axis. */
public record Categorical(Tensor logits) implements Enumerable {
  /** One distribution, of f64, by its probabilities. */
  public static Categorical of(double... probabilities) {
    return new Categorical(logarithms("Categorical", probabilities));
  }

  /** Of shares, which need not sum to 1. */
  static Tensor logarithms(String owner, double... shares) {
    Tensor all = Tensor.of(shares);
    Domain.NOT_NEGATIVE.check(owner, "probability", all);
    Domain.POSITIVE.check(
        owner, "the sum of probabilities", Tensor.of(Arrays.stream(shares).sum()));
    return all.log();
  }

  public Tensor probabilities() {
    return logits.softmax(-1);
  }

  /** How many categories there are. */
  public int categories() {
    return logits.shape().length(-1);
  }

  @Override
  public Shape batch() {
    return new Shape(logits.shape().lengths().subList(0, logits.shape().rank() - 1));
  }

  @Override
  public Tensor sample(Key key, int... shape) {
    Shape all = Distribution.join(drawn(shape), Shape.of(categories()));
    return key.categorical(logits.stopGradient().broadcastTo(all), -1);
  }

  @Override
  public Tensor support() {
    int[] lengths = new int[batch().rank() + 1];
    Arrays.fill(lengths, 1);
    lengths[0] = categories();
    Shape all = Distribution.join(Shape.of(categories()), batch());
    return Tensor.range(categories()).reshape(lengths).broadcastTo(all);
  }

  @Override
  public Tensor logProb(Tensor x) {
    Shape batch = Shape.broadcast("logProb", x.shape(), batch());
    Tensor whole = x.as(DType.I32);
    Tensor isThere = whole.ge(0).and(whole.lt(categories())).and(whole.as(x.type()).eq(x));
    Tensor index = isThere.where(whole, 0).broadcastTo(batch).expandDims(-1);
    Shape all = Distribution.join(batch, Shape.of(categories()));
    Tensor log = logits.logSoftmax(-1).broadcastTo(all).gather(-1, index).squeeze(-1);
    return isThere.where(log, Double.NEGATIVE_INFINITY);
  }

  private Tensor moment(double power) {
    Tensor values = Tensor.range(categories()).as(logits.type()).pow(power);
    return probabilities().mul(values).sum(-1);
  }

  @Override
  public Tensor mean() {
    return moment(1);
  }

  @Override
  public Tensor variance() {
    return moment(2).sub(moment(1).square());
  }

  @Override
  public Tensor entropy() {
    Tensor log = logits.logSoftmax(-1);
    return log.map(v -> v == Double.NEGATIVE_INFINITY ? 0 : -v * Math.exp(v)).sum(-1);
  }
}
