package dev.cusp.data;

import dev.cusp.tensor.DType;
import dev.cusp.tensor.Key;
import dev.cusp.tensor.Tensor;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Examples mixed with others of their batch, and their labels with them (Zhang et al., arXiv
 * 1710.09412): {@code l x + (1 - l) x'}, with one {@code l} of Beta(alpha, alpha) for each batch.
 * Labels are then probabilities of classes, of shape [n, classes].
 *
 * @param data of classes
 * @param alpha from 0, where nearly nothing is mixed, to 1, where each share is as likely
 */
public record Mixup(Dataset data, double alpha) implements Dataset {
  public Mixup {
    if (!(alpha > 0 && alpha <= 1)) {
      throw new IllegalArgumentException("alpha is above 0 and at most 1, not " + alpha);
    }
    if (data.classes().isEmpty()) {
      throw new IllegalArgumentException("only classes are mixed, and the data have none");
    }
  }

  @Override
  public int size() {
    return data.size();
  }

  @Override
  public List<String> classes() {
    return data.classes();
  }

  @Override
  public Batch batch(int[] which, Key key) {
    Batch batch = data.batch(which, key.split(0));
    SplittableRandom random = new SplittableRandom(key.split(1).bits());
    double share = share(random);
    int[] others = IntStream.range(0, which.length).toArray();
    for (int i = others.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = others[i];
      others[i] = others[j];
      others[j] = swapped;
    }
    Tensor labels = batch.y().oneHot(classes().size()).as(DType.F32);
    return new Batch(mixed(batch.x(), share, others), mixed(labels, share, others));
  }

  private static Tensor mixed(Tensor all, double share, int... others) {
    return all.mul(share).add(all.take(Tensor.of(others)).mul(1 - share));
  }

  /** A draw of Beta(alpha, alpha), by Joehnk's method. */
  private double share(SplittableRandom random) {
    while (true) {
      double x = Math.pow(random.nextDouble(), 1 / alpha);
      double y = Math.pow(random.nextDouble(), 1 / alpha);
      if (x + y <= 1 && x + y > 0) {
        return x / (x + y);
      }
    }
  }
}
