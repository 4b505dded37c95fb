package dev.cusp.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cusp.device.cpu.Cpu;
import dev.cusp.kernel.KernelInterpreter;
import dev.cusp.schedule.Scheduler;
import dev.cusp.tensor.Samples.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operation: fused as the interpreter says, and its derivative in both modes. */
final class OperationsTest {
  private static final Scheduler VECTORS = new Scheduler(new Cpu(Cpu.Vectors.ALWAYS), true);
  private static final Scheduler LOOPS = new Scheduler(new Cpu(Cpu.Vectors.NEVER), true);
  private static final Scheduler MEANING = new Scheduler(new KernelInterpreter(), true);
  private static final Scheduler ALONE = new Scheduler(new KernelInterpreter(), false);

  static List<Sample> all() {
    return Samples.all();
  }

  /**
   * Bit for bit, but for products of matrices and convolutions, whose sums are taken in another
   * order.
   */
  @ParameterizedTest
  @MethodSource("all")
  void agreesWithTheInterpreter(Sample s) {
    Tensor y = s.f().apply(s.args());
    double[] expected = elements(MEANING, y);
    double[] alone = elements(ALONE, y);
    double[] actual = elements(VECTORS, y);
    assertThat(elements(LOOPS, y)).isEqualTo(actual);
    boolean isProduct = isProduct(s);
    for (int i = 0; i < expected.length; i++) {
      double scale = isProduct ? 1e-14 * (1 + Math.abs(expected[i])) : 0;
      assertThat(actual[i]).as("element %d", i).isCloseTo(expected[i], within(scale));
      // alone, axes are merged differently, and so are the running sums
      assertThat(alone[i]).isCloseTo(expected[i], within(1e-13 * (1 + Math.abs(expected[i]))));
    }
  }

  /** Whether there are products of matrices in it. */
  private static boolean isProduct(Sample s) {
    return Stream.of(
            "matmul", "contract", "convolve", "averagePool", "adaptive", "resize", "fold", "linalg")
        .anyMatch(s.name()::startsWith);
  }

  /** The same in f32, which is computed in float. */
  @ParameterizedTest
  @MethodSource("all")
  void agreesWithTheInterpreterInFloat(Sample s) {
    Tensor y = s.f().apply(s.args().stream().map(x -> x.as(DType.F32).evaluate()).toList());
    double[] expected = elements(MEANING, y);
    double[] actual = elements(VECTORS, y);
    assertThat(elements(LOOPS, y)).isEqualTo(actual);
    boolean isProduct = isProduct(s);
    for (int i = 0; i < expected.length; i++) {
      double scale = isProduct ? 1e-5 * (1 + Math.abs(expected[i])) : 0;
      assertThat(actual[i]).as("element %d", i).isCloseTo(expected[i], within(scale));
    }
    double[] inDouble = elements(MEANING, s.f().apply(s.args()));
    for (int i = 0; i < expected.length; i++) {
      // values are of order 1, of a few operations; derivatives in the range are below 100
      assertThat(actual[i]).isCloseTo(inDouble[i], within(1e-4 * (1 + Math.abs(inDouble[i]))));
    }
  }

  static double[] elements(Scheduler scheduler, Tensor y) {
    return Tensor.ofData(scheduler.evaluate(List.of(y)).getFirst().array(), y.shape(), y.type())
        .toDoubles();
  }

  /** A number made of the result, in which each element counts differently. */
  private static Tensor weighed(Sample s, List<Tensor> args) {
    Tensor y = s.f().apply(args).as(DType.F64);
    return y.mul(
            Key.of(99).uniform(DType.F64, y.shape().lengths().stream().mapToInt(i -> i).toArray()))
        .sum();
  }

  private static List<Tensor> directions(Sample s) {
    List<Tensor> dots = new ArrayList<>();
    for (Tensor x : s.args()) {
      dots.add(Key.of(5 + dots.size()).normal(DType.F64, lengths(x)));
    }
    return dots;
  }

  private static int[] lengths(Tensor x) {
    return x.shape().lengths().stream().mapToInt(i -> i).toArray();
  }

  private static List<Tensor> moved(Sample s, double h) {
    return Leaves.zip(s.args(), directions(s), (x, dot) -> x.add(dot.mul(h)));
  }

  private static double inner(List<Tensor> xs, List<Tensor> ys) {
    double sum = 0;
    for (int i = 0; i < xs.size(); i++) {
      sum += xs.get(i).mul(ys.get(i)).sum().item();
    }
    return sum;
  }

  /**
   * Central differences of step 1e-5 err by about 1e-10 from truncation and 1e-11 from rounding.
   */
  @ParameterizedTest
  @MethodSource("all")
  void bothModesAgreeWithDifferences(Sample s) {
    if (s.name().equals("as")) {
      return; // through f32 differences are too coarse; see the closed form in GradientsTest
    }
    double h = 1e-5;
    double difference =
        (weighed(s, moved(s, h)).item() - weighed(s, moved(s, -h)).item()) / (2 * h);
    double reverse =
        inner(Gradients.<List<Tensor>>of(args -> weighed(s, args)).apply(s.args()), directions(s));
    double forward =
        Gradients.<List<Tensor>, Tensor>jvp(args -> weighed(s, args), s.args(), directions(s))
            .tangent()
            .item();
    assertThat(forward).isCloseTo(difference, within(1e-6 * (1 + Math.abs(difference))));
    assertThat(reverse).isCloseTo(forward, within(1e-12 * (1 + Math.abs(forward))));
  }

  /** The gradient's own derivative, reverse over reverse, against differences of the gradient. */
  @ParameterizedTest
  @MethodSource("all")
  void secondDerivativesAgreeWithDifferences(Sample s) {
    if (s.name().equals("as")) {
      return; // as above
    }
    double h = 1e-5;
    var gradient = Gradients.<List<Tensor>>of(args -> weighed(s, args));
    double above = inner(gradient.apply(moved(s, h)), directions(s));
    double below = inner(gradient.apply(moved(s, -h)), directions(s));
    double difference = (above - below) / (2 * h);
    var slope =
        Gradients.<List<Tensor>>of(args -> {
          Tensor sum = Tensor.scalar(0);
          List<Tensor> parts = gradient.apply(args);
          for (int i = 0; i < parts.size(); i++) {
            sum = sum.add(parts.get(i).mul(directions(s).get(i)).sum());
          }
          return sum;
        });
    double second = inner(slope.apply(s.args()), directions(s));
    assertThat(second).isCloseTo(difference, within(1e-5 * (1 + Math.abs(difference))));
  }
}
