package dev.cusp.nn;

import dev.cusp.tensor.Leaves;
import dev.cusp.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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

  /**
   * A model's layers as a table, one line for each that is made of no others: what it is, the shape
   * of its result for inputs like a sample, and how many numbers are trained in it. Nothing is
   * computed.
   *
   * @param sample such as {@code Tensor.zeros(DType.F32, 1, 28, 28, 1)}
   */
  public static String layers(Layer model, Tensor sample) {
    Pass pass = Pass.inference();
    Tensor result = pass.through("model", model, sample);
    List<String> paths = new ArrayList<>(pass.watched().keySet());
    List<List<String>> table = new ArrayList<>();
    table.add(List.of("input", "", sample.type() + " " + sample.shape(), ""));
    for (String path : paths) {
      if (paths.stream().anyMatch(other -> other.startsWith(path + "."))) {
        continue;
      }
      Object layer = part(model, path);
      Tensor y = pass.watched().get(path);
      table.add(
          List.of(
              path.equals("model") ? "" : path.substring("model.".length()),
              layer instanceof Layer.Function f ? f.name() : layer.getClass().getSimpleName(),
              y.type() + " " + y.shape(),
              String.format(Locale.ROOT, "%,d", of(layer).parameters())));
    }
    table.add(
        List.of(
            "result",
            "",
            result.type() + " " + result.shape(),
            String.format(Locale.ROOT, "%,d", of(model).parameters())));
    return aligned(table);
  }

  /** What is at a path that begins with "model". */
  private static Object part(Object model, String path) {
    Object part = model;
    String[] names = path.split("\\.");
    for (int i = 1; i < names.length; i++) {
      String name = names[i];
      part =
          switch (part) {
            case List<?> list -> list.get(Integer.parseInt(name));
            case Map<?, ?> map -> map.get(name);
            case Record r -> Components.of(r).get(name);
            default -> throw new IllegalStateException("nothing has the path " + path);
          };
    }
    return part;
  }

  /** Columns beside each other, the last one to the right. */
  private static String aligned(List<List<String>> table) {
    int[] widths = new int[table.getFirst().size()];
    table.forEach(row -> Arrays.setAll(widths, i -> Math.max(widths[i], row.get(i).length())));
    StringBuilder text = new StringBuilder();
    for (List<String> row : table) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        String pad = " ".repeat(widths[i] - row.get(i).length());
        line.append(i == widths.length - 1 ? pad + row.get(i) : row.get(i) + pad + "  ");
      }
      text.append(line.toString().stripTrailing()).append(System.lineSeparator());
    }
    return text.toString().stripTrailing();
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
