package dev.cusp.io;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.writer.CsvWriter;
import dev.cusp.tensor.DType;
import dev.cusp.tensor.Shape;
import dev.cusp.tensor.ShapeException;
import dev.cusp.tensor.Tensor;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** Tables of numbers in text, {@code .csv} (RFC 4180). */
public final class Csv {
  private Csv() {}

  /**
   * Reads a file of numbers; a field with nothing in it is NaN, and empty lines are left out.
   *
   * @param hasNames whether the first line has the names of the columns
   * @throws FileFormatException if a field is no number, or a line has more or fewer than the first
   */
  public static Columns read(Path file, boolean hasNames) throws IOException {
    return read(file, hasNames, ',');
  }

  /**
   * Reads a file of numbers with another separator, such as a tabulator.
   *
   * @param hasNames whether the first line has the names of the columns
   */
  public static Columns read(Path file, boolean hasNames, char separator) throws IOException {
    return read(file, hasNames, separator, false);
  }

  /**
   * Reads a table with a line of names, of numbers and words: a column is of words where its first
   * field that is not empty is no number. Commas, semicolons or tabulators separate the fields,
   * whichever the line of names has most of.
   *
   * @throws FileFormatException if a field in a column of numbers is none, or a line has more or
   *     fewer than the first
   */
  public static Columns table(Path file) throws IOException {
    String first;
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      first = Objects.requireNonNullElse(lines.readLine(), "");
    } catch (CharacterCodingException e) {
      throw new FileFormatException(file.toString(), "it is no text in UTF-8");
    }
    char separator = ',';
    for (char other : new char[] {';', '\t'}) {
      if (count(first, other) > count(first, separator)) {
        separator = other;
      }
    }
    return read(file, true, separator, true);
  }

  private static long count(String text, char wanted) {
    return text.chars().filter(c -> c == wanted).count();
  }

  private static Columns read(Path file, boolean hasNames, char separator, boolean hasWords)
      throws IOException {
    List<String> names = List.of();
    double[] values = new double[16];
    int rows = 0;
    int columns = -1;
    Map<Integer, Words> words = new TreeMap<>();
    BitSet isKnown = new BitSet();
    try (CsvReader<CsvRecord> reader =
        CsvReader.builder()
            .fieldSeparator(separator)
            .detectBomHeader(true)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .ofCsvRecord(file)) {
      for (CsvRecord line : reader) {
        if (columns < 0) {
          columns = line.getFieldCount();
          names = hasNames ? line.getFields() : Collections.nCopies(columns, "");
          if (hasWords && Set.copyOf(names).size() < columns) {
            throw new FileFormatException(
                file.toString(), "two columns have the same name: %s", names);
          }
          if (hasNames) {
            continue;
          }
        }
        if (line.getFieldCount() != columns) {
          throw new FileFormatException(
              file.toString(),
              "line %d has %d fields, but the first one %d",
              line.getStartingLineNumber(),
              line.getFieldCount(),
              columns);
        }
        int end = Math.multiplyExact(rows + 1, columns);
        if (end > values.length) {
          values = Arrays.copyOf(values, (int) Math.min(Integer.MAX_VALUE - 8, 2L * end));
        }
        for (int i = 0; i < columns; i++) {
          if (hasWords && !isKnown.get(i) && !line.getField(i).isBlank()) {
            isKnown.set(i);
            if (!isNumber(line.getField(i).strip())) {
              words.put(i, new Words());
            }
          }
          Words own = words.get(i);
          values[end - columns + i] =
              own == null
                  ? number(file, line, i, names.get(i))
                  : own.place(line.getField(i).strip());
        }
        rows++;
      }
    } catch (CsvParseException | ArithmeticException e) {
      throw new FileFormatException(file.toString(), "%s", e.getMessage());
    }
    Shape shape = Shape.of(rows, Math.max(0, columns));
    double[] array = Arrays.copyOf(values, shape.size());
    Map<String, List<String>> sorted = new LinkedHashMap<>();
    for (Map.Entry<Integer, Words> entry : words.entrySet()) {
      sorted.put(
          names.get(entry.getKey()), entry.getValue().sorted(array, entry.getKey(), columns));
    }
    return new Columns(names, Tensor.ofData(array, shape, DType.F64), sorted);
  }

  /** The words of a column, numbered as they come. */
  private static final class Words {
    private final Map<String, Integer> places = new HashMap<>();

    double place(String word) {
      if (word.isEmpty()) {
        return Double.NaN;
      }
      places.putIfAbsent(word, places.size());
      return places.get(word);
    }

    /** The words in order; the column's numbers become their places in it. */
    List<String> sorted(double[] values, int column, int columns) {
      List<String> all = places.keySet().stream().sorted().toList();
      int[] now = new int[all.size()];
      for (int i = 0; i < now.length; i++) {
        now[places.get(all.get(i))] = i;
      }
      for (int at = column; at < values.length; at += columns) {
        values[at] = Double.isNaN(values[at]) ? Double.NaN : now[(int) values[at]];
      }
      return all;
    }
  }

  private static boolean isNumber(String field) {
    try {
      Double.parseDouble(field);
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static double number(Path file, CsvRecord line, int column, String name)
      throws FileFormatException {
    String field = line.getField(column).strip();
    try {
      return field.isEmpty() ? Double.NaN : Double.parseDouble(field);
    } catch (NumberFormatException e) {
      throw new FileFormatException(
          file.toString(),
          "line %d, column %d%s: '%s' is no number",
          line.getStartingLineNumber(),
          column + 1,
          name.isEmpty() ? "" : " (" + name + ")",
          field.length() > 40 ? field.substring(0, 40) + "..." : field);
    }
  }

  /**
   * Writes a matrix, so that it is read as the same numbers; the file is there as a whole or not at
   * all.
   *
   * @param names of the columns; none for no line of names
   */
  public static void write(Path file, List<String> names, Tensor values) throws IOException {
    if (values.shape().rank() != 2
        || !names.isEmpty() && names.size() != values.shape().length(1)) {
      throw new ShapeException(
          "a table of shape %s with %d names; it has to be [rows, columns], with as many names as"
              + " columns",
          values.shape(), names.size());
    }
    int columns = values.shape().length(1);
    Object array = values.data();
    Whole.write(
        file,
        out -> {
          Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
          @SuppressWarnings("resource") // whoever gave the stream closes it
          CsvWriter csv = CsvWriter.builder().build(text);
          if (!names.isEmpty()) {
            csv.writeRecord(names);
          }
          for (int row = 0; row < values.shape().length(0); row++) {
            List<String> fields = new ArrayList<>();
            for (int i = 0; i < columns; i++) {
              fields.add(text(values, array, row * columns + i));
            }
            csv.writeRecord(fields);
          }
          csv.flush();
          text.flush();
        });
  }

  private static String text(Tensor tensor, Object array, int at) {
    return switch (array) {
      case boolean[] bits -> bits[at] ? "1" : "0";
      case int[] ints -> Integer.toString(ints[at]);
      case long[] longs -> Long.toString(longs[at]);
      case float[] floats -> Float.toString(floats[at]);
      default ->
          Double.toString(tensor.get(at / tensor.shape().length(1), at % tensor.shape().length(1)));
    };
  }
}
