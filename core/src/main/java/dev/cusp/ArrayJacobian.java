package dev.cusp;

import dev.cusp.ad.Compiled;
import dev.cusp.ad.RowsInto;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** The Jacobian of a function of one array and captured variables. */
final class ArrayJacobian implements JacobianInto {
  private final Compiled compiled;
  private final List<Object> captured;

  /** What was made for each number of rows. */
  private final AtomicReferenceArray<RowsInto> known =
      new AtomicReferenceArray<>(Directions.WIDTH + 1);

  ArrayJacobian(Compiled compiled, List<Object> captured) {
    this.compiled = compiled;
    this.captured = captured;
  }

  private Directions directions(double[] x) {
    return new Directions(compiled, new int[] {captured.size()}, args(x));
  }

  private Object[] args(double[] x) {
    Object[] args = captured.toArray(new Object[captured.size() + 1]);
    args[captured.size()] = x;
    return args;
  }

  @Override
  public double[] rows(double[] x, double[][] rows) {
    for (double[] row : rows) {
      requireLength("a row", row.length, "x", x.length);
    }
    double[] value = rows.length <= Directions.WIDTH ? few(x, rows) : value(x);
    requireLength("rows", rows.length, "the result", value.length);
    if (rows.length > Directions.WIDTH) {
      for (double[] row : rows) {
        Arrays.fill(row, 0);
      }
      directions(x)
          .reverse(
              value,
              rows.length,
              (i, bars) -> {
                if (bars[captured.size()] instanceof double[] row) {
                  System.arraycopy(row, 0, rows[i], 0, row.length);
                }
              });
    }
    return value;
  }

  private double[] few(double[] x, double[][] rows) {
    try {
      RowsInto fast = known.get(rows.length);
      if (fast == null) {
        fast = compiled.rowsInto(captured, rows.length);
        known.set(rows.length, fast);
      }
      return fast.run(x, rows);
    } catch (IndexOutOfBoundsException e) {
      requireLength("rows", rows.length, "the result", value(x).length);
      throw e; // the program's own
    }
  }

  private double[] value(double[] x) {
    return (double[]) compiled.value(compiled.copy(args(x)));
  }

  @Override
  public double[] columns(double[] x, double[][] columns) {
    requireLength("columns", columns.length, "x", x.length);
    double[][] result = {null};
    directions(x)
        .forward(
            columns,
            (k, value, tangents) -> {
              result[0] = (double[]) value;
              for (int w = 0; w < tangents.length; w++) {
                requireLength("a column", columns[k + w].length, "the result", result[0].length);
                if (tangents[w] == null) {
                  Arrays.fill(columns[k + w], 0);
                } else if (tangents[w] != columns[k + w]) {
                  System.arraycopy(tangents[w], 0, columns[k + w], 0, columns[k + w].length);
                }
              }
            });
    return result[0] == null ? value(x) : result[0];
  }

  private static void requireLength(String what, int length, String like, int wanted) {
    if (length != wanted) {
      throw new IllegalArgumentException(
          "%s of length %d for %s of length %d".formatted(what, length, like, wanted));
    }
  }
}
