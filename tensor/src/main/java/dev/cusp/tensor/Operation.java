package dev.cusp.tensor;

import dev.cusp.kernel.Reduction;
import java.util.List;

/** How a tensor comes about. */
public sealed interface Operation {
  /** The tensors it is made from. */
  List<Tensor> inputs();

  /** What it does, without what it does it to: equal for operations that the same code runs. */
  Object structure();

  /** Elements that are there: a Java array. */
  record Data(Object array) implements Operation {
    @Override
    public List<Tensor> inputs() {
      return List.of();
    }

    @Override
    public Object structure() {
      return "data";
    }
  }

  /** A number of the Java program; it is no part of the structure. */
  record Number(double value) implements Operation {
    @Override
    public List<Tensor> inputs() {
      return List.of();
    }

    @Override
    public Object structure() {
      return "number";
    }
  }

  /** Stands for an argument, in a function that is recorded to be run on others. */
  record Parameter() implements Operation {
    @Override
    public List<Tensor> inputs() {
      return List.of();
    }

    @Override
    public Object structure() {
      return "parameter";
    }
  }

  /** Each element is its own position, counted through in order. */
  record Index() implements Operation {
    @Override
    public List<Tensor> inputs() {
      return List.of();
    }

    @Override
    public Object structure() {
      return this;
    }
  }

  /** A method of one element of each input; all have the shape of the result. */
  record Elementwise(Body body, List<Tensor> inputs) implements Operation {
    @Override
    public Object structure() {
      return body;
    }
  }

  /** A reduction over some axes, which the result has not. */
  record Reduce(Reduction reduction, Tensor input, List<Integer> axes) implements Operation {
    @Override
    public List<Tensor> inputs() {
      return List.of(input);
    }

    @Override
    public Object structure() {
      return List.of(reduction, axes);
    }
  }

  /** Axis k of the result is axis {@code order[k]} of the input. */
  record Permute(Tensor input, List<Integer> order) implements Operation {
    @Override
    public List<Tensor> inputs() {
      return List.of(input);
    }

    @Override
    public Object structure() {
      return List.of("permute", order);
    }
  }

  /** Element i along an axis is element {@code start + step i} of the input. */
  record Slice(Tensor input, List<Integer> starts, List<Integer> steps) implements Operation {
    @Override
    public List<Tensor> inputs() {
      return List.of(input);
    }

    @Override
    public Object structure() {
      return List.of("slice", starts, steps);
    }
  }

  /** The input repeated along leading axes and those where it has length 1. */
  record Broadcast(Tensor input) implements Operation {
    @Override
    public List<Tensor> inputs() {
      return List.of(input);
    }

    @Override
    public Object structure() {
      return "broadcast";
    }
  }

  /** The same elements in the same order, under another shape. */
  record Reshape(Tensor input) implements Operation {
    @Override
    public List<Tensor> inputs() {
      return List.of(input);
    }

    @Override
    public Object structure() {
      return "reshape";
    }
  }

  /** Zeros, and in them pieces, each at its places, which do not overlap. */
  record Assemble(List<Tensor> inputs, List<Place> places) implements Operation {
    /** Where a piece goes: its element i along an axis to {@code start + step i}. */
    public record Place(List<Integer> starts, List<Integer> steps) {}

    @Override
    public Object structure() {
      return List.of("assemble", places);
    }
  }

  /**
   * The sum of products over the labels that the result has not; no label is twice in one list, and
   * each is in two of the three at least.
   */
  record Contract(Tensor x, Tensor y, String xs, String ys, String results) implements Operation {
    @Override
    public List<Tensor> inputs() {
      return List.of(x, y);
    }

    @Override
    public Object structure() {
      return List.of("contract", xs, ys, results);
    }

    /** How many terms an element of the result has. */
    long depth() {
      long depth = 1;
      for (int i = 0; i < xs.length(); i++) {
        depth *= results.indexOf(xs.charAt(i)) < 0 ? x.shape().length(i) : 1;
      }
      return depth;
    }
  }

  /** One of the results of a primitive. */
  record Result(Primitive.Call call, int index) implements Operation {
    @Override
    public List<Tensor> inputs() {
      return call.inputs();
    }

    @Override
    public Object structure() {
      return List.of(call.primitive(), index);
    }
  }

  /** Rows of a table, {@code result[i, ...] = table[rows[i], ...]}. */
  record Take(Tensor table, Tensor rows) implements Operation {
    @Override
    public List<Tensor> inputs() {
      return List.of(table, rows);
    }

    @Override
    public Object structure() {
      return "take";
    }
  }

  /** The transpose of {@link Take}: {@code result[rows[i], ...] += input[i, ...]}. */
  record Scatter(Tensor input, Tensor rows) implements Operation {
    @Override
    public List<Tensor> inputs() {
      return List.of(input, rows);
    }

    @Override
    public Object structure() {
      return "scatter";
    }
  }
}
