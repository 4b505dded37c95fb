package dev.cusp.device.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.reflect.Array;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each way to multiply against the sums written down, for matrices that lie in all ways. */
final class MultipliersTest {
  /** A matrix in the middle of an array. */
  private record Matrix(Object array, int at, int row, int column) {
    static Matrix draw(Random random, int rows, int columns, Class<?> type) {
      boolean isByRows = random.nextBoolean();
      int gap = random.nextInt(3);
      int step = random.nextInt(4) == 0 ? 2 : 1;
      int row = isByRows ? columns * step + gap : step;
      int column = isByRows ? step : rows * step + gap;
      int size = 1 + (rows - 1) * row + (columns - 1) * column;
      boolean isReversed = random.nextInt(4) == 0;
      Object array = Array.newInstance(type, size + 7);
      for (int i = 0; i < size + 7; i++) {
        set(array, i, random.nextGaussian());
      }
      return isReversed
          ? new Matrix(array, 3 + (rows - 1) * row, -row, column)
          : new Matrix(array, 3, row, column);
    }

    double get(int i, int j) {
      return ((Number) Array.get(array, at + i * row + j * column)).doubleValue();
    }

    private static void set(Object array, int at, double x) {
      if (array instanceof float[] floats) {
        floats[at] = (float) x;
      } else {
        ((double[]) array)[at] = x;
      }
    }
  }

  record Case(Multiplier multiplier, int seed) {
    @Override
    public String toString() {
      return multiplier.getClass().getSimpleName() + " " + seed;
    }
  }

  static Stream<Case> cases() {
    return Stream.of(new LoopMultiplier(), new VectorMultiplier())
        .flatMap(way -> IntStream.range(0, 60).mapToObj(seed -> new Case(way, seed)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void sumsAreThoseOfTheDefinition(Case test) {
    Random random = new Random(test.seed());
    Class<?> type = random.nextBoolean() ? float.class : double.class;
    int most = test.seed() % 10 == 0 ? 300 : 40;
    int m = 1 + random.nextInt(most);
    int n = 1 + random.nextInt(most);
    int k = 1 + random.nextInt(test.seed() % 7 == 0 ? 600 : 40);
    boolean adds = random.nextBoolean();
    Matrix a = Matrix.draw(random, m, k, type);
    Matrix b = Matrix.draw(random, k, n, type);
    Matrix c = Matrix.draw(random, m, n, type);
    double[] expected =
        IntStream.range(0, Array.getLength(c.array())).mapToDouble(i -> get(c, i)).toArray();
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        double sum = adds ? c.get(i, j) : 0;
        for (int p = 0; p < k; p++) {
          sum += a.get(i, p) * b.get(p, j);
        }
        expected[c.at() + i * c.row() + j * c.column()] = sum;
      }
    }
    Block block = new Block(m, n, k, a.row(), a.column(), b.row(), b.column(), c.row(), c.column());
    test.multiplier()
        .multiply(block, a.array(), a.at(), b.array(), b.at(), c.array(), c.at(), adds);
    double unit = type == float.class ? 0x1p-24 : 0x1p-53;
    for (int i = 0; i < expected.length; i++) { // what lies around the matrix is as it was
      assertThat(get(c, i)).as("element %d", i).isCloseTo(expected[i], within(16 * k * unit));
    }
  }

  private static double get(Matrix c, int at) {
    return ((Number) Array.get(c.array(), at)).doubleValue();
  }
}
