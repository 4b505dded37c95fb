package dev.cusp.tensor;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * An operation at arguments, with its result and cotangents as PyTorch says; {@code pytorch.txt}
 * has them, and says at its top how it is made up. The module peers writes it.
 */
record Reference(int line, String name, List<Array> inputs, Array result, List<Array> cotangents) {
  /**
   * Numbers in row-major order.
   *
   * @param isView whether the operation gets them with their axes in opposite order, and every
   *     other element of the first
   */
  record Array(DType type, int[] shape, double[] values, boolean isView) {
    Tensor tensor() {
      return Tensor.of(values).as(type).reshape(shape).evaluate();
    }

    /** What the operation gets. */
    Tensor seen(Tensor t) {
      return isView ? t.transpose().slice(0, Range.every(2)) : t;
    }
  }

  /** Element i of the cotangent of a result. */
  static double bar(int i) {
    return (7 * i % 11 - 4) / 4.0;
  }

  static List<Reference> all() {
    List<Reference> all = new ArrayList<>();
    try (var text = Objects.requireNonNull(Reference.class.getResourceAsStream("pytorch.txt"));
        var lines = new BufferedReader(new InputStreamReader(text, StandardCharsets.UTF_8))) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        read(all, number, line);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all.stream().map(Reference::complete).toList();
  }

  private static void read(List<Reference> all, int number, String line) {
    if (line.startsWith("#")) {
      return;
    }
    if (line.startsWith("case ")) {
      all.add(new Reference(number, line.substring(5), new ArrayList<>(), null, new ArrayList<>()));
      return;
    }
    String[] words = line.split(" ");
    Array array =
        new Array(
            DType.valueOf(words[1].toUpperCase(Locale.ROOT)),
            Arrays.stream(words[2].substring(1, words[2].length() - 1).split(","))
                .filter(length -> !length.isEmpty())
                .mapToInt(Integer::parseInt)
                .toArray(),
            Arrays.stream(words).skip(3).mapToDouble(Double::parseDouble).toArray(),
            words[0].equals("view"));
    Reference last = all.getLast();
    switch (words[0]) {
      case "in", "view" -> last.inputs.add(array);
      case "out" ->
          all.set(
              all.size() - 1,
              new Reference(last.line, last.name, last.inputs, array, last.cotangents));
      case "bar" -> last.cotangents.add(array);
      default -> throw new IllegalStateException("line " + number + ": " + words[0]);
    }
  }

  private static Reference complete(Reference r) {
    if (r.result == null || r.inputs.isEmpty()) {
      throw new IllegalStateException("line " + r.line + ": " + r.name + " is not complete");
    }
    return r;
  }

  @Override
  public String toString() {
    return name + inputs.stream().map(x -> x.type + Arrays.toString(x.shape)).toList() + " " + line;
  }
}
