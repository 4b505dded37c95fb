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
   * The rows of a table: inputs are its columns as f32, but for one, whose different numbers, in
   * order, are the classes.
   *
   * @throws IllegalArgumentException if there is no such column, or a row has no number in it
   */
  public static Rows of(Columns table, String label) {
    double[] labels = table.column(label).toDoubles();
    double[] all = Arrays.stream(labels).distinct().sorted().toArray();
    int missing =
        IntStream.range(0, labels.length)
            .filter(i -> Double.isNaN(labels[i]))
            .findFirst()
            .orElse(-1);
    if (missing >= 0) {
      throw new IllegalArgumentException("row %d has no '%s'".formatted(missing, label));
    }
    String[] inputs =
        table.names().stream().filter(name -> !name.equals(label)).toArray(String[]::new);
    int[] y = Arrays.stream(labels).mapToInt(value -> Arrays.binarySearch(all, value)).toArray();
    return new Rows(
        table.select(inputs).values().as(DType.F32),
        Tensor.of(y),
        Arrays.stream(all).mapToObj(Rows::name).toList());
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
