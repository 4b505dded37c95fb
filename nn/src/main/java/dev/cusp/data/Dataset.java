package dev.cusp.data;

import dev.cusp.tensor.Key;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Examples that can be had in any order. Immutable; may be read by several threads. */
public interface Dataset {
  /** How many examples there are. */
  int size();

  /** What the classes are called; empty where there are none. */
  default List<String> classes() {
    return List.of();
  }

  /**
   * Some examples.
   *
   * @param which their numbers, from 0
   * @param key for what is random in them, such as a flip
   */
  Batch batch(int[] which, Key key);

  /**
   * All examples in random order, for batches of a size.
   *
   * @param batchSize for data sets that bring together what is alike
   */
  default int[] order(Key key, int batchSize) {
    int[] order = IntStream.range(0, size()).toArray();
    SplittableRandom random = new SplittableRandom(key.bits());
    for (int i = order.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
    return order;
  }

  /** All examples as they are, with nothing random. */
  default Batch all() {
    return batch(IntStream.range(0, size()).toArray(), Key.of(0));
  }

  /** Some of the examples. */
  default Dataset subset(int... which) {
    Dataset self = this;
    return new Dataset() {
      @Override
      public int size() {
        return which.length;
      }

      @Override
      public List<String> classes() {
        return self.classes();
      }

      @Override
      public Batch batch(int[] own, Key key) {
        return self.batch(IntStream.of(own).map(i -> which[i]).toArray(), key);
      }
    };
  }

  /** Those from one number up to another. */
  default Dataset range(int from, int to) {
    return subset(IntStream.range(from, to).toArray());
  }
}
