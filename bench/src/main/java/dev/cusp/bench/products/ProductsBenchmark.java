package dev.cusp.bench.products;

import dev.cusp.bench.ad.Clock;
import dev.cusp.device.cpu.Cpu;
import dev.cusp.library.Blas;
import dev.cusp.library.Gemm;
import dev.cusp.library.Libraries;
import dev.cusp.schedule.Scheduler;
import dev.cusp.tensor.DType;
import dev.cusp.tensor.Key;
import dev.cusp.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One product of matrices, in a fresh JVM. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class ProductsBenchmark {
  /** Who computes it. */
  public enum Way {
    /** One call of the library, for the whole product. */
    LIBRARY,
    /** A product of tensors, recorded, planned and run. */
    TENSORS,
    /** The same without libraries. */
    JAVA
  }

  /** Rows, columns and depth. */
  @Param("64x128x784")
  public String size;

  @Param("F32")
  public DType type;

  @Param("TENSORS")
  public Way way;

  private Supplier<?> product;

  @Setup
  public void prepare() {
    int[] extents = Arrays.stream(size.split("x")).mapToInt(Integer::parseInt).toArray();
    int m = extents[0];
    int n = extents[1];
    int k = extents[2];
    Tensor x = Key.of(1).normal(type, m, k).evaluate();
    Tensor y = Key.of(2).normal(type, k, n).evaluate();
    product =
        switch (way) {
          case LIBRARY -> call(x, y, new Gemm(m, n, k, false, k, false, n, n, false));
          case TENSORS -> on(new Cpu(), x, y);
          case JAVA -> on(new Cpu(Optional::empty), x, y);
        };
  }

  private static Supplier<?> on(Cpu cpu, Tensor x, Tensor y) {
    Scheduler scheduler = new Scheduler(cpu, true);
    return () -> scheduler.evaluate(List.of(x.matmul(y)));
  }

  private static Supplier<?> call(Tensor x, Tensor y, Gemm gemm) {
    Blas blas = Libraries.here().blas().orElseThrow();
    if (x.data() instanceof float[] a && y.data() instanceof float[] b) {
      float[] c = new float[gemm.m() * gemm.n()];
      return () -> {
        blas.multiply(gemm, a, 0, b, 0, c, 0);
        return c;
      };
    }
    double[] a = (double[]) x.data();
    double[] b = (double[]) y.data();
    double[] c = new double[gemm.m() * gemm.n()];
    return () -> {
      blas.multiply(gemm, a, 0, b, 0, c, 0);
      return c;
    };
  }

  @Benchmark
  public Object run(Clock clock) {
    clock.count();
    return product.get();
  }
}
