package dev.cusp.io;

import dev.cusp.tensor.DType;
import dev.cusp.tensor.Tensor;
import dev.cusp.tensor.Views;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A table of numbers.
 *
 * @param names of the columns, empty texts where the file has none
 * @param values f64 of shape [rows, columns]; NaN where nothing is
 * @param words for columns of words by name: those there are, in order; the column's numbers are
 *     their places
 */
public record Columns(List<String> names, Tensor values, Map<String, List<String>> words) {
  public Columns {
    names = List.copyOf(names);
    words = Collections.unmodifiableMap(new LinkedHashMap<>(words));
  }

  /** Without columns of words. */
  public Columns(List<String> names, Tensor values) {
    this(names, values, Map.of());
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
    List<Tensor> all = Arrays.stream(wanted).map(this::column).toList();
    Map<String, List<String>> own = new LinkedHashMap<>(words);
    own.keySet().retainAll(List.of(wanted));
    return new Columns(List.of(wanted), Views.stack(1, all.toArray(Tensor[]::new)), own);
  }

  /** Each column of words as one for each word, {@code NAME=WORD}: 1 where it is, 0 elsewhere. */
  public Columns oneHot() {
    List<String> all = new ArrayList<>();
    List<Tensor> parts = new ArrayList<>();
    for (String name : names) {
      List<String> own = words.get(name);
      Tensor column = column(name);
      if (own == null) {
        all.add(name);
        parts.add(column.expandDims(1));
      } else {
        own.forEach(word -> all.add(name + "=" + word));
        parts.add(column.as(DType.I32).oneHot(own.size()).as(DType.F64));
      }
    }
    return new Columns(all, Views.concat(1, parts));
  }
}
