package dev.cusp.bench.tensor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** PyTorch and JAX, where they are installed: what runs the same workloads in the same run. */
public final class Peer {
  private static final Pattern MEDIAN = Pattern.compile("\"median_ms\": *([-+.eE0-9]+)");

  private Peer() {}

  /** The class path of the module peers, if it was built: PyTorch in the JVM. */
  static Optional<String> classPath() {
    Path peers = Path.of(System.getProperty("cusp.home", "")).toAbsolutePath().resolve("peers");
    Path file = peers.resolve("target/classpath");
    try {
      return Files.isReadable(file)
          ? Optional.of(peers.resolve("target/classes") + ":" + Files.readString(file).strip())
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** PyTorch in this process, if the module peers was built. */
  public static Optional<Engine> here() {
    return classPath()
        .map(path -> {
          URL[] urls = Stream.of(path.split(":")).map(Path::of).map(Peer::url).toArray(URL[]::new);
          var loader = new URLClassLoader(urls, Peer.class.getClassLoader());
          return Engine.of("pytorch", loader);
        });
  }

  private static URL url(Path path) {
    try {
      return path.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The folder of the Python scripts, beside the project. */
  public static Optional<Path> scripts() {
    Path home = Path.of(System.getProperty("cusp.home", "")).toAbsolutePath();
    String shared = System.getProperty("cusp.shared", home.resolveSibling("shared").toString());
    return Optional.of(Path.of(shared, "peers")).filter(Files::isDirectory);
  }

  /** The interpreter; {@code PEER_PY} names another. */
  public static String python() {
    return System.getenv().getOrDefault("PEER_PY", "python3");
  }

  /** Whether a Python package can be imported. */
  public static boolean isInstalled(String python, String framework) {
    try {
      return run(List.of(python, "-c", "import " + framework), Path.of("."), 60).isPresent();
    } catch (IOException _) {
      return false; // no such interpreter
    }
  }

  /** Milliseconds of a workload by a script; empty where the script does not have it. */
  static OptionalDouble time(
      String python, Path scripts, String framework, String workload, int threads)
      throws IOException {
    String mode = framework.equals("jax") ? "jit" : "eager";
    String[] parts = workload.split(":");
    List<String> command = new ArrayList<>(List.of(python));
    if (parts.length == 1) {
      command.addAll(List.of("bench_train.py", workload, framework, mode, "" + threads));
    } else if (parts[0].contains("chain200") || parts[0].startsWith("one_call")) {
      command.addAll(List.of("bench_overhead.py", framework));
    } else {
      command.addAll(List.of("bench_ops.py", framework, mode, "" + threads, parts[0]));
    }
    String output = run(command, scripts, 300).orElse("");
    return output
        .lines()
        .filter(line -> line.contains("\"name\": \"" + workload + "\"") && isOf(line, mode))
        .map(MEDIAN::matcher)
        .filter(Matcher::find)
        .mapToDouble(found -> Double.parseDouble(found.group(1)))
        .min();
  }

  private static boolean isOf(String line, String mode) {
    return line.contains("\"mode\": \"" + mode + "\"");
  }

  /** What a process prints; empty where it fails or does not end. */
  public static Optional<String> run(List<String> command, Path folder, int seconds)
      throws IOException {
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String output = new String(process.getInputStream().readAllBytes());
    try {
      if (process.waitFor(seconds, TimeUnit.SECONDS)) {
        return process.exitValue() == 0 ? Optional.of(output) : Optional.empty();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
    return Optional.empty();
  }
}
