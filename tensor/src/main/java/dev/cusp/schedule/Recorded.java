package dev.cusp.schedule;

import dev.cusp.tensor.DType;
import dev.cusp.tensor.Derivation;
import dev.cusp.tensor.Graph;
import dev.cusp.tensor.Numbering;
import dev.cusp.tensor.Operation;
import dev.cusp.tensor.Shape;
import dev.cusp.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What wanted tensors depend on, as it is at one moment, up to those whose elements are there.
 * Gradients are not looked into: they are known by what they are derived from.
 */
final class Recorded {
  private static final String THERE = "there";
  private static final String NUMBER = "number";
  private static final int END = Integer.MIN_VALUE;

  /** Equal for graphs that the same code computes. */
  record Key(
      int hash, Object[] parts, Shape[] shapes, DType[] types, int[] wiring, List<Object> past) {
    /** The first shape or type in which graphs of the same operations differ; null for others. */
    String difference(Key key) {
      if (Arrays.equals(wiring, key.wiring) && Arrays.equals(parts, key.parts)) {
        for (int i = 0; i < parts.length; i++) {
          if (!shapes[i].equals(key.shapes[i]) || types[i] != key.types[i]) {
            return "%s %s, which is %s %s"
                .formatted(key.types[i], key.shapes[i], types[i], shapes[i]);
          }
        }
      }
      return null;
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Key key
          && hash == key.hash
          && Arrays.equals(wiring, key.wiring)
          && Arrays.equals(types, key.types)
          && Arrays.equals(parts, key.parts)
          && Arrays.equals(shapes, key.shapes)
          && past.equals(key.past);
    }
  }

  final Numbering tensors = new Numbering();
  final List<Derivation> derivations = new ArrayList<>();

  /** Elements that are there, by number; null for the others. */
  private Object[] data = new Object[16];

  /** Java numbers, by number; 0 for the others. */
  private double[] numbers = new double[16];

  private Object[] parts = new Object[16];
  private int[] wiring = new int[64];
  private int wired;
  private int visited;
  private final Key key;

  Recorded(List<Tensor> wanted) {
    this(List.of(), wanted);
  }

  /** Of a function; its parameters have the first numbers, and elements that are nothing yet. */
  Recorded(List<Tensor> parameters, List<Tensor> wanted) {
    parameters.forEach(tensors::add);
    wire(-1 - parameters.size());
    while (visited < parameters.size()) {
      reserve(visited);
      parts[visited] = THERE;
      data[visited++] = THERE;
    }
    for (Tensor t : wanted) {
      wire(tensors.add(t));
    }
    int done = 0;
    do {
      while (visited < tensors.size()) {
        visit(visited++);
      }
      if (done < derivations.size()) {
        derived(derivations.get(done++));
      }
    } while (visited < tensors.size() || done < derivations.size());
    key = makeKey(past());
  }

  Object data(int number) {
    return data[number];
  }

  /** Elements that are there, by number. */
  Object[] data() {
    return data;
  }

  /** Java numbers, by number. */
  double[] numbers() {
    return numbers;
  }

  private void wire(int number) {
    if (wired == wiring.length) {
      wiring = Arrays.copyOf(wiring, 2 * wired);
    }
    wiring[wired++] = number;
  }

  private void reserve(int number) {
    if (number == parts.length) {
      parts = Arrays.copyOf(parts, 2 * number);
      data = Arrays.copyOf(data, 2 * number);
      numbers = Arrays.copyOf(numbers, 2 * number);
    }
  }

  private void visit(int number) {
    reserve(number);
    Tensor t = tensors.get(number);
    Derivation derivation = t.derivation();
    data[number] = t.known();
    if (data[number] != null) {
      parts[number] = THERE;
    } else if (derivation != null) {
      parts[number] = derivation.index(t);
      wire(-1 - place(derivation));
    } else {
      operation(number, t.operation());
    }
  }

  private void operation(int number, Operation operation) {
    switch (operation) {
      case Operation.Data(Object array) -> {
        parts[number] = THERE;
        data[number] = array;
      }
      case Operation.Parameter _ ->
          throw new IllegalStateException(
              "an element is read of a tensor that stands for those of all rounds of a loop, or of"
                  + " all examples; the body is recorded once, so use where() in place of Java's if");
      case Operation.Number(double value) -> {
        parts[number] = NUMBER;
        numbers[number] = value;
      }
      default -> {
        parts[number] = operation.structure();
        inputs(operation);
      }
    }
  }

  private void inputs(Operation operation) {
    List<Tensor> inputs = operation.inputs();
    for (int i = 0; i < inputs.size(); i++) {
      wire(tensors.add(inputs.get(i)));
    }
    wire(END);
  }

  private int place(Derivation derivation) {
    int place = derivations.indexOf(derivation);
    if (place < 0) {
      place = derivations.size();
      derivations.add(derivation);
    }
    return place;
  }

  private void derived(Derivation derivation) {
    Graph graph = derivation.graph();
    wire(tensors.add(derivation.result()));
    for (Tensor t : derivation.from()) {
      wire(tensors.add(t));
    }
    wire(END);
    for (int i = 0; i < graph.size(); i++) {
      tensors.add(graph.tensor(graph.at(i)));
    }
  }

  /** How elements came about that are there, where gradients look behind them. */
  private List<Object> past() {
    List<Object> past = new ArrayList<>();
    for (Derivation derivation : derivations) {
      Graph graph = derivation.graph();
      for (int i = 0; i < graph.size(); i++) {
        Operation operation = graph.operation(graph.at(i));
        int number = tensors.of(graph.tensor(graph.at(i)));
        if (operation != null && data[number] != null) {
          wire(number);
          past.add(operation.structure());
          inputs(operation);
        }
      }
    }
    return past;
  }

  /** What its plan is found by; holds no tensors. */
  Key key() {
    return key;
  }

  private Key makeKey(List<Object> past) {
    int n = tensors.size();
    Shape[] shapes = new Shape[n];
    DType[] types = new DType[n];
    int hash = past.hashCode();
    for (int i = 0; i < n; i++) {
      Tensor t = tensors.get(i);
      shapes[i] = t.shape();
      types[i] = t.type();
      hash = (31 * hash + parts[i].hashCode()) * 31 + 7 * shapes[i].hashCode() + types[i].ordinal();
    }
    int[] wires = Arrays.copyOf(wiring, wired);
    hash = 31 * hash + Arrays.hashCode(wires);
    return new Key(hash, Arrays.copyOf(parts, n), shapes, types, wires, past);
  }
}
