package dev.cusp.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Results and cotangents are PyTorch's. */
final class ReferenceTest {
  static List<Reference> all() {
    return Reference.all();
  }

  @Test
  void everyOperationHasReferences() {
    TreeSet<String> named = new TreeSet<>();
    all().forEach(r -> named.add(r.name()));
    assertThat(new TreeSet<>(ReferenceOperations.all().keySet())).isEqualTo(named);
  }

  @ParameterizedTest
  @MethodSource("all")
  void resultsAreThose(Reference r) {
    Tensor y = f(r).apply(seen(r, tensors(r)));
    assertThat(lengths(y)).isEqualTo(r.result().shape());
    DType type = y.type() == DType.I64 ? DType.I32 : y.type(); // the file has one type of ints
    assertThat(type).isEqualTo(r.result().type());
    compare(r, y, r.result(), false);
  }

  /** Not those of ints, bools and conditions, which have none. */
  static List<Reference> differentiable() {
    return all().stream().filter(r -> !r.cotangents().isEmpty()).toList();
  }

  @ParameterizedTest
  @MethodSource("differentiable")
  void cotangentsAreThose(Reference r) {
    var vjp = Gradients.<List<Tensor>, Tensor>vjp(xs -> f(r).apply(seen(r, xs)), tensors(r));
    List<Tensor> bars = Leaves.of(vjp.pullback().apply(bar(vjp.value())));
    for (int i = 0; i < bars.size(); i++) {
      assertThat(bars.get(i).type()).isEqualTo(r.cotangents().get(i).type());
      compare(r, bars.get(i), r.cotangents().get(i), true);
    }
  }

  private static Function<List<Tensor>, Tensor> f(Reference r) {
    return ReferenceOperations.all().get(r.name());
  }

  private static List<Tensor> tensors(Reference r) {
    return r.inputs().stream().map(Reference.Array::tensor).toList();
  }

  private static List<Tensor> seen(Reference r, List<Tensor> tensors) {
    List<Tensor> seen = new ArrayList<>();
    for (int i = 0; i < tensors.size(); i++) {
      seen.add(r.inputs().get(i).seen(tensors.get(i)));
    }
    return seen;
  }

  private static Tensor bar(Tensor y) {
    double[] bars = new double[y.shape().size()];
    Arrays.setAll(bars, Reference::bar);
    return Tensor.of(bars).as(y.type()).reshape(lengths(y));
  }

  private static int[] lengths(Tensor t) {
    return t.shape().lengths().stream().mapToInt(i -> i).toArray();
  }

  /**
   * Both round as the type does, but add in different orders and take functions from different
   * libraries. That is worth some units in the last place of the result; where there are sums, of
   * the largest number about. Below the least normal number PyTorch may give 0.
   */
  private static void compare(Reference r, Tensor actual, Reference.Array expected, boolean isBar) {
    boolean isSingle = r.inputs().stream().anyMatch(x -> x.type() == DType.F32);
    double unit = isSingle ? 0x1p-23 : 0x1p-52;
    double scale = ReferenceOperations.isExact(r.name()) && !isBar ? 0 : largest(expected.values());
    double least = isSingle ? Float.MIN_NORMAL : Double.MIN_NORMAL;
    double[] values = actual.toDoubles();
    assertThat(values).hasSameSizeAs(expected.values());
    for (int i = 0; i < values.length; i++) {
      double e = expected.values()[i];
      double a = values[i];
      boolean isSame = Double.compare(e, a) == 0 || isBar && e == a;
      boolean isNear = Math.abs(e - a) <= 32 * unit * Math.max(Math.abs(e), scale) + least;
      boolean hasLostItsSign = scale == 0 && e == 0 && a == 0 && !isSame;
      assertThat(isSame || isNear && !hasLostItsSign || isKnown(r, i, a, e, isBar))
          .as("element %d is %s, and PyTorch's %s", i, a, e)
          .isTrue();
    }
  }

  private static double largest(double[] values) {
    return Arrays.stream(values).filter(Double::isFinite).map(Math::abs).reduce(1, Math::max);
  }

  /** Where Cusp does otherwise, and means it. */
  private static boolean isKnown(
      Reference r, int i, double actual, double expected, boolean isBar) {
    double[] at =
        r.inputs().stream()
            .filter(x -> x.values().length == r.result().values().length)
            .mapToDouble(x -> x.values()[i])
            .toArray();
    if (isBar && Arrays.stream(at).anyMatch(Double::isNaN)) {
      return true; // the derivative at NaN is no number, whatever a kernel makes of it
    }
    boolean isInfinite = Arrays.stream(at).anyMatch(Double::isInfinite);
    return switch (r.name()) {
      case "signum" -> Double.isNaN(at[0]) || at[0] == 0; // NaN and -0.0 stay; PyTorch's is 0
      case "pow" -> // 1 to any power is NaN in Java and 1 in C; limits at infinity; none at 0, 0
          isBar
              ? isInfinite || at[0] == 0 && at[1] == 0
              : Math.abs(at[0]) == 1 && !Double.isFinite(at[1]);
      // -0.0 is less than 0.0, as in Java
      case "minimum", "maximum" -> !isBar && at[0] == 0 && at[1] == 0;
      case "atan2", "hypot" -> // limits at infinity; at the origin there is no derivative
          isBar && (isInfinite || at[0] == 0 && at[1] == 0);
      case "rem" -> isBar && (isInfinite || at[1] == 0); // of a NaN
      case "mod" -> isBar ? isInfinite || at[1] == 0 : expected == 0; // zeros as NumPy's
      case "mod 0.75" -> !isBar && expected == 0;
      case "acosh" -> isBar && at[0] < 1; // of a NaN
      case "digamma" ->
          isBar && Math.abs(actual - expected) < 1e-8 * Math.abs(expected); // its trigamma
      case "gelu", "hardSwish", "copySign" -> isInfinite; // the limit
      case "hardSigmoid" -> isBar; // PyTorch has 1/6 in float
      case "maximum 0.5" -> isBar && at[0] == 0.5; // a constant wins a tie, so that relu'(0) is 0
      case "max -1", "min -1" -> isBar && Double.isNaN(expected); // the NaN gets all
      default -> false;
    };
  }
}
