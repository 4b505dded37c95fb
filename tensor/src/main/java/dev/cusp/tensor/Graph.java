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

  /** All that results depend on, inputs before what is made of them, not looking behind ends. */
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
        if (done.add(t)) {
          order.add(t);
        }
      }
    }
    return order;
  }
}
