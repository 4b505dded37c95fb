package dev.cusp.natives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cusp.device.cpu.Cpu;
import dev.cusp.kernel.Routine;
import dev.cusp.library.Convolver;
import dev.cusp.tensor.Convolution.Direct;
import dev.cusp.tensor.Convolution.Geometry;
import dev.cusp.tensor.Convolution.Part;
import dev.cusp.tensor.DType;
import dev.cusp.tensor.Window;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Convolutions by oneDNN against the sums written down. */
final class ConvolutionsTest {
  private static final Cpu CPU = new Cpu(new NativeLibraries());

  static Stream<Geometry> geometries() {
    return IntStream.range(0, 60).mapToObj(ConvolutionsTest::draw);
  }

  private static Geometry draw(int seed) {
    Random random = new Random(seed);
    int groups = random.nextInt(3) == 0 ? 1 + random.nextInt(3) : 1;
    boolean isDepthwise = random.nextInt(5) == 0;
    int depth = isDepthwise ? 1 : 1 + random.nextInt(9);
    int fan = isDepthwise ? 1 : 1 + random.nextInt(17);
    groups = isDepthwise ? 1 + random.nextInt(20) : groups;
    List<Window.Axis> axes = new ArrayList<>();
    for (int i = random.nextInt(10) == 0 ? 3 : 1 + random.nextInt(2); i > 0; i--) {
      int size = 1 + random.nextInt(4);
      int dilation = 1 + random.nextInt(2);
      int stride = 1 + random.nextInt(3);
      int reach = (size - 1) * dilation + 1;
      int before = random.nextInt(reach);
      int image = Math.max(1, reach - 2 * before) + random.nextInt(9);
      int places = (image + 2 * before - reach) / stride + 1;
      axes.add(new Window.Axis(image, size, places, stride, dilation, before));
    }
    return new Geometry(1 + random.nextInt(11), groups * depth, groups * fan, groups, axes);
  }

  private static float[] random(int size, int seed) {
    Random random = new Random(seed);
    float[] numbers = new float[size];
    for (int i = 0; i < size; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }

  private static float[] run(Routine routine, Part part, Geometry g) {
    List<Object> inputs = new ArrayList<>();
    for (Part p : Part.values()) {
      if (p != part) {
        inputs.add(random(g.shape(p).size(), p.ordinal()));
      }
    }
    float[] result = random(g.shape(part).size(), 99); // left over from something else
    routine.run(inputs.toArray(), new Object[] {result});
    return result;
  }

  @ParameterizedTest
  @MethodSource("geometries")
  void allPartsAgreeWithTheDefinition(Geometry g) {
    for (Part part : Part.values()) {
      Direct meaning = new Direct(part, g, DType.F32);
      float[] expected = run(meaning, part, g);
      float[] actual = run(CPU.prepare(meaning), part, g);
      double terms = (double) g.shape(Part.IMAGE).size() * g.shape(Part.WEIGHT).size();
      double scale = 0x1p-24 * 16 * (1 + Math.sqrt(terms)); // sums of some of these terms
      for (int i = 0; i < expected.length; i++) {
        assertThat((double) actual[i]).as("%s %d", part, i).isCloseTo(expected[i], within(scale));
      }
    }
  }

  /** What a test of agreement would not see: that the library is there at all. */
  @Test
  void theLibraryTakesThem() {
    if (!Platform.here().oneDnn().isEmpty()) {
      Convolver convolver = new NativeLibraries().convolver().orElseThrow();
      var axis = new Convolver.Axis(9, 3, 9, 1, 1, 1);
      var lengths = new Convolver.Lengths(2, 16, 16, 1, List.of(axis, axis));
      for (Convolver.Part part : Convolver.Part.values()) {
        assertThat(convolver.prepare(part, lengths)).isPresent();
      }
    }
  }

  @Test
  void manyThreadsAtOnce() throws Exception {
    var axis = new Window.Axis(14, 5, 10, 1, 1, 0);
    Geometry g = new Geometry(20, 6, 16, 1, List.of(axis, axis));
    for (Part part : Part.values()) {
      Routine routine = CPU.prepare(new Direct(part, g, DType.F32));
      float[] expected = run(routine, part, g);
      try (var threads = Executors.newFixedThreadPool(6)) {
        Callable<float[]> again = () -> run(routine, part, g);
        for (Future<float[]> other : threads.invokeAll(Collections.nCopies(60, again))) {
          assertThat(other.get()).isEqualTo(expected);
        }
      }
    }
  }
}
