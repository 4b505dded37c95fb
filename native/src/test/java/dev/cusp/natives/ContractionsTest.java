package dev.cusp.natives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cusp.device.cpu.Cpu;
import dev.cusp.kernel.Device;
import dev.cusp.kernel.KernelInterpreter;
import dev.cusp.schedule.Scheduler;
import dev.cusp.tensor.DType;
import dev.cusp.tensor.Key;
import dev.cusp.tensor.Range;
import dev.cusp.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Products of tensors: with libraries, without, and as the interpreter has them. */
final class ContractionsTest {
  private static final Device NATIVE = new Cpu(new NativeLibraries());
  private static final Device JAVA = new Cpu(Optional::empty);

  record Case(String labels, Tensor x, Tensor y) {
    Tensor product() {
      return x.contract(labels, y);
    }

    @Override
    public String toString() {
      return labels + " of " + x.type() + x.shape() + " and " + y.shape();
    }
  }

  static Stream<Case> random() {
    return IntStream.range(0, 150).mapToObj(ContractionsTest::draw);
  }

  /** Axes in any number and order, some of them empty; views that lie in memory in all ways. */
  private static Case draw(int seed) {
    Random random = new Random(seed);
    Map<Character, Integer> lengths = new TreeMap<>();
    String all = letters(random, 'a', lengths);
    String xs = letters(random, 'i', lengths);
    String ys = letters(random, 'm', lengths);
    String ks = letters(random, 's', lengths);
    DType type = random.nextBoolean() ? DType.F32 : DType.F64;
    String left = shuffled(all + xs + ks, random);
    String right = shuffled(all + ys + ks, random);
    String result = shuffled(all + xs + ys, random);
    return new Case(
        left + "," + right + "->" + result,
        view(left, lengths, type, random),
        view(right, lengths, type, random));
  }

  private static String letters(Random random, char first, Map<Character, Integer> lengths) {
    int[] some = {1, 2, 3, 4, 7, 9, 17, 33};
    StringBuilder letters = new StringBuilder();
    for (int i = random.nextInt(3); i > 0; i--) {
      char letter = (char) (first + letters.length());
      int work = lengths.values().stream().reduce(1, (x, y) -> x * y);
      int length = some[random.nextInt(some.length)];
      lengths.put(letter, random.nextInt(40) == 0 ? 0 : work * length > 10_000 ? 2 : length);
      letters.append(letter);
    }
    return letters.toString();
  }

  private static String shuffled(String letters, Random random) {
    List<String> list = new ArrayList<>(letters.chars().mapToObj(Character::toString).toList());
    Collections.shuffle(list, random);
    return String.join("", list);
  }

  private static Tensor view(
      String labels, Map<Character, Integer> lengths, DType type, Random random) {
    int n = labels.length();
    List<Integer> order = new ArrayList<>(IntStream.range(0, n).boxed().toList());
    Collections.shuffle(order, random);
    int[] stored = new int[n];
    Range[] ranges = new Range[n];
    for (int axis = 0; axis < n; axis++) {
      int length = lengths.get(labels.charAt(axis));
      int kind = random.nextInt(8);
      stored[order.get(axis)] = kind == 0 ? 2 * length : kind == 1 ? length + 3 : length;
      ranges[axis] =
          switch (kind) {
            case 0 -> Range.every(2);
            case 1 -> Range.of(2, 2 + length);
            case 2 -> Range.REVERSED;
            default -> Range.ALL;
          };
    }
    Tensor whole = Key.of(random.nextLong()).normal(type, stored).evaluate();
    return whole.permute(order.stream().mapToInt(i -> i).toArray()).slice(ranges);
  }

  private static double[] elements(Device device, Tensor y) {
    return switch (new Scheduler(device, true).evaluate(List.of(y)).getFirst().array()) {
      case double[] numbers -> numbers;
      case float[] numbers ->
          IntStream.range(0, numbers.length).mapToDouble(i -> numbers[i]).toArray();
      default -> throw new AssertionError(y.type());
    };
  }

  /** Sums of at most some thousand products of standard normal numbers, taken in any order. */
  private static void agree(double[] actual, double[] expected, DType type) {
    double unit = type == DType.F32 ? 0x1p-24 : 0x1p-53;
    double most = Arrays.stream(expected).map(Math::abs).max().orElse(0);
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i])
          .as("element %d", i)
          .isCloseTo(expected[i], within(64 * unit * (1 + most)));
    }
  }

  @ParameterizedTest
  @MethodSource("random")
  void agreesWithTheInterpreter(Case c) {
    double[] expected = elements(new KernelInterpreter(), c.product());
    agree(elements(NATIVE, c.product()), expected, c.x().type());
    agree(elements(JAVA, c.product()), expected, c.x().type());
  }

  /** Extents below and above those of tiles, and products that several threads share. */
  @ParameterizedTest
  @CsvSource({
    "1, 1, 700",
    "1, 700, 1",
    "700, 1, 1",
    "700, 1, 700",
    "1, 700, 700",
    "64, 128, 784",
    "129, 257, 300",
    "600, 40, 520",
    "40, 600, 1100",
    "513, 514, 515"
  })
  void isTheSameWithAndWithoutLibraries(int m, int n, int k) {
    for (DType type : List.of(DType.F32, DType.F64)) {
      Tensor x = Key.of(1).normal(type, m, k).evaluate();
      Tensor xt = Key.of(1).normal(type, k, m).evaluate().transpose();
      Tensor y = Key.of(2).normal(type, k, n).evaluate();
      Tensor yt = Key.of(2).normal(type, n, k).evaluate().transpose();
      for (Tensor a : List.of(x, xt)) {
        for (Tensor b : List.of(y, yt)) {
          Tensor c = a.matmul(b);
          agree(elements(NATIVE, c), elements(JAVA, c), type);
        }
      }
    }
  }

  @Test
  void manyThreadsAtOnce() throws Exception {
    Tensor x = Key.of(1).normal(DType.F32, 150, 130).evaluate();
    Tensor y = Key.of(2).normal(DType.F32, 130, 140).evaluate();
    double[] expected = elements(NATIVE, x.matmul(y));
    try (var threads = Executors.newFixedThreadPool(8)) {
      Callable<double[]> product = () -> elements(NATIVE, x.matmul(y));
      for (Future<double[]> other : threads.invokeAll(Collections.nCopies(200, product))) {
        assertThat(other.get()).isEqualTo(expected);
      }
    }
  }

  @Test
  void infinitiesAndNaN() {
    Tensor x =
        Tensor.ofNested(new float[][] {{Float.POSITIVE_INFINITY, 0}, {Float.NaN, 1}, {0, 2}});
    Tensor y = Tensor.ofNested(new float[][] {{1, 0}, {1, 1}});
    for (Device device : List.of(NATIVE, JAVA)) {
      assertThat(elements(device, x.matmul(y)))
          .containsExactly(Double.POSITIVE_INFINITY, Double.NaN, Double.NaN, Double.NaN, 2, 2);
    }
  }
}
