package dev.cusp.linalg;

import dev.cusp.kernel.Routine;
import dev.cusp.tensor.Primitive;
import dev.cusp.tensor.Shape;
import dev.cusp.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * A primitive on one matrix, or a few, that is done to each of a batch: the axes before the last
 * ones, which are the same for all inputs.
 */
interface OfMatrices extends Primitive {
  /** How many axes one of each input has. */
  List<Integer> ranks();

  /** Shapes of what comes of one. */
  List<Shape> one(List<Shape> inputs);

  /**
   * Does it to one, in row-major order and in double.
   *
   * @throws LinalgException where there is no result; its message goes on from "matrix ... "
   */
  void run(List<Shape> shapes, double[][] inputs, double[][] results);

  @Override
  default List<Spec> results(List<Spec> inputs) {
    Spec first = inputs.getFirst();
    List<Integer> all = first.shape().lengths();
    List<Integer> batch = all.subList(0, all.size() - ranks().getFirst());
    List<Spec> specs = new ArrayList<>();
    for (Shape shape : one(cores(inputs))) {
      List<Integer> lengths = new ArrayList<>(batch);
      lengths.addAll(shape.lengths());
      specs.add(new Spec(new Shape(lengths), first.type()));
    }
    return specs;
  }

  /** The shapes of one of each input. */
  default List<Shape> cores(List<Spec> inputs) {
    List<Shape> cores = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      List<Integer> lengths = inputs.get(i).shape().lengths();
      cores.add(new Shape(lengths.subList(lengths.size() - ranks().get(i), lengths.size())));
    }
    return cores;
  }

  @Override
  default List<Tensor> batched(List<Tensor> inputs, List<Boolean> which) {
    return Primitive.call(this, inputs.toArray(Tensor[]::new));
  }

  @Override
  default Routine routine(List<Spec> inputs) {
    return Batch.of(this, inputs);
  }
}
