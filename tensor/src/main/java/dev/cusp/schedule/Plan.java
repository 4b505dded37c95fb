package dev.cusp.schedule;

import dev.cusp.tensor.DType;
import java.lang.ref.SoftReference;
import java.lang.reflect.Array;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
   * @param name what it holds
   */
  record Buffer(int slot, DType type, int size, int place, String name) {
    long bytes() {
      return (long) size * type.bytes();
    }
  }

  /** Something to be run. */
  interface Step {
    /**
     * Runs it.
     *
     * @param starts where in its array begins what is in a slot
     */
    void run(Object[] arrays, int[] starts, double[] numbers);
  }

  /**
   * Runs it.
   *
   * @param data elements that are there, as they were recorded
   * @param from where in its array each of them begins; null where they are whole arrays
   * @param recorded numbers, as they were recorded
   * @param targets where results are to be written; null for arrays of their own
   * @param spare arrays for them
   */
  Object[] run(Object[] data, int[] from, double[] recorded, Object[] targets, Spare spare) {
    Object[] arrays = new Object[slots];
    for (int i = 0; targets != null && i < targets.length; i++) {
      arrays[results.get(i)] = targets[i];
    }
    int[] starts = new int[slots];
    for (int i = 0; i < given.size(); i++) {
      int slot = given.get(i).slot();
      arrays[slot] = data[given.get(i).source()];
      starts[slot] = from == null ? 0 : from[given.get(i).source()];
    }
    double[] values = new double[numbers.size()];
    for (int i = 0; i < values.length; i++) {
      Number number = numbers.get(i);
      values[i] = number.source() < 0 ? number.value() : recorded[number.source()];
    }
    Object[] kept = acquire();
    try {
      allocate(arrays, kept, spare);
    } catch (OutOfMemoryError e) {
      throw new OutOfMemoryError(e.getMessage() + ": " + largest());
    }
    for (int i = 0; i < steps.size(); i++) {
      steps.get(i).run(arrays, starts, values);
    }
    scratch.add(new SoftReference<>(kept));
    Object[] elements = targets == null ? new Object[results.size()] : targets;
    for (int i = 0; i < elements.length; i++) {
      Object computed = arrays[results.get(i)];
      if (targets == null) {
        elements[i] = computed;
      } else if (elements[i] != computed) {
        int start = starts[results.get(i)];
        System.arraycopy(computed, start, elements[i], 0, Array.getLength(elements[i]));
      }
    }
    return elements;
  }

  private void allocate(Object[] arrays, Object[] kept, Spare spare) {
    for (int i = 0; i < buffers.size(); i++) {
      Buffer buffer = buffers.get(i);
      if (arrays[buffer.slot()] != null) {
        continue;
      }
      if (buffer.place() < 0) {
        arrays[buffer.slot()] = spare.take(buffer.type(), buffer.size());
      } else if (kept[buffer.place()] == null) {
        arrays[buffer.slot()] = kept[buffer.place()] = buffer.type().array(buffer.size());
      } else {
        arrays[buffer.slot()] = kept[buffer.place()];
      }
    }
  }

  /** Where what was recorded has the array that a result is; -1 for one that was computed. */
  int source(int result) {
    for (Given some : given) {
      if (some.slot() == results.get(result)) {
        return some.source();
      }
    }
    return -1;
  }

  /** Bytes of all arrays that it writes, each place of the scratch memory once. */
  long bytes() {
    Set<Integer> seen = new HashSet<>();
    return buffers.stream()
        .filter(buffer -> buffer.place() < 0 || seen.add(buffer.place()))
        .mapToLong(Buffer::bytes)
        .sum();
  }

  private String largest() {
    List<String> some =
        buffers.stream()
            .sorted(Comparator.comparingLong(Buffer::bytes).reversed())
            .limit(5)
            .map(buffer -> "%d MB for %s".formatted(buffer.bytes() >> 20, buffer.name()))
            .toList();
    return "tensors that are computed together take %d MB, with %s; the heap has %d MB, see -Xmx"
        .formatted(bytes() >> 20, String.join(", ", some), Runtime.getRuntime().maxMemory() >> 20);
  }

  private Object[] acquire() {
    SoftReference<Object[]> next = scratch.poll();
    Object[] kept = next == null ? null : next.get();
    return kept == null ? new Object[places] : kept;
  }
}
