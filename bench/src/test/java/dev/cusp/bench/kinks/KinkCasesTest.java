package dev.cusp.bench.kinks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cusp.Kinks;
import dev.cusp.Program;
import dev.cusp.ad.NonsmoothException;
import dev.cusp.bench.cases.Flat;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Cases without ties have none, those with ties have some, and the answers there are right. */
class KinkCasesTest {
  static List<String> tied() {
    return KinkCases.tied();
  }

  static Stream<String> smooth() {
    return KinkCases.smooth().stream().filter(name -> !name.matches(".*(d64|c4096|big).*"));
  }

  @ParameterizedTest
  @MethodSource("tied")
  void thereAreTies(String name) throws IOException {
    assertThatThrownBy(KinkCases.derivative(name, Kinks.FAIL)::get)
        .isInstanceOf(NonsmoothException.class)
        .hasMessageContaining("not smooth here");
  }

  @ParameterizedTest
  @MethodSource("smooth")
  void thereAreNone(String name) throws IOException {
    try {
      Object watched = KinkCases.derivative(name, Kinks.FAIL).get();
      Object plain = KinkCases.derivative(name, Kinks.CONVENTION).get();
      assertThat(Flat.distance(watched, plain)).isLessThan(1e-12); // order of sums may differ
    } catch (FileNotFoundException e) {
      assumeTrue(false, e.getMessage());
    }
  }

  private static double[] exact(String name) throws IOException {
    Object derivative = KinkCases.derivative(name, Kinks.EXACT).get();
    return Flat.of(((Program.Gradients) derivative).gradients().getFirst());
  }

  @Test
  void eachTermIsDecidedByItself() throws IOException {
    for (String name : List.of("sum-of-abs", "sqrt-of-squares")) {
      double[] g = exact(name);
      assertThat(g).hasSize(100);
      assertThat(Arrays.stream(g).map(Math::abs)).allMatch(slope -> Math.abs(slope - 1) < 1e-9);
      assertThat(DoubleStream.of(g).distinct().count()).isGreaterThan(1);
    }
    assertThat(exact("stairs")).containsOnly(0);
    assertThat(exact("clamps")).containsAnyOf(1, 2).doesNotContain(0);
  }

  @Test
  void oneOfEqualsIsChosen() throws IOException {
    double[] largest = exact("largest");
    assertThat(Arrays.stream(largest).sum()).isEqualTo(1);
    assertThat(largest).containsOnly(0, 1);
    double[] sorted = exact("sorted");
    Arrays.sort(sorted);
    for (int i = 0; i < sorted.length; i++) {
      assertThat(sorted[i]).isEqualTo(i);
    }
  }

  @Test
  void normsHaveUnitGradients() throws IOException {
    double[] g = exact("hypot");
    for (int i = 0; i < g.length; i += 2) {
      assertThat(Math.hypot(g[i], g[i + 1])).isCloseTo(1, within(1e-9));
    }
  }

  @Test
  void aRow() {
    KinksCommand.Row row = new KinksCommand.Row("abs", true, 0.5, 2);
    assertThat(row.ratio()).isEqualTo(4);
    assertThat(row.toString()).isEqualToIgnoringWhitespace("abs 0.50000 2.00000 4.00");
  }
}
