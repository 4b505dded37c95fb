package dev.cusp.schedule;

import dev.cusp.tensor.DType;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** Gives places in scratch memory to arrays, and to others when they are not needed any more. */
final class Memory {
  private record Kind(DType type, int size) {}

  private final Map<Kind, Deque<Integer>> free = new HashMap<>();
  private int places;

  /** A place for an array of a type and size. */
  int take(DType type, int size) {
    Deque<Integer> some = free.get(new Kind(type, size));
    return some == null || some.isEmpty() ? places++ : some.pop();
  }

  /** Gives a place back. */
  void release(DType type, int size, int place) {
    free.computeIfAbsent(new Kind(type, size), _ -> new ArrayDeque<>()).push(place);
  }
}
