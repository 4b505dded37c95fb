package dev.cusp.bench.nist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cusp.Result;
import dev.cusp.bench.data.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The certified fits are found, with Jacobians by Cusp. */
class NistTest {
  static List<Path> files() throws IOException {
    assumeTrue(SharedData.find("nist").isPresent(), () -> SharedData.missing("nist"));
    try (Stream<Path> files = Files.list(SharedData.find("nist").orElseThrow())) {
      return files.filter(file -> file.toString().endsWith(".dat")).sorted().toList();
    }
  }

  @Test
  void readsAFile() throws IOException {
    NistProblem misra =
        NistProblem.read(
            files().stream().filter(f -> f.endsWith("Misra1a.dat")).findFirst().orElseThrow());
    assertThat(misra.name()).isEqualTo("Misra1a");
    assertThat(misra.difficulty()).isEqualTo("Lower");
    assertThat(misra.starts()).isDeepEqualTo(new double[][] {{500, 0.0001}, {250, 0.0005}});
    assertThat(misra.certified()).containsExactly(2.3894212918E+02, 5.5015643181E-04);
    assertThat(misra.squares()).isEqualTo(1.2455138894E-01);
    assertThat(misra.y()).hasSize(14).startsWith(10.07).endsWith(81.78);
    assertThat(misra.x()[13]).containsExactly(760);
  }

  @ParameterizedTest
  @MethodSource("files")
  void agreesToSixDigits(Path file) throws IOException {
    NistProblem problem = NistProblem.read(file);
    Regression regression = Regression.of(problem.name());
    for (int start = 1; start <= 2; start++) {
      Start row = Start.fit(problem, regression, start);
      assertThat(row.digits()).as("%s, %s", row, row.note()).isGreaterThanOrEqualTo(6);
    }
  }

  /** The fits do not hang on Cusp: with gradients by extrapolated differences they are as good. */
  @ParameterizedTest
  @MethodSource("files")
  void agreesToFourDigitsByDifferences(Path file) throws IOException {
    NistProblem problem = NistProblem.read(file);
    for (int start = 1; start <= 2; start++) {
      Start row = Start.fit(problem, byDifferences(problem.name()), start);
      assertThat(row.digits()).as("%s, %s", row, row.note()).isGreaterThanOrEqualTo(4);
    }
  }

  private static Regression byDifferences(String name) {
    return new Regression() {
      @Override
      public double value(double[] b, double[] x) {
        return name.equals("Nelson")
            ? NistModels.nelson(b, x[0], x[1])
            : MODELS.get(name).applyAsDouble(b, x[0]);
      }

      @Override
      public double response(double y) {
        return name.equals("Nelson") ? Math.log(y) : y;
      }

      @Override
      public Result<double[]> valueAndGradient(double[] b, double[] x) {
        double[] gradient = new double[b.length];
        for (int i = 0; i < b.length; i++) {
          double step = 3e-4 * Math.max(Math.abs(b[i]), 1e-7);
          gradient[i] = (4 * quotient(b, x, i, step / 2) - quotient(b, x, i, step)) / 3;
        }
        return new Result<>(value(b, x), gradient);
      }

      private double quotient(double[] b, double[] x, int i, double step) {
        double bi = b[i];
        b[i] = bi + step;
        double above = value(b, x);
        double right = b[i];
        b[i] = bi - step;
        double below = value(b, x);
        double quotient = (above - below) / (right - b[i]);
        b[i] = bi;
        return quotient;
      }
    };
  }
}
