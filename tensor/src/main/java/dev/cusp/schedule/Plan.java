package dev.cusp.schedule;

import dev.cusp.tensor.DType;
import java.lang.ref.SoftReference;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Steps that compute tensors, in order, and where what they write is kept: results in arrays of
 * their own, all else in scratch memory, where it makes room for others when it has been read for
 * the last time. Scratch memory is kept for the next run, unless memory is short. Thread-safe.
 *
 * @param slots how many arrays there are
 * @param given the slots of elements that are there, with the nodes they belong to
 * @param results the slots of the results
 */
record Plan(
    int slots,
    List<Given> given,
    List<Buffer> buffers,
    List<Step> steps,
    List<Integer> results,
    ConcurrentLinkedQueue<SoftReference<Object[]>> scratch) {
  record Given(int slot, int node) {}

  /**
   * An array that a step writes.
   *
   * @param place which array of the scratch memory; -1 for one of its own
   */
  record Buffer(int slot, DType type, int size, int place) {}

  /** Something to be run. */
  interface Step {
    void run(Object[] arrays, double[] numbers);
  }

  List<Object> run(Nodes nodes) {
    Object[] arrays = new Object[slots];
    given.forEach(g -> arrays[g.slot()] = nodes.data.get(g.node()));
    Object[] kept = acquire();
    for (Buffer buffer : buffers) {
      if (buffer.place() < 0) {
        arrays[buffer.slot()] = buffer.type().array(buffer.size());
      } else {
        if (kept[buffer.place()] == null) {
          kept[buffer.place()] = buffer.type().array(buffer.size());
        }
        arrays[buffer.slot()] = kept[buffer.place()];
      }
    }
    steps.forEach(step -> step.run(arrays, nodes.numbers));
    scratch.add(new SoftReference<>(kept));
    return results.stream().map(slot -> arrays[slot]).toList();
  }

  private Object[] acquire() {
    SoftReference<Object[]> next = scratch.poll();
    Object[] kept = next == null ? null : next.get();
    int places = buffers.stream().mapToInt(buffer -> buffer.place() + 1).max().orElse(0);
    return kept == null ? new Object[places] : kept;
  }
}
