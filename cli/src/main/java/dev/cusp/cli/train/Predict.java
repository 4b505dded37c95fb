package dev.cusp.cli.train;

import dev.cusp.cli.Failure;
import dev.cusp.io.SafeTensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./cusp predict RUN INPUT...}: what a trained network takes inputs for, or writes. */
@Command(
    name = "predict",
    description =
        "Says what a trained network takes images or rows of tables for, or goes on with texts.",
    mixinStandardHelpOptions = true)
public final class Predict implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "RUN",
      description =
          "The folder of a run, of which the best model is taken, a .safetensors file, or a model of"
              + " which there is one run in ./runs.")
  private Path run;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "INPUT",
      description =
          "PNG, JPEG, GIF or BMP, brought to the size that the network knows; for a network of texts"
              + " a text to go on with; for one of tables a table with the columns it learned from.")
  private List<String> inputs;

  @Option(
      names = "--invert",
      description = "Exchange black and white: MNIST's digits are white on black.")
  private boolean isInverted;

  @Option(
      names = "--top",
      defaultValue = "3",
      description = "How many classes are told. Default: ${DEFAULT-VALUE}.")
  private int top;

  @Option(
      names = "--length",
      defaultValue = "200",
      description = "How many characters a text gets. Default: ${DEFAULT-VALUE}.")
  private int length;

  @Option(
      names = "--temperature",
      defaultValue = "0.7",
      description =
          "How bold a text is: 0 takes the likeliest character, 1 draws as the network says."
              + " Default: ${DEFAULT-VALUE}.")
  private double temperature;

  @Option(names = "--seed", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}.")
  private long seed;

  List<String> inputs() {
    return inputs;
  }

  boolean isInverted() {
    return isInverted;
  }

  int top() {
    return top;
  }

  int length() {
    return length;
  }

  double temperature() {
    return temperature;
  }

  long seed() {
    return seed;
  }

  @Override
  public Integer call() throws IOException {
    if (length < 1 || !(temperature >= 0) || temperature == Double.POSITIVE_INFINITY) {
      throw Failure.wrongUse("--length is at least 1, --temperature a number that is not negative");
    }
    Path path = path();
    Path file = Files.isDirectory(path) ? path.resolve("best.safetensors") : path;
    SafeTensors trained = read(file);
    Family family = Family.of(Saved.name(file, trained), trained.metadata().get("target"));
    family.predict(file, trained, this, spec.commandLine().getOut());
    return 0;
  }

  /** The run that was named, or the only one of a model. */
  private Path path() throws IOException {
    if (Files.exists(run) || !Family.isNetwork(run.toString())) {
      return run;
    }
    List<Path> runs = RunFolder.ofModel(run.toString());
    if (runs.size() != 1) {
      throw Failure.wrongUse(
          runs.isEmpty()
              ? "there is no run of %s here; './cusp train %s' makes one".formatted(run, run)
              : "there are several runs of %s; name one: %s".formatted(run, runs));
    }
    return runs.getFirst();
  }

  private SafeTensors read(Path file) throws IOException {
    try {
      return SafeTensors.read(file);
    } catch (NoSuchFileException e) {
      throw Failure.wrongUse(
          "%s: there is no trained network there; 'cusp train' makes one".formatted(run));
    }
  }
}
