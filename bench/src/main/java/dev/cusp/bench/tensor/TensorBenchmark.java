package dev.cusp.bench.tensor;

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

/** One workload of one engine. {@code Timing} runs it once for each, in a fresh JVM. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class TensorBenchmark {
  @Param("matmul_256:fwd")
  public String workload;

  @Param("cusp")
  public String engine;

  @Param("2")
  public int threads;

  private Supplier<?> computation;

  @Setup
  public void prepare() {
    computation = Engine.of(engine).prepare(workload, threads).orElseThrow();
  }

  @Benchmark
  public Object run(WallClock clock) {
    clock.count();
    return computation.get();
  }
}
