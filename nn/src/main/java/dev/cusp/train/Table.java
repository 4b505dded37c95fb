package dev.cusp.train;

import dev.cusp.tensor.DType;
import dev.cusp.tensor.Shape;
import dev.cusp.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rows of numbers under names; rows are only added. The first row tells the names. */
public final class Table {
  private final List<String> columns = new ArrayList<>();
  private final List<double[]> rows = new ArrayList<>();

  /** What the columns are called; empty before the first row. */
  public List<String> columns() {
    return Collections.unmodifiableList(columns);
  }

  public int size() {
    return rows.size();
  }

  /** Adds a row. */
  public void add(Map<String, Double> row) {
    if (columns.isEmpty()) {
      columns.addAll(row.keySet());
    }
    if (!row.keySet().equals(java.util.Set.copyOf(columns))) {
      throw new IllegalArgumentException(
          "a row with %s in a table with %s".formatted(row.keySet(), columns));
    }
    rows.add(columns.stream().mapToDouble(row::get).toArray());
  }

  /** A row, as it was added. */
  public Map<String, Double> row(int number) {
    Map<String, Double> row = new LinkedHashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      row.put(columns.get(i), rows.get(number)[i]);
    }
    return row;
  }

  /** The numbers of a column, from the first row to the last. */
  public double[] column(String name) {
    int at = columns.indexOf(name);
    if (at < 0 && !columns.isEmpty()) {
      throw new IllegalArgumentException("there is no column '%s' in %s".formatted(name, columns));
    }
    return rows.stream().mapToDouble(row -> row[at]).toArray();
  }

  /** The number in the last row. */
  public double last(String name) {
    double[] column = column(name);
    if (column.length == 0) {
      throw new IllegalStateException("there is no row yet, so no last '%s'".formatted(name));
    }
    return column[column.length - 1];
  }

  /**
   * A head and a line for each row; numbers as {@link Double#toString}, whole ones without point.
   */
  public String csv() {
    StringBuilder text = new StringBuilder(String.join(",", columns)).append('\n');
    for (double[] row : rows) {
      text.append(String.join(",", Arrays.stream(row).mapToObj(Table::text).toList())).append('\n');
    }
    return text.toString();
  }

  private static String text(double value) {
    boolean isWhole = value == Math.rint(value) && Math.abs(value) < 1e15;
    return isWhole ? Long.toString((long) value) : Double.toString(value);
  }

  Tensor numbers() {
    double[] all = rows.stream().flatMapToDouble(Arrays::stream).toArray();
    return Tensor.ofData(all, Shape.of(rows.size(), columns.size()), DType.F64);
  }

  static Table of(List<String> columns, Tensor numbers) {
    Table table = new Table();
    table.columns.addAll(columns);
    double[] all = numbers.toDoubles();
    int width = columns.size();
    for (int i = 0; i < numbers.shape().length(0); i++) {
      table.rows.add(Arrays.copyOfRange(all, i * width, (i + 1) * width));
    }
    return table;
  }
}
