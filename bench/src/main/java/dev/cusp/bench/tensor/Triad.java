package dev.cusp.bench.tensor;

import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * The bandwidth of memory as plain Java sees it: {@code a = b + 3 c} on three arrays of 64 MiB
 * (McCalpin's STREAM, which counts 12 bytes an element).
 */
final class Triad {
  static final String NAME = "triad_16M";
  static final int N = 1 << 24;

  private Triad() {}

  static Supplier<Object> of(int threads) {
    float[] a = new float[N];
    float[] b = new float[N];
    float[] c = new float[N];
    return () -> {
      IntStream.range(0, threads).parallel().forEach(t -> part(a, b, c, t, threads));
      return a;
    };
  }

  private static void part(float[] a, float[] b, float[] c, int t, int threads) {
    int to = (int) ((long) N * (t + 1) / threads);
    for (int i = (int) ((long) N * t / threads); i < to; i++) {
      a[i] = b[i] + 3 * c[i];
    }
  }
}
