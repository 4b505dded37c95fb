package dev.cusp.tensor;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * All that some tensors depend on, as it is at one moment: numbered, with the operations they come
 * about by, which tensors let go of later.
 */
public final class Graph {
  private final Numbering tensors = new Numbering();
  private Operation[] operations = new Operation[32];
  private int[] order = new int[32];
  private int ordered;

  private Graph() {}

  /**
   * What results depend on, not looking behind ends. In order, inputs come before what is made of
   * them, and the results of one call follow each other.
   */
  public static Graph of(List<Tensor> results, Predicate<Tensor> isEnd) {
    Graph graph = new Graph();
    for (Tensor result : results) {
      graph.add(result, isEnd);
    }
    return graph;
  }

  /** How many there are. */
  public int size() {
    return ordered;
  }

  /** The numbers in order, first what others depend on. */
  public int at(int position) {
    return order[position];
  }

  public Tensor tensor(int number) {
    return tensors.get(number);
  }

  /** The number of a tensor; -1 where it is none of these. */
  public int number(Tensor t) {
    return tensors.of(t);
  }

  /** How a tensor comes about; null for an end. */
  public Operation operation(int number) {
    return operations[number];
  }

  private int see(Tensor t, Predicate<Tensor> isEnd) {
    int number = tensors.add(t);
    if (number == operations.length) {
      operations = Arrays.copyOf(operations, 2 * number);
    }
    operations[number] = isEnd.test(t) ? null : t.operation();
    return number;
  }

  /** Depth first, on a stack of its own, since graphs are deep. */
  private void add(Tensor result, Predicate<Tensor> isEnd) {
    if (tensors.of(result) >= 0) {
      return;
    }
    int[] stack = new int[64];
    int[] next = new int[64];
    stack[0] = see(result, isEnd);
    int top = 0;
    while (top >= 0) {
      int number = stack[top];
      Operation operation = operations[number];
      List<Tensor> inputs = operation == null ? List.of() : operation.inputs();
      if (next[top] == inputs.size()) {
        top--;
        finish(number, isEnd);
        continue;
      }
      Tensor input = inputs.get(next[top]++);
      if (tensors.of(input) < 0) {
        if (++top == stack.length) {
          stack = Arrays.copyOf(stack, 2 * top);
          next = Arrays.copyOf(next, 2 * top);
        }
        stack[top] = see(input, isEnd);
        next[top] = 0;
      }
    }
  }

  private void finish(int number, Predicate<Tensor> isEnd) {
    put(number);
    if (operations[number] instanceof Operation.Result(Primitive.Call call, int _)) {
      for (Tensor other : call.results()) {
        if (tensors.of(other) < 0 && !isEnd.test(other)) {
          put(see(other, isEnd));
        }
      }
    }
  }

  private void put(int number) {
    if (ordered == order.length) {
      order = Arrays.copyOf(order, 2 * ordered);
    }
    order[ordered++] = number;
  }
}
