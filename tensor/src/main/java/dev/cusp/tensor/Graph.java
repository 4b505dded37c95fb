package dev.cusp.tensor;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** What tensors depend on. */
public final class Graph {
  private Graph() {}

  /**
   * All that results depend on, inputs before what is made of them, not looking behind ends. The
   * results of one call follow each other.
   */
  public static List<Tensor> order(List<Tensor> results, Predicate<Tensor> isEnd) {
    List<Tensor> order = new ArrayList<>();
    Set<Tensor> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Set<Tensor> done = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Tensor> stack = new ArrayDeque<>(results);
    while (!stack.isEmpty()) {
      Tensor t = stack.peek();
      if (seen.add(t) && !isEnd.test(t)) {
        for (Tensor input : t.operation().inputs()) {
          if (!seen.contains(input)) {
            stack.push(input);
          }
        }
      } else {
        stack.pop();
        for (Tensor one : isEnd.test(t) ? List.of(t) : together(t, isEnd)) {
          seen.add(one);
          if (done.add(one)) {
            order.add(one);
          }
        }
      }
    }
    return order;
  }

  /** What is computed together with a tensor, and is no end. */
  private static List<Tensor> together(Tensor t, Predicate<Tensor> isEnd) {
    return t.operation() instanceof Operation.Result(Primitive.Call call, int _)
        ? call.results().stream().filter(isEnd.negate()).toList()
        : List.of(t);
  }
}
