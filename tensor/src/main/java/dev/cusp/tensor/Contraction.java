package dev.cusp.tensor;

import java.util.ArrayList;
import java.util.List;

/** Sums of products of two tensors over labelled axes. */
final class Contraction {
  private Contraction() {}

  static Tensor matmul(Tensor x, Tensor y) {
    int xs = x.shape().rank();
    int ys = y.shape().rank();
    if (xs == 2 && ys == 2) {
      return product(x, "ik", y, "kj", "ij");
    }
    Shape left = x.shape().without(List.of(xs - 2, xs - 1));
    Shape right = y.shape().without(List.of(ys - 2, ys - 1));
    Shape batch =
        left.equals(right)
            ? left
            : Shape.broadcast(
                "matmul, before the last two axes of %s and %s".formatted(x.shape(), y.shape()),
                left,
                right);
    String labels = letters(0, batch.rank());
    return product(whole(x, batch), labels + "ik", whole(y, batch), labels + "kj", labels + "ij");
  }

  /** Different labels, for axes that have none. */
  static String letters(int from, int count) {
    StringBuilder labels = new StringBuilder();
    for (int i = from; i < from + count; i++) {
      labels.append((char) ('\ue000' + i));
    }
    return labels.toString();
  }

  /** A label that a contraction has not, for an axis that its operands get besides. */
  static String another(Operation.Contract c) {
    char label = '\uf8ff';
    while ((c.xs() + c.ys()).indexOf(label) >= 0) {
      label--;
    }
    return String.valueOf(label);
  }

  /** A matrix repeated for each of a batch. */
  private static Tensor whole(Tensor x, Shape batch) {
    List<Integer> lengths = new ArrayList<>(batch.lengths());
    lengths.add(x.shape().length(-2));
    lengths.add(x.shape().length(-1));
    return x.broadcastTo(new Shape(lengths));
  }

  /**
   * The product of elements of the same labels, summed over those that the result has not. No label
   * is twice in one list, and those of the same name are of one length.
   */
  static Tensor of(Tensor x, String xs, Tensor y, String ys, String results) {
    DType type = common(x, y);
    Tensor a = summed(x.as(type.wide()), xs, ys + results);
    Tensor b = summed(y.as(type.wide()), ys, xs + results);
    return contract(a, kept(xs, ys + results), b, kept(ys, xs + results), results).as(type);
  }

  /** The same where each label is in two of the three at least. */
  private static Tensor product(Tensor x, String xs, Tensor y, String ys, String results) {
    DType type = common(x, y);
    return contract(x.as(type.wide()), xs, y.as(type.wide()), ys, results).as(type);
  }

  private static DType common(Tensor x, Tensor y) {
    return DType.common(DType.I32, DType.common(x.type(), y.type()));
  }

  static String kept(String labels, String others) {
    StringBuilder kept = new StringBuilder();
    labels.chars().filter(label -> others.indexOf(label) >= 0).forEach(kept::appendCodePoint);
    return kept.toString();
  }

  /** Summed over axes that nothing else has. */
  static Tensor summed(Tensor x, String labels, String others) {
    List<Integer> alone = new ArrayList<>();
    for (int i = 0; i < labels.length(); i++) {
      if (others.indexOf(labels.charAt(i)) < 0) {
        alone.add(i);
      }
    }
    return alone.isEmpty() ? x : x.sum(Shape.ints(alone)).as(x.type());
  }

  /** With labels that are in two of the three at least. */
  static Tensor contract(Tensor x, String xs, Tensor y, String ys, String results) {
    List<Integer> lengths = new ArrayList<>();
    for (int i = 0; i < results.length(); i++) {
      char label = results.charAt(i);
      int at = xs.indexOf(label);
      lengths.add(at >= 0 ? x.shape().length(at) : y.shape().length(ys.indexOf(label)));
    }
    Operation operation = new Operation.Contract(x, y, xs, ys, results);
    return Tensor.of(operation, new Shape(lengths), x.type());
  }
}
