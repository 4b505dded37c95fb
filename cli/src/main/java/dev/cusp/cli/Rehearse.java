package dev.cusp.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * Runs the commands once on a small program. The launcher does so after a build, while the JVM
 * records which classes are loaded; from then on they come from its cache and commands start fast.
 */
@Command(
    name = "rehearse",
    hidden = true,
    description = "Runs the commands once, for the launcher.")
final class Rehearse implements Callable<Integer> {
  private static final String PROGRAM = "Training.java";

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    try {

      Path file = Files.createTempFile("cusp", PROGRAM);
      try (InputStream program = Rehearse.class.getResourceAsStream(PROGRAM)) {
        Files.write(file, program.readAllBytes());
        run(file.toString());
        train(Files.createTempDirectory("cusp"));
        return 0; // what is loaded counts, not what comes of it
      } finally {
        Files.delete(file);
      }
    } catch (IOException cause) {
      throw new UncheckedIOException(cause);
    }
  }

  private void run(String file) {
    String params = "{\"mu\": 0.5, \"sigma\": 2, \"w\": [1, -0.5]}";
    String data = "[[0.1], [3], [-1.5]]";
    execute("grad", file, "loss", params, data, "3", "true", "--json");
    execute("grad", file, "loss", params, data, "3", "false", "--mode", "forward");
    execute("grad", file, "polar", "2", "-0.5", "--json");
    execute("check", file, "square", "-0.6");
    execute("explain", file, "square");
  }

  private void train(Path folder) throws IOException {
    execute("train", "lenet", "--epochs", "2", "--limit", "128", "--out", folder.toString());
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  private void execute(String... words) {
    Main.commandLine().setOut(spec.commandLine().getOut()).execute(words);
  }
}
