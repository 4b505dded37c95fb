package dev.cusp.tensor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Sums of products over labelled axes. */
final class Contraction {
  private Contraction() {}

  static Tensor matmul(Tensor x, Tensor y) {
    int xs = x.shape().rank();
    int ys = y.shape().rank();
    if (xs < 2 || ys < 2 || x.shape().length(-1) != y.shape().length(-2)) {
      throw new ShapeException(
          "matmul: shapes %s and %s: the last axis of the first has to be as long as the last but"
              + " one of the second",
          x.shape(), y.shape());
    }
    Shape batch =
        Shape.broadcast(
            "matmul",
            x.shape().without(List.of(xs - 2, xs - 1)),
            y.shape().without(List.of(ys - 2, ys - 1)));
    DType type = DType.common(DType.I32, DType.common(x.type(), y.type()));
    StringBuilder labels = new StringBuilder();
    for (int i = 0; i < batch.rank(); i++) {
      labels.append((char) ('A' + i));
    }
    return contract(
        whole(x.as(type), batch),
        labels + "ik",
        whole(y.as(type), batch),
        labels + "kj",
        labels + "ij");
  }

  /** A matrix repeated for each of a batch. */
  private static Tensor whole(Tensor x, Shape batch) {
    List<Integer> lengths = new ArrayList<>(batch.lengths());
    lengths.add(x.shape().length(-2));
    lengths.add(x.shape().length(-1));
    return x.broadcastTo(new Shape(lengths));
  }

  static Tensor of(String labels, Tensor x, Tensor y) {
    String[] parts = labels.replace(" ", "").split(",|->", -1);
    if (parts.length != 3 || !labels.contains("->")) {
      throw new ShapeException("contract: %s is not of the form ik,kj->ij", labels);
    }
    DType type = DType.common(DType.I32, DType.common(x.type(), y.type()));
    Map<Character, Integer> lengths = new HashMap<>();
    check(labels, parts[0], x.shape(), lengths, x.shape(), y.shape());
    check(labels, parts[1], y.shape(), lengths, x.shape(), y.shape());
    for (char label : parts[2].toCharArray()) {
      if (!lengths.containsKey(label) || parts[2].indexOf(label) != parts[2].lastIndexOf(label)) {
        throw new ShapeException(
            "contract %s: no axis, or two, for label '%s' of the result", labels, label);
      }
    }
    Tensor a = summed(x.as(type), parts[0], parts[1] + parts[2]);
    Tensor b = summed(y.as(type), parts[1], parts[0] + parts[2]);
    return contract(
        a, kept(parts[0], parts[1] + parts[2]), b, kept(parts[1], parts[0] + parts[2]), parts[2]);
  }

  private static void check(
      String all, String labels, Shape shape, Map<Character, Integer> lengths, Shape x, Shape y) {
    if (labels.length() != shape.rank() || labels.chars().distinct().count() != labels.length()) {
      throw new ShapeException(
          "contract %s: '%s' does not name each axis of %s once", all, labels, shape);
    }
    for (int i = 0; i < labels.length(); i++) {
      Integer known = lengths.putIfAbsent(labels.charAt(i), shape.length(i));
      if (known != null && known != shape.length(i)) {
        throw new ShapeException(
            "contract %s: axis '%s' is %d in %s but %d in %s",
            all, labels.charAt(i), known, x, shape.length(i), y);
      }
    }
  }

  private static String kept(String labels, String others) {
    StringBuilder kept = new StringBuilder();
    for (char label : labels.toCharArray()) {
      if (others.indexOf(label) >= 0) {
        kept.append(label);
      }
    }
    return kept.toString();
  }

  /** Summed over axes that nothing else has. */
  private static Tensor summed(Tensor x, String labels, String others) {
    List<Integer> alone = new ArrayList<>();
    for (int i = 0; i < labels.length(); i++) {
      if (others.indexOf(labels.charAt(i)) < 0) {
        alone.add(i);
      }
    }
    return alone.isEmpty() ? x : x.sum(alone.stream().mapToInt(i -> i).toArray());
  }

  /** With labels that are in two of the three at least. */
  static Tensor contract(Tensor x, String xs, Tensor y, String ys, String results) {
    List<Integer> lengths = new ArrayList<>();
    for (char label : results.toCharArray()) {
      int at = xs.indexOf(label);
      lengths.add(at >= 0 ? x.shape().length(at) : y.shape().length(ys.indexOf(label)));
    }
    Operation operation = new Operation.Contract(x, y, xs, ys, results);
    return Tensor.of(operation, new Shape(lengths), x.type());
  }
}
