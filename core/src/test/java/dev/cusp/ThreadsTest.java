package dev.cusp;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Gradients from many threads at once, and what they allocate. */
final class ThreadsTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static final class Walker {
    private double place;
    private double length;

    void walk(double step) {
      place += Math.sin(step + place);
      length += place * place;
    }
  }

  /** Residual loops, recursion and objects. */
  private static double everything(double[] x) {
    double y = x[0];
    for (int i = 0; i < 200; i++) {
      y = y > 0.5 ? Math.sin(y) * x[1] : Math.exp(-y * y) + x[2];
    }
    Walker walker = new Walker();
    for (double v : x) {
      walker.walk(v * y);
    }
    return walker.length + folded(x, x.length - 1) * y;
  }

  private static double folded(double[] x, int n) {
    return n < 0 ? 1 : Math.cos(x[n]) * folded(x, n - 1) + x[n] * folded(x, n - 2);
  }

  private static double[] start(int thread) {
    double[] x = new double[8 + thread];
    Arrays.setAll(x, i -> Math.sin(1 + i * (thread + 1)));
    return x;
  }

  @Test
  void eightThreadsGetTheBitsOfOne() throws Exception {
    Gradient<double[]> gradient = Cusp.gradient(ThreadsTest::everything);
    Gradient<double[]> alone = Cusp.gradient(ThreadsTest::everything);
    GradientInto into = Cusp.gradientInto(ThreadsTest::everything);
    CyclicBarrier together = new CyclicBarrier(8);
    try (var pool = Executors.newFixedThreadPool(8)) {
      List<Future<List<double[]>>> futures = new ArrayList<>();
      for (int t = 0; t < 8; t++) {
        double[] x = start(t);
        Callable<List<double[]>> work =
            () -> {
              together.await();
              List<double[]> found = new ArrayList<>();
              for (int k = 0; k < 50; k++) {
                found.add(gradient.apply(x));
                double[] bar = new double[x.length];
                into.apply(x, bar);
                found.add(bar);
              }
              return found;
            };
        futures.add(pool.submit(work));
      }
      for (int t = 0; t < 8; t++) {
        double[] expected = alone.apply(start(t));
        assertThat(futures.get(t).get()).allSatisfy(found -> assertThat(found).isEqualTo(expected));
      }
    }
  }

  private static long allocated(Runnable work) {
    long thread = Thread.currentThread().threadId();
    long before = THREADS.getThreadAllocatedBytes(thread);
    work.run();
    return THREADS.getThreadAllocatedBytes(thread) - before;
  }

  private static double loop(double[] x) {
    double y = x[0];
    for (int i = 0; i < x.length; i++) {
      y = Math.sin(y) * x[i] + y;
    }
    return y;
  }

  /**
   * The measurement itself allocates a little (the lambda, the first reading), which does not
   * depend on how often the gradient is called.
   */
  @Test
  void aGradientIntoAnArrayAllocatesNothing() {
    GradientInto into = Cusp.gradientInto(ThreadsTest::loop);
    double[] x = start(100);
    double[] bar = new double[x.length];
    long bytes = Long.MAX_VALUE;
    // until the compiler, which has other tests to compile too, has come to it
    for (int round = 0; round < 50 && bytes >= 1000; round++) {
      repeat(20_000, () -> into.apply(x, bar));
      bytes = allocated(() -> repeat(1000, () -> into.apply(x, bar)));
    }
    assertThat(bytes).isLessThan(1000);
  }

  @Test
  void aScalarDerivativeAllocatesNothing() {
    Scalar derivative = Cusp.derivative(t -> 10 * Math.log(1 + Math.exp(-2 * t)) + t * t);
    double[] sum = {0};
    Runnable once = () -> sum[0] += derivative.applyAsDouble(sum[0] * 1e-3);
    repeat(2000, once);
    assertThat(allocated(() -> repeat(1000, once))).isLessThan(1000);
  }

  private static double rounds(double[] x, int n) {
    double y = x[0];
    for (int i = 0; i < n; i++) {
      y = Math.sin(y) * x[1] + y;
    }
    return y;
  }

  /** Arguments, boxes and the result: some hundred bytes, whatever the loop does. */
  @Test
  void whatAGradientAllocatesDoesNotGrowWithTheLoop() {
    Gradient.Two<double[], Integer> gradient = Cusp.gradient(ThreadsTest::rounds);
    double[] x = {0.3, 0.2};
    repeat(500, () -> gradient.apply(x, 100_000));
    long few = allocated(() -> repeat(10, () -> gradient.apply(x, 1_000)));
    long many = allocated(() -> repeat(10, () -> gradient.apply(x, 100_000)));
    assertThat(many).isLessThan(few + 10_000);
  }

  private static void repeat(int times, Runnable work) {
    for (int i = 0; i < times; i++) {
      work.run();
    }
  }
}
