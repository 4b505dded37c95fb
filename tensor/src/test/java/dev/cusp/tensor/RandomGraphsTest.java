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

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void fusedIsWhatTheInterpreterSays(long seed) {
    Random random = new Random(seed);
    Scheduler fused = new Scheduler(new Cpu(), true);
    Scheduler meaning = new Scheduler(new KernelInterpreter(), true);
    Scheduler alone = new Scheduler(new KernelInterpreter(), false);
    for (int graph = 0; graph < GRAPHS; graph++) {
      Tensor y = random(random);
      double[] actual = OperationsTest.elements(fused, y);
      assertThat(actual).as("graph %d", graph).isEqualTo(OperationsTest.elements(meaning, y));
      double[] expected = OperationsTest.elements(alone, y);
      for (int i = 0; i < actual.length; i++) {
        // values are kept within [-1, 1]; sums of other orders differ in the last digits
        assertThat(actual[i]).as("graph %d", graph).isCloseTo(expected[i], within(1e-12));
      }
    }
  }

  private static Tensor random(Random random) {
    List<Tensor> pool = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      int[] shape = random.ints(random.nextInt(4), 1, 5).toArray();
      pool.add(Key.of(random.nextLong()).uniform(DType.F64, shape).evaluate());
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

  private static Tensor step(Random random, Tensor x, List<Tensor> pool) {
    int rank = x.shape().rank();
    int axis = rank == 0 ? 0 : random.nextInt(rank);
    return switch (random.nextInt(rank == 0 ? 5 : 12)) {
      case 0 -> x.sin();
      case 1 -> x.map(v -> v > 0 ? v * 0.5 : -v);
      case 2, 3 -> together(random, x, pool);
      case 4 -> x.expandDims(random.nextInt(rank + 1));
      case 5 -> x.slice(axis, Range.REVERSED);
      case 6 -> x.slice(axis, Range.of(random.nextInt(3), 4, 1 + random.nextInt(2)));
      case 7 -> x.transpose();
      case 8 -> x.mean(axis).map(v -> Double.isNaN(v) ? 0.25 : v);
      case 9 -> x.sum(axis).tanh();
      case 10 -> x.reshape(-1);
      default -> Views.concat(axis, x, x.mul(0.5));
    };
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
