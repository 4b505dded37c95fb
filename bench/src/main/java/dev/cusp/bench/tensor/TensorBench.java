package dev.cusp.bench.tensor;

import dev.cusp.bench.ad.Timing;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openjdk.jmh.runner.RunnerException;

/** Measures workloads one after the other: by Cusp, and shortly after by who else is here. */
final class TensorBench {
  private static final Timing THOROUGH = new Timing(8, 12, 250, List.of());

  /** Networks have many kernels, which take the JIT seconds. */
  private static final Timing STEPS = new Timing(40, 12, 250, List.of());

  private static final Timing QUICK = new Timing(4, 6, 150, List.of());

  private final Timing timing;
  private final Optional<String> pytorch = Peer.classPath();
  private final Optional<Engine> engine = Peer.here();
  private final Optional<Path> scripts = Peer.scripts();
  private final boolean hasTorch;
  private final boolean hasJax;
  private final Map<Integer, Double> bandwidths = new HashMap<>();

  TensorBench(boolean quick) {
    timing = quick ? QUICK : THOROUGH;
    hasTorch = scripts.isPresent() && Peer.isInstalled(Peer.python(), "torch");
    hasJax = scripts.isPresent() && Peer.isInstalled(Peer.python(), "jax");
  }

  /** Where PyTorch's times come from. */
  String peers() {
    List<String> all = new ArrayList<>();
    if (hasTorch || hasJax) {
      String both = hasTorch && hasJax ? "PyTorch and JAX" : hasTorch ? "PyTorch" : "JAX";
      all.add(both + " of " + Peer.python() + ", in this run");
    }
    if (pytorch.isPresent()) {
      all.add("PyTorch in the JVM, in this run");
    } else if (!hasTorch) {
      all.add("no PyTorch is here; mvn -Ppytorch -DskipTests package fetches one");
    }
    all.add("r and compiled: recorded on a reference machine in another run");
    return String.join("; ", all);
  }

  /** Times one workload. */
  TensorRow measure(String name, int threads) throws IOException, RunnerException {
    Workload workload = Workloads.of(name);
    Recorded recorded = Recorded.of(name, threads);
    double cusp = Double.NaN;
    double error = Double.NaN;
    String problem = "";
    try {
      error = Check.error(name);
      if (!Recorded.check(name).isEmpty() && !(error <= Check.tolerance(name))) {
        problem = "what is computed is not what PyTorch computed";
      }
      cusp = time("cusp", name, threads);
    } catch (RuntimeException e) {
      problem = "Cusp: " + e;
    }
    double here = pytorch(name, threads);
    double jax = hasJax ? script("jax", name, threads) : Double.NaN;
    double compiled = least(jax, least(recorded.compile(), recorded.jax()));
    double known = Double.isNaN(here) ? recorded.pytorch() : here;
    return new TensorRow(
        name,
        threads,
        cusp,
        known,
        !Double.isNaN(here),
        compiled,
        workload.bytes() < 1 << 25 ? Double.NaN : workload.bytes() / cusp / bandwidth(threads),
        error,
        TensorRow.goal(workload.goal(), known, compiled),
        problem);
  }

  private static double least(double x, double y) {
    return Double.isNaN(x) ? y : Double.isNaN(y) ? x : Math.min(x, y);
  }

  /** The best of the PyTorchs that are here. */
  private double pytorch(String name, int threads) throws IOException, RunnerException {
    double script = hasTorch ? script("torch", name, threads) : Double.NaN;
    if (pytorch.isEmpty() || !engine.orElseThrow().has(name)) {
      return script;
    }
    String own = System.setProperty("java.class.path", pytorch.get());
    try {
      return least(script, time("pytorch", name, threads));
    } finally {
      System.setProperty("java.class.path", own);
    }
  }

  private double script(String framework, String name, int threads) throws IOException {
    return Peer.time(Peer.python(), scripts.orElseThrow(), framework, name, threads)
        .orElse(Double.NaN);
  }

  /** Bytes in a millisecond, measured once for so many threads. */
  double bandwidth(int threads) throws RunnerException {
    if (!bandwidths.containsKey(threads)) {
      bandwidths.put(threads, 12.0 * Triad.N / time("cusp", Triad.NAME, threads));
    }
    return bandwidths.get(threads);
  }

  private double time(String engine, String name, int threads) throws RunnerException {
    List<String> options = new ArrayList<>(List.of("-Xmx8g", "-Dcusp.threads=" + threads));
    options.add("-Djava.util.concurrent.ForkJoinPool.common.parallelism=" + threads);
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> option.startsWith("--add-modules") || option.startsWith("-Dcusp."))
        .forEach(options::add);
    boolean isStep = Workloads.trained(name) != null;
    Timing usual = isStep && timing == THOROUGH ? STEPS : timing;
    Timing here = new Timing(usual.warmups(), usual.averages(), usual.millis(), options);
    return here.time(
        TensorBenchmark.class, Map.of("workload", name, "engine", engine, "threads", "" + threads));
  }
}
