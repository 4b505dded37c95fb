package dev.cusp.tensor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A sum of products in Einstein's notation; operands are multiplied from left to right. */
final class Einsum {
  private final String text;
  private final List<Tensor> operands = new ArrayList<>();
  private final List<String> labels = new ArrayList<>();
  private final String results;

  /** Reads and checks the labels. */
  Einsum(String text, List<Tensor> tensors) {
    this.text = text;
    String[] sides = text.replace(" ", "").split("->", -1);
    String[] parts = sides[0].split(",", -1);
    if (sides.length > 2 || parts.length != tensors.size()) {
      throw new ShapeException(
          "contract: %s is not of the form ik,kj->ij for %d tensors", text, tensors.size());
    }
    int points = 0;
    for (int i = 0; i < parts.length; i++) {
      points = Math.max(points, tensors.get(i).shape().rank() - named(parts[i]).length());
    }
    for (int i = 0; i < parts.length; i++) {
      operand(tensors.get(i), parts[i], points);
    }
    checkLengths();
    results =
        sides.length == 2
            ? sides[1].replace("...", Contraction.letters(0, points))
            : Contraction.letters(0, points) + once();
    for (char label : results.toCharArray()) {
      boolean isTwice = results.indexOf(label) != results.lastIndexOf(label);
      if (isTwice || labels.stream().noneMatch(all -> all.indexOf(label) >= 0)) {
        throw new ShapeException(
            "contract %s: no axis, or two, for label '%s' of the result", text, label);
      }
    }
  }

  private static String named(String part) {
    return part.replace("...", "");
  }

  /** Takes an operand, its points as labels counted from the right, its diagonals taken. */
  private void operand(Tensor tensor, String part, int points) {
    int hidden = tensor.shape().rank() - named(part).length();
    boolean hasPoints = part.contains("...");
    if (hidden < 0 || hidden > 0 && !hasPoints || !named(part).chars().allMatch(Einsum::isLabel)) {
      throw new ShapeException(
          "contract %s: '%s' does not name each axis of %s", text, part, tensor.shape());
    }
    String all = part.replace("...", Contraction.letters(points - hidden, hidden));
    Tensor x = tensor;
    for (int i = 0; i < all.length(); i++) {
      int again = all.indexOf(all.charAt(i), i + 1);
      while (again >= 0) {
        checkDiagonal(tensor, all.charAt(i), x.shape().length(i), x.shape().length(again));
        x = x.diagonal(0, i, again).moveAxis(-1, i);
        all = all.substring(0, again) + all.substring(again + 1);
        again = all.indexOf(all.charAt(i), i + 1);
      }
    }
    operands.add(x);
    labels.add(all);
  }

  private static boolean isLabel(int label) {
    return Character.isLetter(label);
  }

  private void checkDiagonal(Tensor tensor, char label, int length, int other) {
    if (length != other) {
      throw new ShapeException(
          "contract %s: axis '%s' is %d and %d in %s", text, label, length, other, tensor.shape());
    }
  }

  /** Equal labels have one length; axes of length 1 that points stand for are left out. */
  private void checkLengths() {
    Map<Character, Integer> lengths = new HashMap<>();
    Map<Character, Shape> first = new HashMap<>();
    for (int k = 0; k < operands.size(); k++) {
      for (int i = 0; i < labels.get(k).length(); i++) {
        char label = labels.get(k).charAt(i);
        int length = operands.get(k).shape().length(i);
        Integer known = lengths.get(label);
        boolean isOpen = known == null || known == 1 && !isLabel(label);
        if (isOpen) {
          lengths.put(label, length);
          first.put(label, operands.get(k).shape());
        } else if (known != length && (length != 1 || isLabel(label))) {
          throw new ShapeException(
              "contract %s: axis '%s' is %d in %s but %d in %s",
              text,
              isLabel(label) ? label : "...",
              known,
              first.get(label),
              length,
              operands.get(k).shape());
        }
      }
    }
    for (int k = 0; k < operands.size(); k++) {
      for (int i = labels.get(k).length() - 1; i >= 0; i--) {
        char label = labels.get(k).charAt(i);
        if (!isLabel(label) && operands.get(k).shape().length(i) != lengths.get(label)) {
          operands.set(k, operands.get(k).squeeze(i));
          labels.set(k, new StringBuilder(labels.get(k)).deleteCharAt(i).toString());
        }
      }
    }
  }

  /** The labels that occur once, in order. */
  private String once() {
    Map<Character, Integer> counts = new TreeMap<>();
    String.join("", labels)
        .chars()
        .filter(Einsum::isLabel)
        .forEach(label -> counts.merge((char) label, 1, Integer::sum));
    StringBuilder once = new StringBuilder();
    counts.forEach((label, count) -> once.append(count == 1 ? label.toString() : ""));
    return once.toString();
  }

  Tensor result() {
    Tensor x = operands.getFirst();
    String xs = labels.getFirst();
    for (int k = 1; k < operands.size(); k++) {
      boolean isLast = k == operands.size() - 1;
      String later = results + String.join("", labels.subList(k + 1, labels.size()));
      String both = xs + Contraction.kept(labels.get(k), unlike(labels.get(k), xs));
      String kept = isLast ? results : Contraction.kept(both, later);
      x = Contraction.of(x, xs, operands.get(k), labels.get(k), kept);
      xs = kept;
    }
    Tensor summed = Contraction.summed(x, xs, results);
    String left = Contraction.kept(xs, results);
    return summed.permute(results.chars().map(left::indexOf).toArray());
  }

  private static String unlike(String labels, String others) {
    StringBuilder unlike = new StringBuilder();
    labels.chars().filter(label -> others.indexOf(label) < 0).forEach(unlike::appendCodePoint);
    return unlike.toString();
  }
}
