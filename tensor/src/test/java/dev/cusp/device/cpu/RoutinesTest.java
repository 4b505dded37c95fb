package dev.cusp.device.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cusp.kernel.Routine;
import dev.cusp.tensor.Convolution;
import dev.cusp.tensor.Convolution.Geometry;
import dev.cusp.tensor.Convolution.Part;
import dev.cusp.tensor.DType;
import dev.cusp.tensor.Interpolation;
import dev.cusp.tensor.MaxPool;
import dev.cusp.tensor.Primitive;
import dev.cusp.tensor.Primitive.Spec;
import dev.cusp.tensor.Resample;
import dev.cusp.tensor.Shape;
import dev.cusp.tensor.Taps;
import dev.cusp.tensor.Window.Axis;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What this device has for routines does the same as their meaning, on random geometries. */
final class RoutinesTest {
  private static Axis axis(Random random) {
    int size = 1 + random.nextInt(4);
    int dilation = 1 + random.nextInt(2);
    int reach = (size - 1) * dilation + 1;
    int before = random.nextInt(reach);
    int after = random.nextInt(reach);
    int image = Math.max(1, reach - before - after) + random.nextInt(9);
    int stride = 1 + random.nextInt(3);
    return new Axis(
        image, size, (image + before + after - reach) / stride + 1, stride, dilation, before);
  }

  private static Geometry geometry(int seed) {
    Random random = new Random(seed);
    int groups = 1 + random.nextInt(3);
    int depth = seed % 5 == 0 ? 17 : 1 + random.nextInt(3);
    int fan = seed % 7 == 0 ? 1 : 1 + random.nextInt(4);
    List<Axis> axes = new ArrayList<>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      axes.add(axis(random));
    }
    return new Geometry(random.nextInt(4), depth * groups, fan * groups, groups, axes);
  }

  /** Wide ones, depthwise ones, long lines, several tiles, and nothing. */
  static Stream<Geometry> geometries() {
    Axis same = new Axis(14, 3, 14, 1, 1, 1);
    Axis half = new Axis(14, 3, 7, 2, 1, 1);
    Axis one = new Axis(9, 1, 9, 1, 1, 0);
    return Stream.concat(
        IntStream.range(0, 60).mapToObj(RoutinesTest::geometry),
        Stream.of(
            new Geometry(2, 64, 32, 1, List.of(same, same)),
            new Geometry(2, 48, 48, 48, List.of(same, same)),
            new Geometry(3, 20, 20, 20, List.of(half, half)),
            new Geometry(1, 8, 16, 8, List.of(half, same)),
            new Geometry(2, 24, 10, 1, List.of(one, one)),
            new Geometry(2, 24, 10, 2, List.of(one, one)),
            new Geometry(1, 1, 4, 1, List.of(new Axis(20000, 5, 20000, 1, 1, 2))),
            new Geometry(2, 3, 4, 1, List.of(same, same, half)),
            new Geometry(2, 0, 4, 1, List.of(same, same)),
            new Geometry(2, 4, 0, 2, List.of(same, same)),
            new Geometry(0, 4, 4, 2, List.of(same, same))));
  }

  @ParameterizedTest
  @MethodSource("geometries")
  void convolves(Geometry geometry) {
    for (Part part : Part.values()) {
      agree(new Convolution.Direct(part, geometry, DType.F64), geometry, 1e-12);
      agree(new Convolution.Direct(part, geometry, DType.F32), geometry, 2e-5);
    }
  }

  private static void agree(Convolution.Direct meaning, Geometry geometry, double error) {
    List<Spec> inputs = new ArrayList<>();
    for (Part part : Part.values()) {
      if (part != meaning.part()) {
        inputs.add(new Spec(geometry.shape(part), meaning.type()));
      }
    }
    agree(new Convolution(meaning.part(), geometry), inputs, error);
  }

  static Stream<List<Taps>> windows() {
    Axis three = new Axis(14, 3, 7, 2, 1, 1);
    return Stream.of(
        List.of(new Taps.Average(three)),
        List.of(new Taps.Average(three), new Taps.Average(new Axis(9, 2, 7, 1, 2, 0))),
        List.of(new Taps.Adaptive(5, 3), new Taps.Adaptive(3, 4), new Taps.Adaptive(6, 2)),
        List.of(
            new Taps.Resize(Interpolation.LINEAR, 50, 60),
            new Taps.Resize(Interpolation.LINEAR_CORNERS, 40, 30)),
        List.of(
            new Taps.Resize(Interpolation.NEAREST, 3, 8),
            new Taps.Resize(Interpolation.LINEAR, 8, 3)));
  }

  @ParameterizedTest
  @MethodSource("windows")
  void poolsAndResizes(List<Taps> taps) {
    for (DType type : List.of(DType.F32, DType.F64)) {
      for (int channels : new int[] {0, 1, 3, 40}) {
        List<Integer> lengths = new ArrayList<>(taps.stream().map(Taps::from).toList());
        lengths.addFirst(2);
        lengths.addLast(channels);
        List<Spec> inputs = List.of(new Spec(new Shape(lengths), type));
        agree(new MaxPool(taps), inputs, 0);
        agree(new Resample(taps), inputs, type == DType.F32 ? 1e-6 : 1e-14);
        List<Spec> results = new Resample(taps).results(inputs);
        Resample transposed = new Resample(taps.stream().map(Taps::transposed).toList());
        agree(transposed, results, type == DType.F32 ? 1e-6 : 1e-14);
      }
    }
  }

  private static void agree(Primitive primitive, List<Spec> inputs, double error) {
    List<Object> given = new ArrayList<>();
    for (Spec spec : inputs) {
      given.add(random(spec, given.size()));
    }
    List<Spec> results = primitive.results(inputs);
    Object[] expected = results.stream().map(spec -> random(spec, 8)).toArray();
    Object[] actual = results.stream().map(spec -> random(spec, 9)).toArray();
    Routine meaning = primitive.routine(inputs);
    meaning.run(given.toArray(), expected);
    Routine fast = new Cpu().prepare(meaning);
    assertThat(fast).isNotSameAs(meaning);
    fast.run(given.toArray(), actual);
    for (int k = 0; k < expected.length; k++) {
      for (int i = 0; i < results.get(k).size(); i++) {
        double value = Array.getDouble(expected[k], i);
        assertThat(Array.getDouble(actual[k], i))
            .as("%s of %s, result %d, element %d", primitive, inputs, k, i)
            .isCloseTo(value, within(error * (10 + Math.abs(value))));
      }
    }
  }

  private static Object random(Spec spec, int seed) {
    Random random = new Random(seed);
    Object array = spec.type().array(spec.size());
    for (int i = 0; i < spec.size(); i++) {
      switch (array) {
        case float[] x -> x[i] = (float) random.nextGaussian();
        case double[] x -> x[i] = random.nextGaussian();
        default -> ((int[]) array)[i] = random.nextInt();
      }
    }
    return array;
  }
}
