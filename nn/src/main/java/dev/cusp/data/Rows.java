package dev.cusp.data;

import dev.cusp.io.Columns;
import dev.cusp.tensor.DType;
import dev.cusp.tensor.Key;
import dev.cusp.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Examples that are rows of tensors, such as those of a table.
 *
 * @param x the inputs; the first axis counts the examples
 * @param y what is wanted of each, with the same first axis
 * @param classes what the classes are called; empty where there are none
 */
public record Rows(Tensor x, Tensor y, List<String> classes) implements Dataset {
  public Rows {
    classes = List.copyOf(classes);
    if (x.shape().rank() == 0
        || y.shape().rank() == 0
        || x.shape().length(0) != y.shape().length(0)) {
      throw new IllegalArgumentException(
          "inputs of shape %s and labels of shape %s are not of the same number of examples"
              .formatted(x.shape(), y.shape()));
    }
  }

  /**
   * The rows of a table with a class each: inputs are its columns as f32, words as {@link
   * Columns#oneHot}, but for one, whose words, or different numbers in order, are the classes.
   *
   * @throws IllegalArgumentException if there is no such column, or a row has nothing in it
   */
  public static Rows of(Columns table, String label) {
    double[] labels = labels(table, label).toDoubles();
    List<String> words = table.words().get(label);
    double[] all =
        words == null
            ? Arrays.stream(labels).distinct().sorted().toArray()
            : IntStream.range(0, words.size()).asDoubleStream().toArray();
    int[] y = Arrays.stream(labels).mapToInt(value -> Arrays.binarySearch(all, value)).toArray();
    List<String> classes = words == null ? Arrays.stream(all).mapToObj(Rows::name).toList() : words;
    return new Rows(inputs(table, label), Tensor.of(y), classes);
  }

  /**
   * The rows of a table with a number each: inputs as in {@link #of}, and labels of shape [rows, 1]
   * as f32.
   *
   * @throws IllegalArgumentException if there is no such column, a row has nothing in it, or it is
   *     of words
   */
  public static Rows numbers(Columns table, String label) {
    if (table.words().containsKey(label)) {
      throw new IllegalArgumentException(
          "'%s' is of words, such as %s, not of numbers"
              .formatted(label, table.words().get(label).getFirst()));
    }
    Tensor y = labels(table, label).expandDims(1).as(DType.F32);
    return new Rows(inputs(table, label), y, List.of());
  }

  private static Tensor labels(Columns table, String label) {
    Tensor column = table.column(label);
    double[] labels = column.toDoubles();
    for (int i = 0; i < labels.length; i++) {
      if (Double.isNaN(labels[i])) {
        throw new IllegalArgumentException("row %d has no '%s'".formatted(i, label));
      }
    }
    return column;
  }

  private static Tensor inputs(Columns table, String label) {
    String[] names =
        table.names().stream().filter(name -> !name.equals(label)).toArray(String[]::new);
    return table.select(names).oneHot().values().as(DType.F32);
  }

  private static String name(double label) {
    return label == Math.rint(label) && Math.abs(label) < 1e15
        ? Long.toString((long) label)
        : Double.toString(label);
  }

  @Override
  public int size() {
    return x.shape().length(0);
  }

  @Override
  public Batch batch(int[] which, Key key) {
    Tensor rows = Tensor.of(which);
    return new Batch(x.take(rows), y.take(rows));
  }
}
