package dev.cusp.bench.products;

import dev.cusp.bench.ad.Timing;
import dev.cusp.library.Libraries;
import dev.cusp.tensor.DType;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.openjdk.jmh.runner.RunnerException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bench products}: products of matrices, beside what the library alone takes. */
@Command(
    name = "products",
    description = {
      "Times products of matrices on one thread, in microseconds of processor time: one call of"
          + " the native library, tensors, and tensors without libraries; each in a JVM of its"
          + " own, as the best of several averages.",
      "A minute or so for the usual sizes; less with --quick."
    },
    mixinStandardHelpOptions = true)
public final class ProductsCommand implements Callable<Integer> {
  private static final List<String> USUAL =
      List.of("4x4x4", "16x16x16", "64x64x64", "64x128x784", "256x256x256", "1024x1024x1024");

  @Parameters(
      arity = "0..*",
      paramLabel = "MxNxK",
      description = "Rows, columns and depth, such as 64x128x784.")
  private List<String> sizes;

  @Option(names = "--quick", description = "Shorter averages.")
  private boolean quick;

  @Option(names = "--double", description = "In double precision.")
  private boolean isDouble;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws RunnerException {
    List<String> wanted = sizes == null ? USUAL : sizes;
    for (String size : wanted) {
      if (!size.matches("[1-9]\\d{0,4}x[1-9]\\d{0,4}x[1-9]\\d{0,4}")) {
        throw new ParameterException(
            spec.commandLine(), "'" + size + "' is no size of a product; 64x128x784 is");
      }
    }
    System.setProperty("jmh.ignoreLock", "true"); // as bench ad does
    print("%-16s %12s %12s %12s".formatted("microseconds", "library", "tensors", "in Java"));
    boolean hasLibrary = Libraries.here().blas().isPresent();
    for (String size : wanted) {
      double library = hasLibrary ? time(size, ProductsBenchmark.Way.LIBRARY) : Double.NaN;
      double tensors = time(size, ProductsBenchmark.Way.TENSORS);
      double java = time(size, ProductsBenchmark.Way.JAVA);
      print("%-16s %12.3f %12.3f %12.3f".formatted(size, library, tensors, java));
    }
    return 0;
  }

  private double time(String size, ProductsBenchmark.Way way) throws RunnerException {
    Timing timing = quick ? Timing.QUICK : Timing.THOROUGH;
    String type = (isDouble ? DType.F64 : DType.F32).name();
    return 1000
        * timing.time(
            ProductsBenchmark.class, Map.of("size", size, "type", type, "way", way.name()));
  }

  private void print(String line) {
    spec.commandLine().getOut().println(line);
    spec.commandLine().getOut().flush();
  }
}
