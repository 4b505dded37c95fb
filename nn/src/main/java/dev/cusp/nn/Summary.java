package dev.cusp.nn;

import dev.cusp.tensor.Leaves;
import dev.cusp.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A model as a table: its parameters, their shapes, and how many numbers they hold. */
public record Summary(List<Row> rows, long parameters, long others) {
  /** A tensor of the model. */
  public record Row(String path, String shape, long size, boolean isTrained) {}

  /** The table of a record, list or map of tensors. */
  public static Summary of(Object model) {
    Set<Tensor> trained = Collections.newSetFromMap(new IdentityHashMap<>());
    trained.addAll(Leaves.of(model));
    List<Row> rows = new ArrayList<>();
    Leaves.every(
        model,
        (path, t) -> {
          String shape = t.type() + " " + t.shape();
          rows.add(new Row(path, shape, t.shape().size(), trained.contains(t)));
          return t;
        });
    long own = rows.stream().filter(Row::isTrained).mapToLong(Row::size).sum();
    long all = rows.stream().mapToLong(Row::size).sum();
    return new Summary(rows, own, all - own);
  }

  @Override
  public String toString() {
    int path = rows.stream().mapToInt(row -> row.path().length()).max().orElse(0);
    int shape = rows.stream().mapToInt(row -> row.shape().length()).max().orElse(0);
    StringBuilder text = new StringBuilder();
    String format = "%-" + Math.max(path, 1) + "s  %-" + Math.max(shape, 1) + "s  %,12d%s%n";
    for (Row row : rows) {
      String note = row.isTrained() ? "" : "  not trained";
      text.append(String.format(Locale.ROOT, format, row.path(), row.shape(), row.size(), note));
    }
    text.append(String.format(Locale.ROOT, "%,d parameters", parameters));
    if (others > 0) {
      text.append(String.format(Locale.ROOT, ", %,d other numbers", others));
    }
    return text.toString();
  }
}
