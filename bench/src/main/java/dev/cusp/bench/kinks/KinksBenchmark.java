package dev.cusp.bench.kinks;

import dev.cusp.Kinks;
import dev.cusp.bench.ad.Clock;
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

/** The derivative of one case under one answer at kinks, in a fresh JVM. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class KinksBenchmark {
  @Param("sum-of-abs")
  public String name;

  @Param("EXACT")
  public Kinks kinks;

  private Supplier<?> derivative;

  @Setup
  public void prepare() throws IOException {
    derivative = KinkCases.derivative(name, kinks);
  }

  @Benchmark
  public Object run(Clock clock) {
    clock.count();
    return derivative.get();
  }
}
