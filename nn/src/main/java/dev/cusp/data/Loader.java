package dev.cusp.data;

import dev.cusp.tensor.Key;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;

/**
 * Brings a data set in batches, in an order of its own in each epoch, and makes the next ones ready
 * while one is worked with. The same key gives the same batches.
 *
 * @param key null for the order of the data
 * @param dropsLast whether a last batch that is not full is left out
 */
public record Loader(Dataset data, int batchSize, Key key, boolean dropsLast) {
  /** How many batches are made ready ahead. */
  private static final int AHEAD = 2;

  private static final Executor WORKERS = Thread.ofVirtual().name("loader")::start;

  public Loader {
    if (batchSize < 1) {
      throw new IllegalArgumentException("a batch has at least one example: " + batchSize);
    }
  }

  /** In the order of the data. */
  public static Loader of(Dataset data, int batchSize) {
    return new Loader(data, batchSize, null, false);
  }

  /** In random order, another one in each epoch; a last batch that is not full is left out. */
  public Loader shuffled(Key orders) {
    return new Loader(data, batchSize, orders, true);
  }

  /** How many batches an epoch has. */
  public int batches() {
    return dropsLast ? data.size() / batchSize : Math.ceilDiv(data.size(), batchSize);
  }

  /** The batches of an epoch. */
  public Iterable<Batch> epoch(int epoch) {
    return epoch(epoch, 0);
  }

  /** The batches of an epoch from one on, as training that was interrupted wants them. */
  public Iterable<Batch> epoch(int epoch, int from) {
    Key own = key == null ? Key.of(0) : key.split(epoch);
    int[] order = order(own);
    return () -> new Batches(order, own, from);
  }

  private int[] order(Key own) {
    return key == null ? IntStream.range(0, data.size()).toArray() : data.order(own, batchSize);
  }

  private final class Batches implements Iterator<Batch> {
    private final int[] order;
    private final Key own;
    private final List<CompletableFuture<Batch>> ready = new ArrayList<>();
    private int asked;
    private int given;

    Batches(int[] order, Key own, int from) {
      this.order = order;
      this.own = own;
      asked = from;
      given = from;
    }

    @Override
    public boolean hasNext() {
      return given < batches();
    }

    @Override
    public Batch next() {
      if (!hasNext()) {
        throw new NoSuchElementException("the epoch has %d batches".formatted(batches()));
      }
      while (asked < batches() && ready.size() <= AHEAD) {
        int number = asked++;
        ready.add(CompletableFuture.supplyAsync(() -> batch(number), WORKERS));
      }
      given++;
      return ready.removeFirst().join();
    }

    private Batch batch(int number) {
      int from = number * batchSize;
      int to = Math.min(order.length, from + batchSize);
      return data.batch(Arrays.copyOfRange(order, from, to), own.split(number + 1));
    }
  }
}
