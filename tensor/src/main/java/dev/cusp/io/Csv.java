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
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

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
    List<String> names = List.of();
    double[] values = new double[16];
    int rows = 0;
    int columns = -1;
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
          values[end - columns + i] = number(file, line, i, names.get(i));
        }
        rows++;
      }
    } catch (CsvParseException | ArithmeticException e) {
      throw new FileFormatException(file.toString(), "%s", e.getMessage());
    }
    Shape shape = Shape.of(rows, Math.max(0, columns));
    Object array = Arrays.copyOf(values, shape.size());
    return new Columns(names, Tensor.ofData(array, shape, DType.F64));
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
