package dev.cusp.tensor;

import java.util.List;
import java.util.ServiceLoader;

/** The port through which tensors get their elements. */
public interface Evaluator {
  /** The elements of each tensor, in Java arrays in row-major order; the program may keep them. */
  List<Object> evaluate(List<Tensor> tensors);

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
