package dev.cusp.tensor;

import dev.cusp.kernel.Routine;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * An operation that is no loop nest, such as a sort, a decomposition or a convolution, with its
 * derivative in both modes; yours too. Make it a record: equal ones are run by the same code.
 *
 * <p>Both rules are tensor expressions, so that they are differentiated as all others. Null stands
 * for a tangent or cotangent that is zero, given or returned.
 */
public interface Primitive {
  /** The shape and the type of an input or a result. */
  record Spec(Shape shape, DType type) {
    /** Of a tensor. */
    public static Spec of(Tensor t) {
      return new Spec(t.shape(), t.type());
    }

    /** An array for the elements. */
    public Object array() {
      return type.array(size());
    }

    /** How many elements there are. */
    public int size() {
      return shape.size();
    }
  }

  /**
   * What the results will be.
   *
   * @throws ShapeException where there are none for such inputs
   */
  List<Spec> results(List<Spec> inputs);

  /** What computes the results of such inputs: the meaning. Devices may know something faster. */
  Routine routine(List<Spec> inputs);

  /** Tangents of all results for tangents of the inputs. */
  List<Tensor> jvp(List<Tensor> inputs, List<Tensor> results, List<Tensor> dots);

  /** Cotangents of all inputs for cotangents of the results. */
  List<Tensor> vjp(List<Tensor> inputs, List<Tensor> results, List<Tensor> bars);

  /** Whether it is differentiable everywhere that it is defined, so that no ties are looked for. */
  default boolean isSmooth() {
    return true;
  }

  /**
   * The results for many examples at a time, see {@link Vmap}, along an axis 0 of each.
   *
   * @param inputs with an axis 0 of examples each
   * @param which of the inputs differ from example to example
   */
  default List<Tensor> batched(List<Tensor> inputs, List<Boolean> which) {
    return Loops.map((List<Tensor> one) -> call(this, one.toArray(Tensor[]::new)), inputs);
  }

  /** Records a call and gives its results. */
  static List<Tensor> call(Primitive primitive, Tensor... inputs) {
    return new Call(primitive, List.of(inputs)).results();
  }

  /** A call; its results are computed together. */
  final class Call {
    private final Primitive primitive;
    private final List<Tensor> inputs;
    private final List<Tensor> results;

    private Call(Primitive primitive, List<Tensor> inputs) {
      this.primitive = primitive;
      this.inputs = inputs;
      List<Spec> specs = primitive.results(specs());
      Tensor[] all = new Tensor[specs.size()];
      Arrays.setAll(
          all,
          k -> {
            Spec spec = specs.get(k);
            return Tensor.of(new Operation.Result(this, k), spec.shape(), spec.type());
          });
      results = List.of(all);
    }

    public Primitive primitive() {
      return primitive;
    }

    public List<Tensor> inputs() {
      return inputs;
    }

    public List<Tensor> results() {
      return results;
    }

    /** What the inputs are. */
    public List<Spec> specs() {
      return inputs.stream().map(Spec::of).toList();
    }

    List<Tensor> jvp(List<Tensor> dots) {
      return primitive.jvp(inputs, results, Collections.unmodifiableList(dots));
    }

    List<Tensor> vjp(List<Tensor> bars) {
      return primitive.vjp(inputs, results, Collections.unmodifiableList(bars));
    }
  }
}
