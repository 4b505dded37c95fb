package dev.cusp.schedule;

import dev.cusp.schedule.Batch.Job;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Puts kernels together that work on the same rows, so that what one writes is read by the next
 * while it is in the cache, and need not be in memory at all where nobody else reads it.
 */
final class Batches {
  /** How far a kernel is moved, at most: what is computed sooner is kept longer. */
  private static final int FAR = 12;

  private final Nodes nodes;

  /** The batch that each job is in. */
  private final List<Integer> places = new ArrayList<>();

  /** By the number of their first job; null for those that are in another one. */
  private final List<Batch> all = new ArrayList<>();

  /** Batches whose results each reads, and all that have to be run before it. */
  private final List<BitSet> reads = new ArrayList<>();

  private final List<BitSet> before = new ArrayList<>();

  /** Jobs by the slots that they write and read. */
  private final Map<Integer, Integer> writers = new HashMap<>();

  private final Map<Integer, List<Integer>> readers = new HashMap<>();

  Batches(Nodes nodes) {
    this.nodes = nodes;
  }

  /**
   * Adds a job; those that it depends on have been.
   *
   * @param fuses whether it may be put together with others
   */
  void add(Job job, boolean fuses) {
    int order = all.size();
    all.add(new Batch(nodes, order, job));
    places.add(order);
    BitSet direct = new BitSet();
    BitSet indirect = new BitSet();
    List<Integer> candidates = new ArrayList<>();
    for (int slot : job.reads()) {
      Integer writer = writers.get(slot);
      if (writer != null) {
        direct.set(places.get(writer));
        indirect.or(before.get(places.get(writer)));
        candidates.add(writer);
      }
    }
    indirect.or(direct);
    reads.add(direct);
    before.add(indirect);
    candidates.sort((x, y) -> y - x);
    for (int slot : job.reads()) {
      List<Integer> others = readers.computeIfAbsent(slot, _ -> new ArrayList<>());
      candidates.addAll(others.reversed());
      others.add(order);
    }
    job.writes().forEach(slot -> writers.put(slot, order));
    if (fuses && job.kernel() != null) {
      candidates.forEach(other -> merge(places.get(order), places.get(other), order));
    }
  }

  /** Makes one batch of two, where it can be. */
  private void merge(int x, int y, int order) {
    boolean isNear = x != y && order - all.get(y).last() <= FAR;
    if (!isNear || isBetween(x, y) || isBetween(y, x) || !all.get(x).takes(all.get(y))) {
      return;
    }
    all.set(y, null);
    places.replaceAll(place -> place == y ? x : place);
    union(reads, x, y);
    union(before, x, y);
    for (int b = 0; b < all.size(); b++) {
      if (before.get(b).get(x)) {
        before.get(b).or(before.get(x));
      }
    }
  }

  /** Whether another batch has to be run after x and before y. */
  private boolean isBetween(int x, int y) {
    return reads.get(y).stream().anyMatch(b -> b != x && before.get(b).get(x));
  }

  private static void union(List<BitSet> sets, int x, int y) {
    sets.get(x).or(sets.get(y));
    for (BitSet set : sets) {
      if (set.get(y)) {
        set.clear(y);
        set.set(x);
      }
    }
    sets.get(x).clear(x);
  }

  /** The batches in an order in which they can be run, each as late as its last job was added. */
  List<Batch> ordered() {
    PriorityQueue<Integer> ready =
        new PriorityQueue<>((x, y) -> all.get(x).last() - all.get(y).last());
    int[] open = new int[all.size()];
    for (int b = 0; b < open.length; b++) {
      open[b] = reads.get(b).cardinality();
      if (all.get(b) != null && open[b] == 0) {
        ready.add(b);
      }
    }
    List<Batch> ordered = new ArrayList<>();
    while (!ready.isEmpty()) {
      int next = ready.poll();
      ordered.add(all.get(next));
      for (int b = 0; b < open.length; b++) {
        if (all.get(b) != null && reads.get(b).get(next) && --open[b] == 0) {
          ready.add(b);
        }
      }
    }
    return ordered;
  }
}
