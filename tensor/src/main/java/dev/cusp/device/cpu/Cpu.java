package dev.cusp.device.cpu;

import dev.cusp.emit.Emit;
import dev.cusp.kernel.Device;
import dev.cusp.kernel.Kernel;
import dev.cusp.kernel.Routine;
import dev.cusp.library.Libraries;
import dev.cusp.tensor.Convolution;
import dev.cusp.tensor.MaxPool;
import dev.cusp.tensor.Resample;
import java.util.List;

/**
 * Kernels as JVM classes. Products of matrices go to {@link Multiply}, whose sums are taken in
 * another order than the kernel's; all else agrees with {@link dev.cusp.kernel.KernelInterpreter}
 * bit for bit.
 */
public final class Cpu implements Device {
  /** Long loops are run in parts, so that the method with the loop is called often. */
  private static final int PART = 8192;

  /** What an emitted class implements. */
  public interface Part {
    void run(Object[] arrays, Object output, double[] numbers, int from, int to);
  }

  private final Libraries libraries;

  /** With the libraries of this process. */
  public Cpu() {
    this(Libraries.here());
  }

  /**
   * With libraries of one's own.
   *
   * @param libraries asked when there is need of one
   */
  public Cpu(Libraries libraries) {
    this.libraries = libraries;
  }

  @Override
  public Code compile(Kernel kernel) {
    if (kernel.extents().subList(0, kernel.outer()).contains(0)) {
      return (_, _, _) -> {};
    }
    Product product = Product.of(kernel);
    return product != null ? new Multiply(product, Multiplier.of(libraries)) : loops(kernel);
  }

  @Override
  public Routine prepare(Routine meaning) {
    return switch (meaning) {
      case Convolution.Direct direct when Depthwise.is(direct.geometry()) -> new Depthwise(direct);
      case Convolution.Direct direct -> new Convolve(direct, Multiplier.of(libraries));
      case MaxPool.Largest largest -> Pool.of(largest);
      case Resample.Weighted weighted -> Pool.of(weighted);
      default -> meaning;
    };
  }

  private static Code loops(Kernel kernel) {
    Part part = Emit.implement(Nest.of(kernel), Part.class, List.of());
    int n = kernel.extents().getFirst();
    long work = kernel.body().body().body().size() + 1L;
    for (int extent : kernel.extents()) {
      work *= extent;
    }
    long all = work;
    int most = kernel.extents().size() == 1 ? PART : Integer.MAX_VALUE;
    return (arrays, output, numbers) ->
        Threads.split(n, all, most, (from, to) -> part.run(arrays, output, numbers, from, to));
  }
}
