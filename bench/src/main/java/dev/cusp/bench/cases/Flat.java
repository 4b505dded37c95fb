package dev.cusp.bench.cases;

import dev.cusp.Program;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.DoubleStream;

/** Derivatives of any shape as one list of numbers, to be compared. */
public final class Flat {
  private Flat() {}

  public static double[] of(Object derivative) {
    return stream(derivative).toArray();
  }

  private static DoubleStream stream(Object derivative) {
    return switch (derivative) {
      case Double number -> DoubleStream.of(number);
      case double[] numbers -> Arrays.stream(numbers);
      case double[][] rows -> Arrays.stream(rows).flatMapToDouble(Arrays::stream);
      case List<?> parts -> parts.stream().filter(Objects::nonNull).flatMapToDouble(Flat::stream);
      case Program.Gradients gradients -> stream(gradients.gradients());
      default -> throw new IllegalArgumentException("not a derivative: " + derivative);
    };
  }

  /** The largest {@code |x - y| / max(1, |x| + |y|)} of entries, ADBench's measure. */
  public static double distance(Object a, Object b) {
    double[] x = of(a);
    double[] y = of(b);
    if (x.length != y.length) {
      throw new IllegalArgumentException(x.length + " numbers against " + y.length);
    }
    double worst = 0;
    for (int i = 0; i < x.length; i++) {
      double distance = Math.abs(x[i] - y[i]) / Math.max(1, Math.abs(x[i]) + Math.abs(y[i]));
      if (!(distance <= worst)) {
        worst = distance; // also for NaN
      }
    }
    return worst;
  }
}
