package dev.cusp.bench.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cusp.bench.data.SharedData;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All ways to a derivative lead to the same numbers. */
class CasesTest {
  static List<String> names() {
    return Cases.names();
  }

  private static Case load(String name) throws IOException {
    boolean computed = name.matches("(rosenbrock|branch|stencil).*");
    assumeTrue(
        computed || SharedData.find("adbench").isPresent(), () -> SharedData.missing("adbench"));
    return Cases.load(name);
  }

  @ParameterizedTest
  @MethodSource("names")
  void cuspAgreesWithHand(String name) throws IOException {
    Case c = load(name);
    assertThat(Flat.distance(c.byHand().get(), c.byCusp().get())).isLessThan(1e-10);
  }

  @ParameterizedTest
  @MethodSource("names")
  void handAgreesWithDualNumbersAndDifferences(String name) throws IOException {
    Case c = load(name);
    Optional<Supplier<?>> dual = c.byDualNumbers();
    if (dual.isPresent()) {
      assertThat(Flat.distance(c.byHand().get(), dual.get().get())).isLessThan(1e-10);
    }
    Optional<Supplier<?>> differences = c.byDifferences();
    if (differences.isPresent()) {
      assertThat(Flat.distance(c.byHand().get(), differences.get().get())).isLessThan(1e-5);
    }
  }

  @Test
  void unknownNamesAreRefused() {
    assertThatThrownBy(() -> Cases.load("gmm"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("gmm-d10-K25");
  }

  @Test
  void distanceSeesNaN() {
    assertThat(Flat.distance(new double[] {1, 2}, new double[] {1, Double.NaN})).isNaN();
    assertThat(Flat.distance(new double[] {1, 2}, List.of(1.0, 2.0))).isZero();
  }
}
