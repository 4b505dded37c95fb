package dev.cusp.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cusp.device.cpu.Cpu;
import dev.cusp.kernel.KernelInterpreter;
import dev.cusp.schedule.Scheduler;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random graphs: fused and emitted, they are what the interpreter makes of each operation alone.
 */
final class RandomGraphsTest {
  private static final int GRAPHS = 60;
  private static final int LENGTH = 25;
  private static final int[] ALL = {};

  /** Whether the graph being made rounds in another order on another device, as products do. */
  private boolean hasProducts;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void fusedIsWhatTheInterpreterSays(long seed) {
    Random random = new Random(seed);
    Scheduler fused = new Scheduler(new Cpu(), true);
    Scheduler meaning = new Scheduler(new KernelInterpreter(), true);
    Scheduler alone = new Scheduler(new KernelInterpreter(), false);
    for (int graph = 0; graph < GRAPHS; graph++) {
      hasProducts = false;
      Tensor y = random(random);
      double[] actual = OperationsTest.elements(fused, y);
      double[] meant = OperationsTest.elements(meaning, y);
      if (!hasProducts) {
        assertThat(actual).as("graph %d", graph).isEqualTo(meant);
      }
      double[] expected = OperationsTest.elements(alone, y);
      for (int i = 0; i < actual.length; i++) {
        // values are of the size of 1; sums of other orders differ in the last digits of f32
        assertThat(actual[i]).as("graph %d", graph).isCloseTo(expected[i], within(1e-4));
        assertThat(actual[i]).as("graph %d", graph).isCloseTo(meant[i], within(1e-4));
      }
    }
  }

  private Tensor random(Random random) {
    List<Tensor> pool = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      int[] shape = random.ints(random.nextInt(4), 1, 5).toArray();
      DType type = random.nextInt(3) == 0 ? DType.F32 : DType.F64;
      pool.add(Key.of(random.nextLong()).uniform(type, shape).evaluate());
    }
    for (int i = 0; i < LENGTH; i++) {
      Tensor x = pool.get(random.nextInt(pool.size()));
      Tensor next = step(random, x, pool);
      if (next.shape().size() <= 500) {
        pool.add(next);
      }
    }
    return pool.getLast();
  }

  private Tensor step(Random random, Tensor x, List<Tensor> pool) {
    int rank = x.shape().rank();
    int axis = rank == 0 ? 0 : random.nextInt(rank);
    return switch (random.nextInt(rank == 0 ? 7 : 18)) {
      case 0 -> x.sin();
      case 1 -> x.map(v -> v > 0 ? v * 0.5 : -v);
      case 2, 3 -> together(random, x, pool);
      case 4 -> x.expandDims(random.nextInt(rank + 1));
      case 5, 6 -> ofOtherType(random, x);
      case 7 -> x.slice(axis, Range.REVERSED);
      case 8 -> x.slice(axis, Range.of(random.nextInt(3), 4, 1 + random.nextInt(2)));
      case 9 -> x.transpose();
      case 10 -> x.mean(axis).map(v -> Double.isNaN(v) ? 0.25 : v);
      case 11 -> x.sum(axis).tanh();
      case 12 -> x.as(DType.F64).square().sum(rank < 2 ? ALL : new int[] {0, rank - 1}).tanh();
      case 13 -> x.shape().length(axis) == 0 ? x : x.max(axis);
      case 14 -> x.reshape(-1);
      case 15 -> product(x);
      case 16 -> rows(random, x, pool);
      default -> Views.concat(axis, x, x.mul(0.5));
    };
  }

  /** Of another type, or by way of one. */
  private static Tensor ofOtherType(Random random, Tensor x) {
    return switch (random.nextInt(6)) {
      case 0 -> x.as(DType.F32).mul(0.75).sub(0.25);
      case 1 -> x.mul(4.3).rint().as(DType.I32);
      case 2 -> x.gt(0.1);
      case 3 -> x.gt(0.1).or(x.lt(-0.2)).where(x, x.square());
      case 4 -> x.as(DType.BOOL).not().as(DType.F32);
      default -> x.as(DType.F64).mul(3.1).as(DType.I32).mod(3).sub(1);
    };
  }

  /** Of the last two axes with their transpose. */
  private Tensor product(Tensor x) {
    hasProducts = true;
    int rank = x.shape().rank();
    Tensor y = x.as(x.type() == DType.F32 ? DType.F32 : DType.F64).sin();
    return (rank < 2 ? y.mul(y).sum() : y.matmul(y.swapAxes(rank - 2, rank - 1))).tanh();
  }

  /** Rows of a tensor, by numbers that were computed. */
  private static Tensor rows(Random random, Tensor x, List<Tensor> pool) {
    int n = x.shape().length(0);
    Tensor numbers = pool.get(random.nextInt(pool.size()));
    if (n == 0 || numbers.shape().size() * (x.shape().size() / n) > 500) {
      return x;
    }
    return x.take(numbers.as(DType.F64).mul(7.7).as(DType.I32).mod(n));
  }

  private static Tensor together(Random random, Tensor x, List<Tensor> pool) {
    Tensor y = pool.get(random.nextInt(pool.size()));
    try {
      return x.zip(y, (a, b) -> a * b - 0.25);
    } catch (ShapeException _) {
      return x.square();
    }
  }
}
