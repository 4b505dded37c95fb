package dev.cusp.schedule;

import dev.cusp.tensor.DType;
import java.lang.ref.SoftReference;
import java.util.Arrays;
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
    List<Number> numbers,
    List<Buffer> buffers,
    int places,
    List<Step> steps,
    List<Integer> results,
    ConcurrentLinkedQueue<SoftReference<Object[]>> scratch) {
  /** Elements that are there, and where what was recorded has them. */
  record Given(int slot, int source) {}

  /**
   * A Java number.
   *
   * @param source where what was recorded has it; -1 for one that is always the same
   */
  record Number(int source, double value) {}

  /**
   * An array that a step writes.
   *
   * @param place which array of the scratch memory; -1 for one of its own
   */
  record Buffer(int slot, DType type, int size, int place) {
    Object make() {
      return type.array(size);
    }
  }

  /** Something to be run. */
  interface Step {
    void run(Object[] arrays, double[] numbers);
  }

  List<Object> run(Recorded recorded) {
    Object[] arrays = new Object[slots];
    for (int i = 0; i < given.size(); i++) {
      arrays[given.get(i).slot()] = recorded.data(given.get(i).source());
    }
    double[] values = new double[numbers.size()];
    for (int i = 0; i < values.length; i++) {
      Number number = numbers.get(i);
      values[i] = number.source() < 0 ? number.value() : recorded.number(number.source());
    }
    Object[] kept = acquire();
    for (int i = 0; i < buffers.size(); i++) {
      Buffer buffer = buffers.get(i);
      arrays[buffer.slot()] = buffer.place() < 0 ? buffer.make() : kept[buffer.place()];
      if (arrays[buffer.slot()] == null) {
        arrays[buffer.slot()] = kept[buffer.place()] = buffer.make();
      }
    }
    for (int i = 0; i < steps.size(); i++) {
      steps.get(i).run(arrays, values);
    }
    scratch.add(new SoftReference<>(kept));
    Object[] elements = new Object[results.size()];
    Arrays.setAll(elements, i -> arrays[results.get(i)]);
    return Arrays.asList(elements);
  }

  private Object[] acquire() {
    SoftReference<Object[]> next = scratch.poll();
    Object[] kept = next == null ? null : next.get();
    return kept == null ? new Object[places] : kept;
  }
}
