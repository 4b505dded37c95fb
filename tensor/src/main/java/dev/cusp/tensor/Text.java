package dev.cusp.tensor;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Tensors as NumPy prints them: eight digits, columns aligned, the middle of large ones left out.
 */
final class Text {
  private static final int DIGITS = 8;
  private static final int MOST = 1000;
  private static final int EDGE = 3;

  private final Tensor tensor;
  private final Object data;
  private final boolean isCut;
  private final List<String> cells = new ArrayList<>();
  private int next;

  private Text(Tensor tensor) {
    this.tensor = tensor;
    data = tensor.data();
    isCut = tensor.shape().size() > MOST;
  }

  static String of(Tensor tensor) {
    Text text = new Text(tensor);
    List<Double> shown = new ArrayList<>();
    text.collect(0, 0, shown);
    text.format(shown);
    return text.print(0);
  }

  /** The positions on an axis that are shown. */
  private List<Integer> positions(int axis) {
    int n = tensor.shape().length(axis);
    List<Integer> all = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      if (!isCut || n <= 2 * EDGE || i < EDGE || i >= n - EDGE) {
        all.add(i);
      }
    }
    return all;
  }

  private void collect(int axis, int at, List<Double> shown) {
    if (axis == tensor.shape().rank()) {
      shown.add(Tensor.number(data, at));
      return;
    }
    for (int i : positions(axis)) {
      collect(axis + 1, at * tensor.shape().length(axis) + i, shown);
    }
  }

  private void format(List<Double> shown) {
    boolean isWhole = !tensor.type().isFloating();
    List<Double> finite = shown.stream().filter(Double::isFinite).toList();
    double largest = finite.stream().mapToDouble(Math::abs).max().orElse(0);
    double least = finite.stream().mapToDouble(Math::abs).filter(x -> x > 0).min().orElse(1);
    boolean isScientific =
        !isWhole && (largest >= 1e8 || least < 1e-4 || largest / least > 1e3 * 1e5);
    int fraction = 0;
    for (double x : finite) {
      int digits = isScientific ? mantissa(x).precision() - 1 : decimal(x).scale();
      fraction = Math.max(fraction, digits);
    }
    for (double x : shown) {
      cells.add(isWhole ? whole(x) : isScientific ? scientific(x, fraction) : fixed(x, fraction));
    }
    int width = cells.stream().mapToInt(String::length).max().orElse(0);
    cells.replaceAll(cell -> " ".repeat(width - cell.length()) + cell);
  }

  private String whole(double x) {
    return tensor.type() == DType.BOOL ? (x != 0 ? "True" : "False") : String.valueOf((long) x);
  }

  /** The shortest number that is rounded to this one. */
  private BigDecimal exact(double x) {
    boolean isFloat = tensor.type() == DType.F32;
    return new BigDecimal(isFloat ? Float.toString((float) x) : Double.toString(x));
  }

  /** With eight digits after the point at most; none where there are none. */
  private BigDecimal decimal(double x) {
    BigDecimal rounded = exact(x).setScale(DIGITS, RoundingMode.HALF_EVEN);
    BigDecimal plain = rounded.stripTrailingZeros();
    return plain.scale() < 0 ? plain.setScale(0) : plain;
  }

  private String fixed(double x, int fraction) {
    if (!Double.isFinite(x)) {
      return special(x);
    }
    BigDecimal d = decimal(x);
    String sign = d.signum() == 0 && 1 / x < 0 ? "-" : "";
    String digits = sign + d.toPlainString() + (d.scale() > 0 ? "" : ".");
    return digits + " ".repeat(fraction - d.scale());
  }

  private BigDecimal mantissa(double x) {
    BigDecimal rounded = exact(x).round(new MathContext(DIGITS + 1, RoundingMode.HALF_EVEN));
    return rounded.stripTrailingZeros();
  }

  private static String scientific(double x, int fraction) {
    String text = String.format(Locale.ROOT, "%#." + fraction + "e", x);
    return Double.isFinite(x) ? text : special(x);
  }

  private static String special(double x) {
    return Double.isNaN(x) ? "nan" : x > 0 ? "inf" : "-inf";
  }

  private String print(int axis) {
    int rank = tensor.shape().rank();
    if (axis == rank) {
      return rank == 0 ? cells.get(next++).strip() : cells.get(next++);
    }
    List<Integer> positions = positions(axis);
    String between = axis == rank - 1 ? " " : "\n".repeat(rank - axis - 1) + " ".repeat(axis + 1);
    StringBuilder text = new StringBuilder("[");
    for (int i = 0; i < positions.size(); i++) {
      boolean isGap = i > 0 && positions.get(i) != positions.get(i - 1) + 1;
      text.append(i == 0 ? "" : between).append(isGap ? "..." + between : "");
      text.append(print(axis + 1));
    }
    return text.append("]").toString();
  }
}
