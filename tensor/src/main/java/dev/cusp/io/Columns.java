package dev.cusp.io;

import dev.cusp.tensor.Tensor;
import java.util.List;

/**
 * A table of numbers.
 *
 * @param names of the columns, empty texts where the file has none
 * @param values f64 of shape [rows, columns]; NaN where nothing is
 */
public record Columns(List<String> names, Tensor values) {
  public Columns {
    names = List.copyOf(names);
  }

  /**
   * One column.
   *
   * @throws IllegalArgumentException if there is none of this name
   */
  public Tensor column(String name) {
    int at = names.indexOf(name);
    if (at < 0) {
      throw new IllegalArgumentException("no column '%s'; there are %s".formatted(name, names));
    }
    return values.at(1, at);
  }

  /** Some of the columns, in another order if need be. */
  public Columns select(String... wanted) {
    List<Tensor> all = java.util.Arrays.stream(wanted).map(this::column).toList();
    return new Columns(List.of(wanted), dev.cusp.tensor.Views.stack(1, all.toArray(Tensor[]::new)));
  }
}
