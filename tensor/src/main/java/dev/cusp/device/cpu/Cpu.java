package dev.cusp.device.cpu;

import dev.cusp.device.cpu.Template.Kind;
import dev.cusp.kernel.Device;
import dev.cusp.kernel.Group;
import dev.cusp.kernel.Kernel;
import dev.cusp.kernel.Routine;
import dev.cusp.library.Libraries;
import dev.cusp.tensor.Convolution;
import dev.cusp.tensor.MaxPool;
import dev.cusp.tensor.Resample;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Kernels as JVM classes. Products of matrices go to {@link Multiply}, whose sums are taken in
 * another order than the kernel's; all else agrees with {@link dev.cusp.kernel.KernelInterpreter}
 * bit for bit.
 */
public final class Cpu implements Device {
  /** When kernels use the Vector API. */
  public enum Vectors {
    /** Never, {@code -Dcusp.simd=off}; nor where the module jdk.incubator.vector is not there. */
    NEVER,
    /** As soon as a kernel is worth it and its vector form has been compiled by the JIT. */
    WARM,
    /** From the first call on, {@code -Dcusp.simd=always}. */
    ALWAYS;

    private static Vectors standard() {
      return switch (System.getProperty("cusp.simd", "on")) {
        case "off" -> NEVER;
        case "always" -> ALWAYS;
        case "on" -> WARM;
        default ->
            throw new IllegalArgumentException(
                "cusp.simd is on, off or always, not " + System.getProperty("cusp.simd"));
      };
    }
  }

  private final Libraries libraries;
  private final Vectors vectors;

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
    this(libraries, Vectors.standard());
  }

  /** With vectors or without them, as a test wants it. */
  public Cpu(Vectors vectors) {
    this(Libraries.here(), vectors);
  }

  private Cpu(Libraries libraries, Vectors vectors) {
    this.libraries = libraries;
    this.vectors = vectors;
  }

  /** Templates whose code is kept. */
  private static final int KEPT = 2048;

  private final Map<Template, Strips> strips =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Template, Strips> eldest) {
          return size() > KEPT;
        }
      };

  @Override
  public Code compile(Group group) {
    if (group.members().size() == 1) {
      Group.Member m = group.members().getFirst();
      Blocks.Whole whole = whole(m.kernel());
      return (arrays, starts, numbers) -> whole.run(arrays, starts, arrays[m.output()], numbers);
    }
    return new Blocks(group, group.members().stream().map(m -> nest(m.kernel())).toList());
  }

  private Blocks.Whole whole(Kernel kernel) {
    if (kernel.extents().subList(0, kernel.outer()).contains(0)) {
      return (_, _, _, _) -> {};
    }
    if (kernel.extents().contains(0)) {
      return (_, _, output, _) -> kernel.reduction().clear(output);
    }
    Product product = Product.of(kernel);
    return product != null ? new Multiply(product, Multiplier.of(libraries)) : nest(kernel);
  }

  private Nest nest(Kernel kernel) {
    return new Nest(kernel, this::strips);
  }

  @Override
  public Routine prepare(Routine meaning) {
    return switch (meaning) {
      case Convolution.Direct direct ->
          LibraryConvolve.of(direct, libraries).orElseGet(() -> convolution(direct));
      case MaxPool.Largest largest -> new Largest(largest);
      case Resample.Weighted weighted -> new Pool(weighted);
      case Routine.InPieces(int count, long work, Routine.Piece piece) ->
          (inputs, results) ->
              Threads.split(
                  count,
                  work,
                  Integer.MAX_VALUE,
                  (first, end) -> piece.run(first, end, inputs, results));
      default -> meaning;
    };
  }

  private Routine convolution(Convolution.Direct direct) {
    return Depthwise.is(direct.geometry())
        ? new Depthwise(direct)
        : new Convolve(direct, Multiplier.of(libraries));
  }

  private Strips strips(Kernel kernel, Kind kind, int inner) {
    Template template = Template.of(kernel, kind, inner);
    synchronized (strips) {
      return strips.computeIfAbsent(template, _ -> new Strips(template, vectors));
    }
  }
}
