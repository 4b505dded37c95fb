package dev.cusp.bench.train;

import dev.cusp.bench.tensor.Peer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench train}: time to accuracy, the start of the process included. */
@Command(
    name = "train",
    description = {
      "Measures how long it takes from the start of a process until a network reads digits: an MLP"
          + " 97 %%, a small convolutional network 98 %% of 360. Medians over seeds; processor time is"
          + " that to the goal, on all cores. PyTorch runs the"
          + " same, in turns, where it is installed (PEER_PY names a Python); else its times are"
          + " those that were recorded on another machine, and no ratio is printed."
    },
    mixinStandardHelpOptions = true)
public final class TrainCommand implements Callable<Integer> {
  private static final Pattern SECONDS = Pattern.compile("\"t9[78]_s\": *([-+.eE0-9]+)");

  @Option(names = "--seeds", defaultValue = "5", description = "Default: ${DEFAULT-VALUE}.")
  private int seeds;

  @Option(names = "--threads", defaultValue = "2", description = "Default: ${DEFAULT-VALUE}.")
  private int threads;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (seeds < 1 || threads < 1) {
      throw new ParameterException(spec.commandLine(), "--seeds and --threads are at least 1");
    }
    PrintWriter out = spec.commandLine().getOut();
    Optional<Path> scripts = Peer.scripts();
    boolean isHere = scripts.isPresent() && Peer.isInstalled(Peer.python(), "torch");
    out.printf(
        "%-5s %10s %8s %10s %8s %8s %10s%n",
        "net", "first step", "goal", "processor", "epochs", "ms/step", "PyTorch");
    for (String net : List.of("mlp", "cnn")) {
      List<double[]> own = new ArrayList<>();
      List<Double> theirs = new ArrayList<>();
      for (int seed = 1; seed <= seeds; seed++) {
        own.add(cusp(net, seed));
        if (isHere) {
          pytorch(scripts.get(), net, seed).ifPresent(theirs::add);
        }
      }
      double goal = median(own, 1);
      String beside =
          theirs.isEmpty()
              ? text("%.2f (recorded)", recorded(net))
              : text("%.2f (x %.2f)", median(theirs), goal / median(theirs));
      out.println(
          text(
              "%-5s %8.2f s %6.2f s %8.2f s %8.0f %8.2f %10s",
              net, median(own, 0), goal, median(own, 4), median(own, 2), median(own, 3), beside));
      out.flush();
    }
    return 0;
  }

  private static String text(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }

  /** Starts a JVM with the options of this one. */
  private double[] cusp(String net, int seed) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(
        List.of("-Dcusp.threads=" + threads, "-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(TimeToAccuracy.class.getName(), net, "" + seed));
    command.add("" + System.currentTimeMillis());
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("a process failed: " + output.strip());
    }
    return Arrays.stream(output.strip().split(" ")).mapToDouble(Double::parseDouble).toArray();
  }

  private OptionalDouble pytorch(Path scripts, String net, int seed) throws IOException {
    List<String> command =
        List.of("env", "TTA_T0=" + System.currentTimeMillis() / 1e3, Peer.python(), "tta.py");
    List<String> all = new ArrayList<>(command);
    all.addAll(List.of("torch", "eager", "" + threads, net, "" + seed));
    Matcher found = SECONDS.matcher(Peer.run(all, scripts, 300).orElse(""));
    double last = Double.NaN; // the goal of the CNN comes second
    for (int i = 0; i < (net.equals("mlp") ? 1 : 2) && found.find(); i++) {
      last = Double.parseDouble(found.group(1));
    }
    return Double.isNaN(last) ? OptionalDouble.empty() : OptionalDouble.of(last);
  }

  private double recorded(String net) throws IOException {
    try (var file = TrainCommand.class.getResourceAsStream("recorded.tsv");
        var lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .map(line -> line.split("\t"))
          .filter(words -> words[0].equals(net) && words[1].equals("" + threads))
          .mapToDouble(words -> Double.parseDouble(words[2]))
          .findFirst()
          .orElse(Double.NaN);
    }
  }

  private static double median(List<double[]> rows, int column) {
    return median(rows.stream().map(row -> row[column]).toList());
  }

  private static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(x -> x).sorted().toArray();
    return sorted[sorted.length / 2];
  }
}
