package dev.cusp.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cusp.device.cpu.Cpu;
import dev.cusp.kernel.KernelInterpreter;
import dev.cusp.schedule.Scheduler;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Kernels with vectors, plain loops and the interpreter give the same bits. */
final class VectorsTest {
  private static final Scheduler VECTORS = new Scheduler(new Cpu(Cpu.Vectors.ALWAYS), true);
  private static final Scheduler LOOPS = new Scheduler(new Cpu(Cpu.Vectors.NEVER), true);
  private static final Scheduler MEANING = new Scheduler(new KernelInterpreter(), true);

  private static void check(Tensor y) {
    double[] expected = OperationsTest.elements(MEANING, y);
    assertThat(OperationsTest.elements(LOOPS, y)).isEqualTo(expected);
    assertThat(OperationsTest.elements(VECTORS, y)).isEqualTo(expected);
  }

  private static double branches(double x, double y) {
    if (x > 0.5 && y < 0 || Double.isNaN(y)) {
      return Math.copySign(Math.max(x, y), y);
    }
    double z = x < y ? Math.sqrt(Math.abs(x * y)) : Math.signum(x);
    return Math.floor(4 * z) + Math.rint(y) - Math.ceil(x);
  }

  private static int bits(int x) {
    int y = (byte) (x * 77) ^ (short) (x << 3) + (char) (x >>> 5);
    return x > 3 & y < 9 | x == 0 ? ~y : y >> (x & 3);
  }

  private static double loop(double x) {
    double sum = 0;
    for (int i = 0; i < 3; i++) {
      sum = sum * x + i;
    }
    return sum;
  }

  private static Tensor special(DType type) {
    double[] some = {
      0.0,
      -0.0,
      1,
      -1,
      0.3,
      -0.7,
      2.5,
      1e-40,
      -1e-310,
      88.8,
      -104,
      710,
      -746,
      3001,
      9e5,
      -1e22,
      1e300,
      Double.POSITIVE_INFINITY,
      Double.NEGATIVE_INFINITY,
      Double.NaN,
      Math.PI
    };
    return Tensor.of(some).as(type).evaluate();
  }

  @ParameterizedTest
  @EnumSource(
      value = DType.class,
      names = {"F32", "F64"})
  void specialValues(DType type) {
    Tensor x = special(type);
    List<Function<Tensor, Tensor>> functions =
        List.of(
            Tensor::exp,
            Tensor::expm1,
            Tensor::tanh,
            Tensor::sinh,
            Tensor::cosh,
            Tensor::log,
            Tensor::log1p,
            Tensor::sin,
            Tensor::cos,
            Tensor::tan,
            Tensor::atan,
            Tensor::floor,
            Tensor::ceil,
            Tensor::rint,
            Tensor::signum,
            Tensor::sqrt,
            Tensor::cbrt,
            Tensor::neg,
            Tensor::abs,
            v -> v.map(VectorsTest::loop),
            v -> v.as(DType.I32),
            v -> v.as(DType.BOOL),
            v -> v.pow(3),
            v -> v.map(w -> 1 / (1 + Math.exp(-w))));
    functions.forEach(f -> check(f.apply(x)));
    Tensor y = x.expandDims(1);
    check(x.pow(y));
    check(x.minimum(y));
    check(x.maximum(y));
    check(x.zip(y, VectorsTest::branches));
    check(x.lt(y).or(x.eq(y)).and(x.ne(y).not()));
    check(x.gt(y).where(x, y.as(DType.F64)));
    check(x.min());
    check(x.max());
  }

  @Test
  void ints() {
    Tensor x = Tensor.range(71).mul(1_000_003).sub(30_000_000);
    check(x.as(DType.F32));
    check(x.as(DType.F64));
    check(x.mul(x).add(3).neg().abs());
    check(x.maximum(7).minimum(x.mul(3)));
    check(x.gt(0).where(Tensor.range(71), x));
    check(Tensor.range(71).reshape(1, 71).add(Tensor.range(5).expandDims(1)).sum());
    check(x.sum());
    Tensor y = x.as(DType.I64).mul(x).evaluate();
    check(y.add(x).maximum(7).neg());
    check(y.as(DType.F64).as(DType.F32));
    check(y.max());
    check(y.reshape(71, 1).add(x).prod(0));
    check(x.as(DType.F32).as(DType.F16).mul(3).slice(Range.REVERSED));
    check(x.gt(0).any());
    check(x.gt(0).all());
    check(x.map(v -> VectorsTest.bits((int) v)));
  }

