package dev.cusp.io;

import dev.cusp.tensor.DType;
import dev.cusp.tensor.Shape;
import dev.cusp.tensor.Tensor;
import dev.hardwood.InputFile;
import dev.hardwood.metadata.LogicalType;
import dev.hardwood.reader.ColumnReader;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.Validity;
import dev.hardwood.schema.ColumnSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Tables in files of Apache Parquet, by the library Hardwood. Files that are compressed by Snappy,
 * as most are, want {@code org.xerial.snappy:snappy-java} on the class path.
 */
public final class Parquet {
  private Parquet() {}

  /**
   * Reads columns of numbers: whole ones, floating ones, and true and false as 1 and 0; NaN where
   * nothing is.
   *
   * @param columns their names; none for all columns, which have to be numbers then
   * @throws FileFormatException if the file is no Parquet file, or a column is not of numbers
   */
  public static Columns read(Path file, String... columns) throws IOException {
    if (!Files.exists(file)) {
      throw new NoSuchFileException(file.toString());
    }
    try (ParquetFileReader reader = ParquetFileReader.open(new Bounded(InputFile.of(file)))) {
      List<ColumnSchema> all = reader.getFileSchema().getColumns();
      List<String> there = all.stream().map(c -> c.fieldPath().toString()).toList();
      List<String> names = columns.length == 0 ? there : List.of(columns);
      long rows = reader.getFileMetaData().numRows();
      if (rows < 0 || rows * Math.max(1, names.size()) > Integer.MAX_VALUE - 8) {
        throw new FileFormatException(
            file.toString(), "%d rows of %d columns do not fit into a tensor", rows, names.size());
      }
      double[] values = new double[(int) rows * names.size()];
      for (int i = 0; i < names.size(); i++) {
        int at = there.indexOf(names.get(i));
        if (at < 0) {
          throw new FileFormatException(
              file.toString(), "there is no column '%s', but %s", names.get(i), there);
        }
        check(file, names.get(i), all.get(at));
        int read = column(reader, all.get(at), values, i, names.size());
        if (read != rows) {
          throw new FileFormatException(
              file.toString(), "column '%s' has %d of %d rows", names.get(i), read, rows);
        }
      }
      Shape shape = Shape.of((int) rows, names.size());
      return new Columns(names, Tensor.ofData(values, shape, DType.F64));
    } catch (FileFormatException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw failure(file, e);
    }
  }

  /** What the library throws is of many kinds. */
  private static IOException failure(Path file, Exception e) {
    Throwable cause = e instanceof UncheckedIOException ? e.getCause() : e;
    FileFormatException failure =
        new FileFormatException(
            file.toString(), "cannot be read as Parquet: %s", cause.getMessage());
    failure.initCause(e);
    return failure;
  }

  private static void check(Path file, String name, ColumnSchema column)
      throws FileFormatException {
    LogicalType logical = column.logicalType();
    boolean isNumber =
        switch (column.type()) {
          case BOOLEAN, FLOAT, DOUBLE -> true;
          case INT32, INT64 -> logical == null || logical instanceof LogicalType.IntType;
          case INT96, BYTE_ARRAY, FIXED_LEN_BYTE_ARRAY -> false;
        };
    if (!isNumber || column.maxRepetitionLevel() > 0 || column.fieldPath().elements().size() > 1) {
      throw new FileFormatException(
          file.toString(),
          "column '%s' is %s%s, which is no column of numbers; name those to be read",
          name,
          column.type(),
          logical == null ? "" : " (" + logical + ")");
    }
  }

  /** Puts a column in its place, and tells how many rows it has; rows beyond are not stored. */
  private static int column(
      ParquetFileReader file, ColumnSchema column, double[] values, int place, int width) {
    int rows = values.length / width;
    int row = 0;
    try (ColumnReader reader = file.columnReader(column.columnIndex())) {
      while (reader.nextBatch()) {
        Validity validity = reader.getLeafValidity();
        int count = reader.getValueCount();
        double[] batch = numbers(reader, column, count);
        for (int i = 0; i < count; i++, row++) {
          if (row < rows) {
            values[row * width + place] = validity.isNull(i) ? Double.NaN : batch[i];
          }
        }
      }
    }
    return row;
  }

  private static double[] numbers(ColumnReader reader, ColumnSchema column, int count) {
    boolean isUnsigned =
        column.logicalType() instanceof LogicalType.IntType whole && !whole.isSigned();
    double[] values = new double[count];
    switch (column.type()) {
      case BOOLEAN -> {
        boolean[] all = reader.getBooleans();
        java.util.Arrays.setAll(values, i -> all[i] ? 1 : 0);
      }
      case INT32 -> {
        int[] all = reader.getInts();
        java.util.Arrays.setAll(values, i -> isUnsigned ? Integer.toUnsignedLong(all[i]) : all[i]);
      }
      case INT64 -> {
        long[] all = reader.getLongs();
        java.util.Arrays.setAll(values, i -> isUnsigned ? Arrow.unsigned(all[i]) : all[i]);
      }
      case FLOAT -> {
        float[] all = reader.getFloats();
        java.util.Arrays.setAll(values, i -> all[i]);
      }
      case DOUBLE -> System.arraycopy(reader.getDoubles(), 0, values, 0, count);
      default -> throw new AssertionError(column.type());
    }
    return values;
  }

  /**
   * A file of which no more is read than can be of use: where a page's size is damaged the library
   * would read the same bytes without end.
   */
  private record Bounded(InputFile file, AtomicLong taken) implements InputFile {
    /** Every byte may be read so many times, and some more in short files. */
    private static final int TIMES = 16;

    private static final int MORE = 1 << 16;

    /** What reading nothing counts for. */
    private static final int LEAST = 64;

    Bounded(InputFile file) {
      this(file, new AtomicLong());
    }

    @Override
    public ByteBuffer readRange(long offset, int length) throws IOException {
      if (taken.addAndGet(Math.max(LEAST, length)) > TIMES * length() + MORE) {
        throw new IOException("its pages lead back to where they began");
      }
      return file.readRange(offset, length);
    }

    @Override
    public void open() throws IOException {
      file.open();
    }

    @Override
    public long length() throws IOException {
      return file.length();
    }

    @Override
    public String name() {
      return file.name();
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
