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

/** A convolution, a maximum over windows, or a training step of LeNet-5. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class ConvolutionBenchmark {
  @Param public Convolution what;

  @Param({"false", "true"})
  public boolean backward;

  private Supplier<?> computation;

  @Setup
  public void prepare() {
    computation = what.run(backward);
  }

  @Benchmark
  public Object run() {
    return computation.get();
  }
}
