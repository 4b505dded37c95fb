package dev.cusp.tensor;

import dev.cusp.kernel.Routine;
import java.util.List;
import java.util.ServiceLoader;

/** The port through which tensors get their elements. */
public interface Evaluator {
  /** The elements of each tensor, in Java arrays in row-major order; the program may keep them. */
  List<Object> evaluate(List<Tensor> tensors);

  /** What computes results from arrays for parameters, which they depend on besides constants. */
  Routine compile(List<Tensor> parameters, List<Tensor> results);

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
