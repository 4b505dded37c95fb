package dev.cusp.prob;

import dev.cusp.tensor.Key;
import dev.cusp.tensor.Shape;
import dev.cusp.tensor.Tensor;
import java.util.stream.IntStream;

/**
 * The last axes of another distribution's batch as one event: their probabilities are multiplied.
 *
 * @param axes how many
 */
public record Independent<D extends Distribution>(D each, int axes) implements Distribution {
  @Override
  public void check() {
    each.check();
  }

  @Override
  public Shape batch() {
    return new Shape(each.batch().lengths().subList(0, each.batch().rank() - axes));
  }

  @Override
  public Shape event() {
    Shape all = Distribution.join(each.batch(), each.event());
    return new Shape(all.lengths().subList(each.batch().rank() - axes, all.rank()));
  }

  @Override
  public Tensor sample(Key key, int... shape) {
    return each.sample(key, shape);
  }

  @Override
  public Tensor logProb(Tensor x) {
    return summed(each.logProb(x));
  }

  private Tensor summed(Tensor x) {
    return axes == 0 ? x : x.sum(IntStream.rangeClosed(1, axes).map(i -> -i).toArray());
  }

  @Override
  public Tensor mean() {
    return each.mean();
  }

  @Override
  public Tensor variance() {
    return each.variance();
  }

  @Override
  public Tensor entropy() {
    return summed(each.entropy().broadcastTo(each.batch()));
  }
}
