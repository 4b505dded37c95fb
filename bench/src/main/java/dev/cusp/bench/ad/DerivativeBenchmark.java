package dev.cusp.bench.ad;

import dev.cusp.bench.cases.Cases;
import dev.cusp.bench.cases.Way;
import java.io.IOException;
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

/** One computation of one case. {@link Timing} runs it once for each, in a fresh JVM. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class DerivativeBenchmark {
  @Param("rosenbrock-1e3")
  public String name;

  @Param("CUSP")
  public Way way;

  private Supplier<?> computation;

  @Setup
  public void prepare() throws IOException {
    computation = way.of(Cases.load(name)).orElseThrow();
  }

  @Benchmark
  public Object run(Clock clock) {
    clock.count();
    return computation.get();
  }
}