  /** Rests, stretches and blocks of sums, along each axis. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 16, 33, 64, 100, 1024, 1100, 2500, 16384, 40001})
  void reductions(int n) {
    for (DType type : new DType[] {DType.F32, DType.F64}) {
      Tensor x = Key.of(n).uniform(type, n).evaluate();
      check(x.sum());
      check(x.max());
      check(x.mul(x).sum());
      if (n <= 2500) {
        Tensor y = Key.of(n).uniform(type, 3, n).evaluate();
        check(y.sum(1));
        check(y.sum(0));
        check(y.transpose().mul(2).sum(0));
        check(y.gt(0.999).any(1));
        check(y.exp().sum(1));
        check(y.expandDims(0).mul(2).sum(0, 2));
        check(Key.of(n).uniform(type, n, 3).sum(0));
        check(Key.of(n).uniform(type, 2, n, 2).prod(0, 2));
      }
    }
  }

  /** In each place of a row: NaN of either sign wins, -0 is below 0, infinities are numbers. */
  @ParameterizedTest
  @ValueSource(ints = {16, 17, 64, 71, 200})
  void extrema(int n) {
    float inf = Float.POSITIVE_INFINITY;
    float nan = Float.intBitsToFloat(0x7fc00001);
    float minusNan = Float.intBitsToFloat(0xffc00001);
    float[][] pairs = {
      {1, nan}, {1, minusNan}, {inf, nan}, {-inf, minusNan}, {-0f, 0}, {0, -0f}, {-1, -0f},
      {1, 0}, {-inf, -inf}, {inf, inf}, {inf, -inf}, {-3, -2.5f}, {-2.5f, -3}, {1e-45f, -1e-45f}
    };
    for (float[] pair : pairs) {
      float[] all = new float[n * n];
      Arrays.fill(all, pair[0]);
      for (int row = 0; row < n; row++) {
        all[row * n + row] = pair[1];
      }
      Tensor x = Tensor.of(all).reshape(n, n).evaluate();
      for (Scheduler with : List.of(VECTORS, LOOPS)) {
        double[] most = new double[n];
        double[] least = new double[n];
        Arrays.fill(most, Math.max(pair[0], pair[1]));
        Arrays.fill(least, Math.min(pair[0], pair[1]));
        assertThat(OperationsTest.elements(with, x.max(1))).isEqualTo(most);
        assertThat(OperationsTest.elements(with, x.min(1))).isEqualTo(least);
      }
    }
  }

  @Test
  void viewsAreCopiedRowByRow() {
    Tensor x = Key.of(1).normal(DType.F32, 37, 19).evaluate();
    check(x.transpose().add(1));
    check(x.slice(Range.every(-3), Range.every(2)).mul(2));
    check(x.slice(1, Range.REVERSED).add(x));
    check(Views.concat(1, x, x.exp()).mul(3));
    check(x.gt(0).transpose().where(x.transpose(), Tensor.scalar(1)));
  }

  /** The JIT compiles vector code while plain loops run; that nobody sees. */
  @Test
  void resultsStayWhileVectorsWarmUp() {
    Scheduler warm = new Scheduler(new Cpu(Cpu.Vectors.WARM), true);
    Tensor x = Key.of(1).normal(DType.F32, 40, 1000).evaluate();
    Tensor y = x.map(v -> v / (1 + Math.exp(-v))).sum(1).add(x.tanh().sum(1));
    double[] expected = OperationsTest.elements(warm, y);
    long start = System.nanoTime();
    while (System.nanoTime() - start < 3_000_000_000L) {
      assertThat(OperationsTest.elements(warm, y)).isEqualTo(expected);
    }
  }
}
