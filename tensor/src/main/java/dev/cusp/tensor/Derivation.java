package dev.cusp.tensor;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A gradient that has been asked for. It is recorded only when somebody looks into it: a graph that
 * has been derived before is known by what it is derived from, and so is what computes it.
 */
public final class Derivation {
  /** Bound while a gradient is being recorded. */
  private static final ScopedValue<Derivation> CURRENT = ScopedValue.newInstance();

  /** Classes of primitives whose rule has been asked once, as it may refuse: in the user's line. */
  private static final ClassValue<AtomicBoolean> TRIED =
      new ClassValue<>() {
        @Override
        protected AtomicBoolean computeValue(Class<?> type) {
          return new AtomicBoolean();
        }
      };

  /** Which of the cotangents a tensor is. */
  record Part(Derivation derivation, int index) {}

  private final Graph graph;
  private final Tensor result;
  private final List<Tensor> from;
  private final Tensor[] parts;
  private boolean isRecorded;
  private volatile boolean dependsOnElements;

  private Derivation(Tensor result, List<Tensor> from) {
    this.result = result;
    this.from = from;
    graph = Sweeps.graph(List.of(result), from);
    parts = new Tensor[from.size()];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = Tensor.of(new Part(this, i), from.get(i).shape(), from.get(i).type());
    }
  }

  /** The cotangents of tensors for a cotangent of 1 of a scalar. */
  static List<Tensor> of(Tensor result, List<Tensor> from) {
    Derivation derivation = new Derivation(result, from);
    for (int i = 0; i < derivation.graph.size(); i++) {
      Operation operation = derivation.graph.operation(derivation.graph.at(i));
      if (operation instanceof Operation.Result(Primitive.Call call, int _)
          && mayRefuse(call.primitive())) {
        derivation.record();
        TRIED.get(call.primitive().getClass()).set(true);
      }
    }
    return List.of(derivation.parts);
  }

  private static boolean mayRefuse(Primitive primitive) {
    boolean isTried = TRIED.get(primitive.getClass()).get();
    return !isTried || primitive instanceof Rolled rolled && rolled.length() == Rolled.UNBOUNDED;
  }

  /** What is derived, back to what it is derived by. */
  public Graph graph() {
    return graph;
  }

  public Tensor result() {
    return result;
  }

  public List<Tensor> from() {
    return from;
  }

  /** Which of the cotangents a tensor is. */
  public int index(Tensor part) {
    return List.of(parts).indexOf(part);
  }

  int depth() {
    return result.depth() + 1;
  }

  /**
   * Records it, so that its parts are tensors as all others.
   *
   * @return whether nothing but the graph's structure had a say, and no elements
   */
  public synchronized boolean record() {
    if (!isRecorded) {
      isRecorded = true;
      Tensor one = Tensor.number(1, result.type());
      List<Tensor> bars =
          ScopedValue.where(CURRENT, this)
              .call(() -> Sweeps.vjp(graph, List.of(result), from, List.of(one)));
      for (int i = 0; i < parts.length; i++) {
        Tensor zeros = Tensor.number(0, from.get(i).type()).broadcastTo(from.get(i).shape());
        parts[i].become(bars.get(i) == null ? zeros : bars.get(i));
      }
    }
    return !dependsOnElements;
  }

  /** Called when elements are read. */
  static void elementsAreRead() {
    if (CURRENT.isBound()) {
      CURRENT.get().dependsOnElements = true;
    }
  }

  /** Whether a gradient is being recorded, whose operations are not run on the way. */
  static boolean isRecording() {
    return CURRENT.isBound();
  }
}
