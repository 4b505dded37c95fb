package dev.cusp.bench.tensor;

import dev.cusp.tensor.DType;
import dev.cusp.tensor.Key;
import dev.cusp.tensor.Tensor;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Elementwise operations and reductions of a million floats, in rows of 1024. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xmx2g", "--add-modules", "jdk.incubator.vector"})
public class ElementwiseBenchmark {
  /** What is measured. */
  public enum What {
    ADD,
    EXP,
    TANH,
    GELU,
    SILU,
    CHAIN,
    SUM,
    ROWS,
    COLUMNS,
    TRANSPOSE,
    SOFTMAX
  }

  @Param public What what;

  private final Tensor x = Key.of(1).normal(DType.F32, 1024, 1024);
  private final Tensor y = Key.of(2).normal(DType.F32, 1024, 1024);

  @Setup
  public void prepare() {
    x.evaluate();
    y.evaluate();
  }

  @Benchmark
  public Object run() {
    return result().evaluate();
  }

  private Tensor result() {
    return switch (what) {
      case ADD -> x.add(y);
      case EXP -> x.exp();
      case TANH -> x.tanh();
      case GELU -> x.map(ElementwiseBenchmark::gelu);
      case SILU -> x.map(v -> v / (1 + Math.exp(-v)));
      case CHAIN -> x.zip(y, ElementwiseBenchmark::chain);
      case SUM -> x.sum();
      case ROWS -> x.sum(1);
      case COLUMNS -> x.sum(0);
      case TRANSPOSE -> x.transpose().mul(2);
      case SOFTMAX -> {
        Tensor e = x.sub(x.max(1).keepDims(1)).exp();
        yield e.div(e.sum(1).keepDims(1));
      }
    };
  }

  private static double gelu(double x) {
    return 0.5 * x * (1 + Math.tanh(0.7978845608 * (x + 0.044715 * x * x * x)));
  }

  /** Ten operations. */
  private static double chain(double x, double y) {
    double a = x * y + 1;
    double b = a * x - y;
    double c = b * 0.5 + x;
    double d = c * c - y;
    return d * 0.25 + x;
  }
}
