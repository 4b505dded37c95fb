package dev.cusp.tensor;

import java.util.ArrayList;
import java.util.List;

/**
 * Sums of tensors that are zero but for some pieces, as slices leave them in reverse mode: where no
 * two pieces meet, one tensor with the pieces of both.
 */
final class Assembled {
  private Assembled() {}

  /** The sum; null where it has to be computed. */
  static Operation.Assemble sum(Tensor x, Tensor y) {
    Operation.Assemble a = pieces(x);
    Operation.Assemble b = pieces(y);
    if (a == null || b == null || x.type() != y.type() || !x.shape().equals(y.shape())) {
      return null;
    }
    for (int i = 0; i < a.places().size(); i++) {
      for (int j = 0; j < b.places().size(); j++) {
        if (meet(a.places().get(i), a.inputs().get(i), b.places().get(j), b.inputs().get(j))) {
          return null;
        }
      }
    }
    List<Tensor> inputs = new ArrayList<>(a.inputs());
    inputs.addAll(b.inputs());
    List<Operation.Assemble.Place> places = new ArrayList<>(a.places());
    places.addAll(b.places());
    return new Operation.Assemble(inputs, places);
  }

  private static Operation.Assemble pieces(Tensor t) {
    boolean isKnown = t.derivation() == null && !t.isEvaluated();
    return isKnown && t.operation() instanceof Operation.Assemble pieces ? pieces : null;
  }

  /** Whether the boxes around two pieces have a place in common. */
  private static boolean meet(
      Operation.Assemble.Place a, Tensor x, Operation.Assemble.Place b, Tensor y) {
    for (int axis = 0; axis < x.shape().rank(); axis++) {
      if (last(a, x, axis) < first(b, y, axis) || last(b, y, axis) < first(a, x, axis)) {
        return false;
      }
    }
    return true;
  }

  private static int first(Operation.Assemble.Place place, Tensor piece, int axis) {
    return Math.min(place.starts().get(axis), end(place, piece, axis));
  }

  private static int last(Operation.Assemble.Place place, Tensor piece, int axis) {
    return Math.max(place.starts().get(axis), end(place, piece, axis));
  }

  private static int end(Operation.Assemble.Place place, Tensor piece, int axis) {
    return place.starts().get(axis) + place.steps().get(axis) * (piece.shape().length(axis) - 1);
  }
}
