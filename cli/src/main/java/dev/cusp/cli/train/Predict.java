package dev.cusp.cli.train;

import dev.cusp.cli.Failure;
import dev.cusp.data.ImageFolder;
import dev.cusp.data.Images;
import dev.cusp.models.Classifiers;
import dev.cusp.tensor.Tensor;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./cusp predict RUN IMAGE...}: what a trained network takes images for. */
@Command(
    name = "predict",
    description = "Says what a trained network takes images for.",
    mixinStandardHelpOptions = true)
public final class Predict implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "RUN",
      description =
          "The folder of a run, of which the best model is taken, or a .safetensors file.")
  private Path run;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "IMAGE",
      description = "PNG, JPEG, GIF or BMP; brought to the size that the network knows.")
  private List<Path> files;

  @Option(
      names = "--invert",
      description = "Exchange black and white: MNIST's digits are white on black.")
  private boolean isInverted;

  @Option(names = "--top", defaultValue = "3", description = "Default: ${DEFAULT-VALUE}.")
  private int top;

  @Override
  public Integer call() {
    Saved.Read read = read();
    int[] shape = read.saved().shape();
    List<String> classes = read.saved().classes();
    PrintWriter out = spec.commandLine().getOut();
    for (Path file : files) {
      Tensor x = image(file, shape);
      double[] p = read.model().apply(isInverted ? x.neg().add(1) : x).softmax(-1).toDoubles();
      int[] order =
          IntStream.range(0, p.length)
              .boxed()
              .sorted((i, j) -> Double.compare(p[j], p[i]))
              .mapToInt(i -> i)
              .limit(Math.max(1, top))
              .toArray();
      StringBuilder line = new StringBuilder(file + ":");
      for (int i : order) {
        line.append(String.format(Locale.ROOT, "  %s %.1f%%", classes.get(i), 100 * p[i]));
      }
      out.println(line);
    }
    return 0;
  }

  /** The run that was named, or the only one of a model. */
  private Path path() throws IOException {
    if (Files.exists(run) || !Classifiers.all().containsKey(run.toString())) {
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

  private Saved.Read read() {
    try {
      Path path = path();
      return Saved.read(Files.isDirectory(path) ? path.resolve("best.safetensors") : path);
    } catch (NoSuchFileException e) {
      throw Failure.wrongUse(
          "%s: there is no trained network there; 'cusp train' makes one".formatted(run));
    } catch (IOException e) {
      throw Failure.no(e.getMessage(), e);
    }
  }

  private static Tensor image(Path file, int... shape) {
    try {
      byte[] pixels = ImageFolder.pixels(file, shape[0], shape[1], shape[2]);
      return Images.of(pixels, shape[0], shape[1], shape[2], new int[1], List.of()).all().x();
    } catch (NoSuchFileException e) {
      throw Failure.wrongUse("there is no file " + file);
    } catch (IOException e) {
      throw Failure.no(e.getMessage(), e);
    }
  }
}
