package dev.cusp.tensor;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** Numbers as NumPy prints them. */
final class Digits {
  private static final int DIGITS = 8;

  private Digits() {}

  /** A scalar: as many digits as tell it from its neighbours. */
  static String scalar(double x, DType type) {
    double size = Math.abs(x);
    if (!Double.isFinite(x)) {
      return special(x);
    }
    if (x != 0 && (size >= 1e16 || size < 1e-4)) {
      BigDecimal d = shortest(x, type).stripTrailingZeros();
      return power(d, d.precision() - 1, 2, x).replace(".e", "e");
    }
    BigDecimal d = shortest(x, type);
    return sign(x) + d.setScale(Math.max(1, stripped(d).scale()), RoundingMode.UNNECESSARY);
  }

  /** The sign of -0, which decimal numbers do not have. */
  private static String sign(double x) {
    return x == 0 && 1 / x < 0 ? "-" : "";
  }

  /** Cells of one width: with eight digits after the point at most, none where there are none. */
  static List<String> column(List<Double> all, DType type) {
    List<Double> finite = all.stream().filter(Double::isFinite).toList();
    List<Double> sizes = finite.stream().map(Math::abs).filter(x -> x > 0).toList();
    double largest = sizes.stream().reduce(0.0, Math::max);
    double least = sizes.stream().reduce(Double.POSITIVE_INFINITY, Math::min);
    boolean isScientific =
        largest >= 1e8 || least < rounded(1e-4, type) || rounded(largest / least, type) > 1000;
    int fraction =
        finite.stream()
            .mapToInt(x -> isScientific ? mantissa(x, type) : decimal(x, type).scale())
            .max()
            .orElse(0);
    int exponent = largest >= 1e100 || least < 1e-99 ? 3 : 2;
    List<String> cells = new ArrayList<>();
    for (double x : all) {
      cells.add(
          !Double.isFinite(x)
              ? special(x)
              : isScientific
                  ? power(new BigDecimal(x), fraction, exponent, x)
                  : fixed(x, type, fraction));
    }
    int width = cells.stream().mapToInt(String::length).max().orElse(0);
    return cells.stream().map(cell -> " ".repeat(width - cell.length()) + cell).toList();
  }

  private static String fixed(double x, DType type, int fraction) {
    BigDecimal d = decimal(x, type);
    boolean isPlain = d.scale() > 0;
    String sign = d.signum() == 0 && (x < 0 || 1 / x < 0) ? "-" : "";
    return sign + d.toPlainString() + (isPlain ? "" : ".") + " ".repeat(fraction - d.scale());
  }

  /** How many digits there are after the point, in scientific notation. */
  private static int mantissa(double x, DType type) {
    BigDecimal d = shortest(x, type).round(new MathContext(DIGITS + 1, RoundingMode.HALF_EVEN));
    return d.signum() == 0 ? 0 : d.stripTrailingZeros().precision() - 1;
  }

  private static String power(BigDecimal x, int fraction, int places, double original) {
    BigDecimal d = x.round(new MathContext(fraction + 1, RoundingMode.HALF_EVEN));
    int exponent = d.signum() == 0 ? 0 : d.precision() - d.scale() - 1;
    String digits = d.abs().unscaledValue().toString();
    String padded = digits + "0".repeat(Math.max(0, fraction + 1 - digits.length()));
    String sign = d.signum() < 0 ? "-" : sign(original);
    return ("%s%s.%se%s%0" + places + "d")
        .formatted(
            sign,
            padded.charAt(0),
            padded.substring(1, fraction + 1),
            exponent < 0 ? "-" : "+",
            Math.abs(exponent));
  }

  private static BigDecimal decimal(double x, DType type) {
    return stripped(shortest(x, type).setScale(DIGITS, RoundingMode.HALF_EVEN));
  }

  private static BigDecimal stripped(BigDecimal x) {
    BigDecimal plain = x.stripTrailingZeros();
    return plain.scale() < 0 ? plain.setScale(0) : plain;
  }

  /** The shortest number that is rounded to this one. */
  private static BigDecimal shortest(double x, DType type) {
    return switch (type) {
      case BF16, F16 -> shortestHalf(x, type);
      case F32 -> new BigDecimal(Float.toString((float) x));
      default -> new BigDecimal(Double.toString(x));
    };
  }

  private static BigDecimal shortestHalf(double x, DType type) {
    BigDecimal exact = new BigDecimal(x);
    BigDecimal d = exact;
    for (int digits = 1; digits < 6; digits++) {
      d = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
      if (Halves.bits(type, d.floatValue()) == Halves.bits(type, (float) x)) {
        return d;
      }
    }
    return d;
  }

  private static double rounded(double x, DType type) {
    return switch (type) {
      case BF16, F16 -> Halves.value(type, Halves.bits(type, (float) x));
      case F32 -> (float) x;
      default -> x;
    };
  }

  private static String special(double x) {
    return Double.isNaN(x) ? "nan" : x > 0 ? "inf" : "-inf";
  }
}
