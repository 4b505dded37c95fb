package dev.cusp.cli.train;

import dev.cusp.cli.Failure;
import dev.cusp.io.Arrow;
import dev.cusp.io.Columns;
import dev.cusp.io.Csv;
import dev.cusp.io.Parquet;
import dev.cusp.tensor.DType;
import dev.cusp.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** A table that was read from a file. */
record TableFile(Columns columns) {
  private static final List<String> ENDINGS =
      List.of(".csv", ".tsv", ".parquet", ".arrow", ".feather");

  /** Whether a file is called like a table. */
  static boolean isTable(String file) {
    return ENDINGS.stream().anyMatch(file.toLowerCase(Locale.ROOT)::endsWith);
  }

  private static Columns read(String name) throws IOException {
    Path file = Path.of(name);
    String lower = name.toLowerCase(Locale.ROOT);
    if (!isTable(name) || !Files.isRegularFile(file)) {
      throw Failure.wrongUse(
          "there is no table '%s'; tables are files %s".formatted(name, ENDINGS));
    }
    if (lower.endsWith(".parquet")) {
      return Parquet.read(file);
    }
    return lower.endsWith(".csv") || lower.endsWith(".tsv") ? Csv.table(file) : Arrow.read(file);
  }

  /** The rows to learn from, which are those with something in every column. */
  static TableFile read(String name, String target, Consumer<String> progress) throws IOException {
    Columns all = read(name);
    if (!all.names().contains(target)) {
      throw Failure.wrongUse(
          "%s: there is no column '%s'; there are %s".formatted(name, target, all.names()));
    }
    if (all.names().size() == 1) {
      throw Failure.wrongUse(
          "%s: there is no other column than '%s' to tell it from".formatted(name, target));
    }
    int rows = all.values().shape().length(0);
    int[] whole = IntStream.range(0, rows).filter(row -> missing(all, row) == null).toArray();
    if (whole.length < 2) {
      throw Failure.wrongUse(
          "%s: of %d rows %d have something in every column, too few to learn and to test"
              .formatted(name, rows, whole.length));
    }
    if (whole.length == rows) {
      return new TableFile(all);
    }
    progress.accept(
        "%s: %,d of %,d rows are left out, as a column of theirs is empty"
            .formatted(name, rows - whole.length, rows));
    Tensor kept = all.values().take(Tensor.of(whole));
    return new TableFile(new Columns(all.names(), kept, all.words()));
  }

  /** Which column of a row is empty; null for none. */
  private static String missing(Columns table, int row) {
    for (int i = 0; i < table.names().size(); i++) {
      if (Double.isNaN(table.values().get(row, i))) {
        return table.names().get(i);
      }
    }
    return null;
  }

  /** What a network has to know of its inputs: their names, and the words of those of words. */
  String inputs(String target) {
    Map<String, List<String>> all = new LinkedHashMap<>();
    for (String name : columns.names()) {
      if (!name.equals(target)) {
        all.put(name, columns.words().getOrDefault(name, List.of()));
      }
    }
    return JsonMapper.shared().writeValueAsString(all);
  }

  /**
   * The rows of another file as inputs.
   *
   * @param network the file that has the network
   * @param inputs what {@link #inputs} gave
   */
  static Tensor rows(String name, Path network, String inputs) throws IOException {
    Map<String, List<String>> wanted;
    try {
      wanted = JsonMapper.shared().readValue(inputs, new TypeReference<>() {});
    } catch (JacksonException e) {
      throw new IOException(network + ": what it says of its columns is wrong", e);
    }
    Columns all = read(name);
    for (String column : wanted.keySet()) {
      if (!all.names().contains(column)) {
        throw Failure.wrongUse(
            "%s: there is no column '%s', which the network wants; it learned from %s"
                .formatted(name, column, wanted.keySet()));
      }
    }
    Columns table = all.select(wanted.keySet().toArray(String[]::new));
    int rows = table.values().shape().length(0);
    double[] values = table.values().toDoubles();
    Map<String, List<String>> words = new LinkedHashMap<>();
    for (int i = 0; i < values.length; i++) {
      String column = table.names().get(i % wanted.size());
      int row = i / wanted.size() + 1;
      if (Double.isNaN(values[i])) {
        throw Failure.wrongUse(
            "%s: row %d has nothing in column '%s'".formatted(name, row, column));
      }
      List<String> own = table.words().get(column);
      List<String> known = wanted.get(column);
      if (own == null != known.isEmpty()) {
        throw Failure.wrongUse(
            "%s: column '%s' is of %s, but the network learned from %s"
                .formatted(
                    name,
                    column,
                    own == null ? "numbers" : "words",
                    own == null ? "words: " + known : "numbers"));
      }
      if (own != null) {
        String word = own.get((int) values[i]);
        values[i] = known.indexOf(word);
        words.put(column, known);
        if (values[i] < 0) {
          throw Failure.wrongUse(
              "%s: row %d has '%s' in column '%s', where the network knows %s"
                  .formatted(name, row, word, column, known));
        }
      }
    }
    Tensor known = Tensor.of(values).reshape(rows, wanted.size());
    return new Columns(table.names(), known, words).oneHot().values().as(DType.F32);
  }
}
