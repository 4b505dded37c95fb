package dev.cusp.tensor;

import dev.cusp.kernel.Routine;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicInteger;

/** The port through which tensors get their elements. */
public interface Evaluator {
  /**
   * Elements in row-major order.
   *
   * @param owners how many tensors have the array, this one included; null where the program may
   *     have it too
   */
  record Elements(Object array, AtomicInteger owners) {}

  /** The elements of each tensor; the program may keep them. */
  List<Elements> evaluate(List<Tensor> tensors);

  /** Takes an array that nobody else has, for results to come. */
  default void recycle(Object array) {}

  /** What computes results from arrays for parameters, which they depend on besides constants. */
  OnParts compile(List<Tensor> parameters, List<Tensor> results);

  /** A routine that reads parts of arrays where they are. */
  @FunctionalInterface
  interface OnParts extends Routine {
    /**
     * Runs it.
     *
     * @param from where in its array each input begins; null where they are whole arrays
     */
    void run(Object[] inputs, int[] from, Object[] results);

    @Override
    default void run(Object[] inputs, Object[] results) {
      run(inputs, null, results);
    }
  }

  /** Equal for functions of parameters that the same code computes. */
  Object structure(List<Tensor> parameters, List<Tensor> results);

  /** The evaluator of this process. */
  static Evaluator standard() {
    return Standard.FOUND;
  }

  /** Looked up once. */
  final class Standard {
    private static final Evaluator FOUND =
        ServiceLoader.load(Evaluator.class, Evaluator.class.getClassLoader())
            .findFirst()
            .orElseThrow(() ->
                new IllegalStateException("no service provides " + Evaluator.class.getName()));

    private Standard() {}
  }
}
