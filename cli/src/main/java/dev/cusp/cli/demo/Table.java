package dev.cusp.cli.demo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Columns of text: the first one begins at the left, the others end at the right. */
final class Table {
  private final List<List<String>> rows = new ArrayList<>();

  private Table(String... header) {
    rows.add(List.of(header));
  }

  static Table of(String... header) {
    return new Table(header);
  }

  /** Adds a row with one cell for each column. */
  Table row(String... cells) {
    if (cells.length != rows.getFirst().size()) {
      throw new IllegalArgumentException(
          "a row of %d cells in a table of %d columns: %s"
              .formatted(cells.length, rows.getFirst().size(), Arrays.toString(cells)));
    }
    rows.add(List.of(cells));
    return this;
  }

  /** The header, a rule, the rows. */
  Stream<String> lines() {
    int columns = rows.getFirst().size();
    var widths = new int[columns];
    for (List<String> row : rows) {
      for (int column = 0; column < columns; column++) {
        widths[column] = Math.max(widths[column], row.get(column).length());
      }
    }
    String rule = "-".repeat(Arrays.stream(widths).sum() + 2 * (columns - 1));
    Stream<String> body = rows.stream().skip(1).map(row -> line(row, widths));
    return Stream.concat(Stream.of(line(rows.getFirst(), widths), rule), body);
  }

  private static String line(List<String> row, int[] widths) {
    var line = new StringBuilder();
    for (int column = 0; column < widths.length; column++) {
      String cell = row.get(column);
      String space = " ".repeat(widths[column] - cell.length());
      line.append(column == 0 ? cell + space : "  " + space + cell);
    }
    return line.toString().stripTrailing();
  }
}
