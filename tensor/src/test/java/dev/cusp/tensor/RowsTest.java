package dev.cusp.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cusp.device.cpu.Cpu;
import dev.cusp.kernel.KernelInterpreter;
import dev.cusp.schedule.Scheduler;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random graphs of the kind that is computed row by row: elementwise, with reductions of rows and
 * over rows, and several results. They are what the interpreter makes of them.
 */
final class RowsTest {
  private static final int GRAPHS = 6;
  private static final int LENGTH = 16;
  private static final int[] ROWS = {4, 12, 130, 384};
  private static final int[] COLUMNS = {1, 3, 16, 33};

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void blocksOfRowsAreWhatTheInterpreterSays(long seed) {
    Random random = new Random(seed);
    Scheduler loops = new Scheduler(new Cpu(Cpu.Vectors.NEVER), true);
    Scheduler vectors = new Scheduler(new Cpu(Cpu.Vectors.ALWAYS), true);
    Scheduler meaning = new Scheduler(new KernelInterpreter(), true);
    Scheduler alone = new Scheduler(new KernelInterpreter(), false);
    for (int graph = 0; graph < GRAPHS; graph++) {
      List<Tensor> results = random(random);
      List<double[]> meant = elements(meaning, results);
      double[][] all = meant.toArray(double[][]::new);
      for (Scheduler some : List.of(loops, vectors)) {
        double[][] actual = elements(some, results).toArray(double[][]::new);
        assertThat(actual).as("graph %d", graph).isDeepEqualTo(all);
      }
      List<double[]> expected = elements(alone, results);
      for (int k = 0; k < meant.size(); k++) {
        for (int i = 0; i < meant.get(k).length; i++) {
          // values are of the size of 1; sums of other orders differ in the last digits of f32
          assertThat(meant.get(k)[i])
              .as("graph %d", graph)
              .isCloseTo(expected.get(k)[i], within(2e-4));
        }
      }
    }
  }

  private static List<double[]> elements(Scheduler scheduler, List<Tensor> tensors) {
    List<double[]> all = new ArrayList<>();
    for (Evaluator.Elements some : scheduler.evaluate(tensors)) {
      double[] values = new double[Array.getLength(some.array())];
      for (int i = 0; i < values.length; i++) {
        Object x = Array.get(some.array(), i);
        values[i] = x instanceof Boolean b ? (b ? 1 : 0) : ((Number) x).doubleValue();
      }
      all.add(values);
    }
    return all;
  }

  private static List<Tensor> random(Random random) {
    int rows = ROWS[random.nextInt(ROWS.length)];
    int columns = COLUMNS[random.nextInt(COLUMNS.length)];
    DType type = random.nextInt(4) == 0 ? DType.F64 : DType.F32;
    List<Tensor> pool = new ArrayList<>();
    for (int[] shape : new int[][] {{rows, columns}, {rows, columns}, {columns}, {rows, 1}}) {
      pool.add(Key.of(random.nextLong()).uniform(type, shape).sub(0.3).evaluate());
    }
    for (int i = 0; i < LENGTH; i++) {
      Tensor x = pool.get(pool.size() - 1 - random.nextInt(4));
      pool.add(step(random, x, pool));
    }
    List<Tensor> results = new ArrayList<>(List.of(pool.getLast()));
    for (int i = random.nextInt(4); i > 0; i--) {
      results.add(pool.get(4 + random.nextInt(LENGTH)));
    }
    return results;
  }

  private static Tensor step(Random random, Tensor x, List<Tensor> pool) {
    int rank = x.shape().rank();
    Tensor y = pool.get(random.nextInt(pool.size()));
    return switch (rank < 2 ? random.nextInt(4) : random.nextInt(14)) {
      case 0 -> x.map(v -> v > 0 ? v * 0.5 : -v);
      case 1 -> x.zip(y, (a, b) -> a * b - 0.25);
      case 2 -> x.sin();
      case 3 -> x.zip(y, Math::max);
      case 4, 5 -> x.mean(-1).keepDims(-1);
      case 6, 7 -> x.max(-1).keepDims(-1);
      case 8 -> x.sub(x.mean(-1).keepDims(-1));
      case 9 -> x.mean(0);
      case 10 -> x.mean();
      case 11 -> x.transpose().sin().transpose();
      case 12 -> x.gt(0.1).where(x, y.mul(0.5)).mul(0.5);
      default ->
          x.reshape(-1).tanh().reshape(x.shape().lengths().stream().mapToInt(n -> n).toArray());
    };
  }
}
