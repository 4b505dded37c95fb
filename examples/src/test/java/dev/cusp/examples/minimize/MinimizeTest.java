package dev.cusp.examples.minimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cusp.Cusp;
import dev.cusp.Kinks;
import dev.cusp.Objective;
import dev.cusp.Program;
import dev.cusp.Result;
import dev.cusp.ValueAndGradient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MinimizeTest {
  static List<Problem> problems() {
    return List.of(7, 20, 50).stream().flatMap(n -> Problems.all(n).stream()).toList();
  }

  private static Minimum bundle(Problem p) {
    var f = Cusp.valueAndGradient(p.f());
    return new Bundle(f, p.isConvex(), 1e-8).minimize(p.start(), 5000);
  }

  @ParameterizedTest
  @MethodSource("problems")
  void bundleReachesThePublishedOptimum(Problem p) {
    Minimum found = bundle(p);
    // the minimizer asks for 1e-8 near the centre; published digits end at 1e-7
    double tolerance = 1e-6 * Math.max(1, Math.abs(p.optimum()));
    assertThat(found.value()).isCloseTo(p.optimum(), within(tolerance));
    assertThat(found.value()).isEqualTo(p.f().applyAsDouble(found.x()));
    assertThat(found.evaluations()).isLessThan(2000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Rosenbrock, abs",
        "CB2 (LV)",
        "CB3 (LV)",
        "DEM (LV)",
        "QL (LV)",
        "Wolfe (LV)",
        "MAXL (LV)",
        "L1HILB (LV)",
        "Goffin (LV)",
        "MXHILB (HMM)",
        "Chained LQ (HMM)",
        "Chained CB3 I (HMM)",
        "Chained crescent II (HMM)"
      })
  void steepestDescentStalls(String name) {
    Map<String, Problem> all =
        Problems.all(20).stream().collect(Collectors.toMap(Problem::name, Function.identity()));
    Problem p = all.get(name);
    Minimum stalled = new Descent(Cusp.valueAndGradient(p.f())).steepest(p.start(), 20_000);
    assertThat(stalled.value() - p.optimum()).isGreaterThan(1e-3);
  }

  static double relu(double z) {
    return z > 0 ? z : 0;
  }

  /** (x + 1)^2, written so that per-operation gradients say it is flat at 0. */
  static double disguised(double[] x) {
    double same = relu(x[0]) - relu(-x[0]);
    return (same + 1) * (same + 1);
  }

  @Test
  void aGradientByConventionEndsItTooSoon() {
    Program convention = Program.of((Objective<double[]>) MinimizeTest::disguised);
    Program fixed = convention.with(Kinks.CONVENTION);
    ValueAndGradient<double[]> wrong =
        x -> {
          Program.Gradients g = fixed.gradients(null, x);
          return new Result<>(g.value(), (double[]) g.gradients().getFirst());
        };
    var right = Cusp.valueAndGradient(MinimizeTest::disguised);
    double[] start = {0};
    assertThat(new Bundle(wrong, true, 1e-8).minimize(start, 100).value()).isEqualTo(1);
    assertThat(new Bundle(right, true, 1e-8).minimize(start, 100).value()).isLessThan(1e-8);
  }

  @Test
  void weightsSolveTheQuadraticProgram() {
    Random random = new Random(1);
    for (int round = 0; round < 200; round++) {
      int n = 1 + random.nextInt(6);
      int m = 1 + random.nextInt(12);
      double[][] columns = new double[m][];
      double[] linear = new double[m];
      for (int j = 0; j < m; j++) {
        boolean twice = j > 0 && random.nextInt(4) == 0;
        columns[j] = twice ? columns[j - 1] : random.doubles(n, -1, 1).toArray();
        linear[j] = random.nextBoolean() ? 0 : random.nextDouble();
      }
      double[] w = SimplexQp.solve(columns, linear);
      double[] point = new double[n];
      double sum = 0;
      for (int j = 0; j < m; j++) {
        assertThat(w[j]).isNotNegative();
        point = Vectors.plus(point, w[j], columns[j]);
        sum += w[j];
      }
      assertThat(sum).isCloseTo(1, within(1e-12)); // rounding
      double level = Vectors.dot(point, point) + Vectors.dot(linear, w);
      for (int j = 0; j < m; j++) {
        // Karush, Kuhn, Tucker: no vertex is lower; what is left is the ridge and rounding
        assertThat(Vectors.dot(columns[j], point) + linear[j]).isGreaterThan(level - 1e-10);
      }
    }
  }

  @Test
  void shortestVectorOfATriangle() {
    double[] w = SimplexQp.solve(new double[][] {{1, 2}, {1, -2}, {5, 0}}, new double[3]);
    assertThat(w).containsExactly(new double[] {0.5, 0.5, 0}, within(1e-12)); // the ridge
  }

  @Test
  void thePictureIsThere(@TempDir Path folder) throws Exception {
    Problem p = Problems.all(2).getFirst();
    Path file = folder.resolve("paths.png");
    Picture.write(file, bundle(p), bundle(p));
    assertThat(ImageIO.read(Files.newInputStream(file)).getWidth()).isEqualTo(1200);
  }
}
