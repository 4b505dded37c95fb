package dev.cusp.data;

import dev.cusp.tensor.Key;
import dev.cusp.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Sequences of numbers, such as words, that are not equally long, each with a label. A batch is
 * padded to its longest one; {@link #mask} tells where there is something. In random order those of
 * about the same length come together, so that little is padding.
 *
 * @param padding a number that no sequence has
 * @param multiple batches are padded to lengths that are multiples of this, so that there are few
 *     shapes and few graphs to compile
 */
public record Sequences(
    List<int[]> sequences, int[] labels, List<String> classes, int padding, int multiple)
    implements Dataset {
  /** How many batches are sorted by length together. */
  private static final int WINDOW = 50;

  public Sequences {
    sequences = List.copyOf(sequences);
    if (sequences.size() != labels.length || multiple < 1) {
      throw new IllegalArgumentException(
          "%d sequences with %d labels, padded to multiples of %d"
              .formatted(sequences.size(), labels.length, multiple));
    }
    for (int i = 0; i < labels.length; i++) {
      int own = padding;
      if (Arrays.stream(sequences.get(i)).anyMatch(token -> token == own)) {
        throw new IllegalArgumentException(
            "sequence %d has the number %d, which is the padding".formatted(i, padding));
      }
    }
  }

  @Override
  public int size() {
    return labels.length;
  }

  @Override
  public Batch batch(int[] which, Key key) {
    int longest = IntStream.of(which).map(i -> sequences.get(i).length).max().orElse(0);
    int time = Math.max(1, Math.ceilDiv(longest, multiple)) * multiple;
    int[] x = new int[which.length * time];
    Arrays.fill(x, padding);
    for (int i = 0; i < which.length; i++) {
      int[] own = sequences.get(which[i]);
      System.arraycopy(own, 0, x, i * time, own.length);
    }
    int[] y = IntStream.of(which).map(i -> labels[i]).toArray();
    return new Batch(Tensor.of(x).reshape(which.length, time), Tensor.of(y));
  }

  /** True where a batch's input is no padding, of its shape; what masked layers and losses want. */
  public Tensor mask(Batch batch) {
    return batch.x().ne(padding);
  }

  @Override
  public Sequences subset(int... which) {
    return new Sequences(
        IntStream.of(which).mapToObj(sequences::get).toList(),
        IntStream.of(which).map(i -> labels[i]).toArray(),
        classes,
        padding,
        multiple);
  }

  /** Random, but for batches of sequences of about the same length. */
  @Override
  public int[] order(Key key, int batchSize) {
    int[] order = Dataset.super.order(key, batchSize);
    int window = WINDOW * batchSize;
    List<int[]> batches = new ArrayList<>();
    for (int from = 0; from < order.length; from += window) {
      int[] sorted =
          Arrays.stream(order, from, Math.min(order.length, from + window))
              .boxed()
              .sorted(Comparator.comparingInt(i -> sequences.get(i).length))
              .mapToInt(i -> i)
              .toArray();
      for (int at = 0; at < sorted.length; at += batchSize) {
        batches.add(Arrays.copyOfRange(sorted, at, Math.min(sorted.length, at + batchSize)));
      }
    }
    // the last one may not be full and stays last
    int full = order.length / batchSize;
    SplittableRandom random = new SplittableRandom(key.split(0).bits());
    for (int i = full - 1; i > 0; i--) {
      java.util.Collections.swap(batches, i, random.nextInt(i + 1));
    }
    return batches.stream().flatMapToInt(Arrays::stream).toArray();
  }
}
