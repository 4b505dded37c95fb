package dev.cusp.ad;

import dev.cusp.runtime.Tie;
import java.util.Arrays;
import java.util.Set;

/** Rows of Jacobians, with a second way for what the fast one cannot do. */
final class ArrayRows implements RowsInto {
  private final Compiled program;

  /** The compiled form for so many rows, or null where there is none. */
  private final RowsInto fast;

  /** What is captured, and a place for the array. */
  private final Object[] args;

  private final boolean looks;

  ArrayRows(Compiled program, RowsInto fast, Object[] args, boolean looks) {
    this.program = program;
    this.fast = fast;
    this.args = args;
    this.looks = looks;
  }

  @Override
  public double[] run(double[] x, double[][] rows) {
    if (fast != null) {
      try {
        double[] value = fast.run(x, rows);
        if (!looks || Finite.isFinite(rows)) {
          return value;
        }
      } catch (Tie tie) {
        // answered below
      }
      for (double[] row : rows) {
        Arrays.fill(row, 0);
      }
    }
    Object[] all = args.clone();
    int last = args.length - 1;
    all[last] = x;
    double[][] units = new double[rows.length][rows.length];
    for (int i = 0; i < units.length; i++) {
      units[i][i] = 1;
    }
    Object[][] bars = program.pulledBack(Set.of(last), all, units);
    for (int i = 0; i < rows.length; i++) {
      if (bars[i][last] instanceof double[] found) {
        System.arraycopy(found, 0, rows[i], 0, found.length);
      }
    }
    return (double[]) program.value(program.copy(all));
  }
}
