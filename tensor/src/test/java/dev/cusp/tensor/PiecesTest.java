package dev.cusp.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cusp.device.cpu.Cpu;
import dev.cusp.fft.Complex;
import dev.cusp.fft.Fft;
import dev.cusp.kernel.KernelInterpreter;
import dev.cusp.linalg.Linalg;
import dev.cusp.linalg.LinalgException;
import dev.cusp.schedule.Scheduler;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Routines large enough for all threads give what one thread gives, bit for bit. */
final class PiecesTest {
  private static final Key KEY = Key.of(7);

  private static Tensor index(int length, int... shape) {
    return KEY.uniform(DType.F32, shape).mul(2 * length).sub(length).as(DType.I32);
  }

  static Stream<Arguments> routines() {
    Tensor x = KEY.normal(DType.F32, 301, 257).evaluate();
    Tensor deep = KEY.normal(DType.F64, 67, 31, 40).evaluate();
    Tensor table = KEY.normal(DType.F32, 700, 50).evaluate();
    Tensor rows = index(700, 9000).evaluate();
    Tensor matrices = KEY.normal(DType.F64, 90, 12, 12).evaluate();
    return Stream.of(
        Arguments.of("sort", x.sort(1)),
        Arguments.of("sort in the middle", deep.sort(1, true)),
        Arguments.of("running maximum", deep.cumMax(1)),
        Arguments.of("running sum", x.cumSum(1)),
        Arguments.of("running sum over columns", x.cumSum(0)),
        Arguments.of("gather", deep.gather(2, index(40, 67, 31, 90))),
        Arguments.of("gather of rows", x.gather(0, index(301, 999, 257))),
        Arguments.of("scatter", scattered(deep)),
        Arguments.of("take", table.take(rows)),
        Arguments.of(
            "the gradient of take",
            Gradients.of((Tensor t) -> t.take(rows).square().sum()).apply(table)),
        Arguments.of("transform", Fft.fft(new Complex(x, x.neg()), 1).re()),
        Arguments.of("inverse", Linalg.inverse(matrices)));
  }

  private static Tensor scattered(Tensor into) {
    Tensor at = index(31, 67, 100, 40);
    return into.scatterAdd(1, at, KEY.normal(DType.F64, 67, 100, 40));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("routines")
  void areWhatOneThreadSays(String name, Tensor result) {
    Scheduler one = new Scheduler(new KernelInterpreter(), true);
    Scheduler all = new Scheduler(new Cpu(), true);
    Object expected = one.evaluate(List.of(result)).getFirst().array();
    assertThat(all.evaluate(List.of(result)).getFirst().array()).as(name).isEqualTo(expected);
  }

  @Test
  void theFirstFailureIsReported() {
    Tensor singular = Tensor.ones(DType.F64, 200, 20, 20);
    assertThatThrownBy(() -> Linalg.inverse(singular).evaluate())
        .isInstanceOf(LinalgException.class)
        .hasMessageContaining("matrix [0] of a batch of shape [200]");
  }
}
