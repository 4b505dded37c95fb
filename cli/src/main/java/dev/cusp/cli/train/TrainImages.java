package dev.cusp.cli.train;

import dev.cusp.cli.Failure;
import dev.cusp.cli.OutputFolder;
import dev.cusp.data.Cache;
import dev.cusp.data.Dataset;
import dev.cusp.data.Digits;
import dev.cusp.data.Mnist;
import dev.cusp.io.Images;
import dev.cusp.models.CategoricalVae;
import dev.cusp.models.Generative;
import dev.cusp.models.Vae;
import dev.cusp.models.VqVae;
import dev.cusp.nn.Summary;
import dev.cusp.nn.Template;
import dev.cusp.optim.Adam;
import dev.cusp.optim.Schedule;
import dev.cusp.tensor.DType;
import dev.cusp.tensor.Key;
import dev.cusp.tensor.Tensor;
import dev.cusp.tensor.Views;
import dev.cusp.train.Callback;
import dev.cusp.train.Callbacks;
import dev.cusp.train.Trainer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./cusp train vae} and so on: learns to make images. */
@Command(
    description = "Learns to make images: what is left of some, and new ones, as pictures.",
    mixinStandardHelpOptions = true)
public final class TrainImages implements Callable<Integer> {
  private static final int ROWS = 8;
  private static final int COLUMNS = 16;

  private final String name;
  private final Template<? extends Generative> template;

  @Spec private CommandSpec spec;

  @Option(
      names = "--data",
      defaultValue = "digits",
      description = "digits, mnist or fashion. Default: ${DEFAULT-VALUE}.")
  private String data;

  @Option(names = "--epochs", defaultValue = "30", description = "Default: ${DEFAULT-VALUE}.")
  private int epochs;

  @Option(names = "--batch", defaultValue = "64", description = "Default: ${DEFAULT-VALUE}.")
  private int batch;

  @Option(
      names = "--rate",
      defaultValue = "0.002",
      description = "Of Adam at first; it falls by a cosine. Default: ${DEFAULT-VALUE}.")
  private double rate;

  @Option(names = "--seed", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(names = "--limit", description = "Learn from the first so many images only.")
  private Integer limit;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where pictures and numbers go. Default: runs/NAME-DATA.")
  private Path out;

  private TrainImages(String name, Template<? extends Generative> template) {
    this.name = name;
    this.template = template;
  }

  /** A command for each model. */
  public static void addTo(CommandLine train) {
    Map<String, Template<? extends Generative>> all = new LinkedHashMap<>();
    all.put("vae", Vae.bernoulli(256, 16));
    all.put("vae-gaussian", Vae.gaussian(256, 16));
    all.put("vae-categorical", CategoricalVae.of(256, 20, 10));
    all.put("vqvae", VqVae.of(32, 32, 128));
    all.forEach((name, template) -> train.addSubcommand(name, new TrainImages(name, template)));
  }

  private record Sets(Dataset training, Dataset test, int side) {}

  private Sets sets(PrintWriter screen) {
    try {
      Mnist mnist =
          switch (data) {
            case "digits" -> null;
            case "mnist" -> Mnist.DIGITS;
            case "fashion" -> Mnist.FASHION;
            default ->
                throw Failure.wrongUse(
                    "there is no data '%s'; there are digits, mnist, fashion".formatted(data));
          };
      return mnist == null
          ? new Sets(Digits.training(), Digits.test(), 8)
          : new Sets(
              mnist.training(Cache.standard(), screen::println),
              mnist.test(Cache.standard(), screen::println),
              28);
    } catch (IOException e) {
      throw Failure.no(e.getMessage(), e);
    }
  }

  @Override
  public Integer call() throws IOException {
    return train(template);
  }

  private <M extends Generative> Integer train(Template<M> kind) throws IOException {
    PrintWriter screen = spec.commandLine().getOut();
    if (epochs < 1 || batch < 1 || !(rate > 0) || limit != null && limit < batch) {
      throw Failure.wrongUse("--epochs, --batch and --rate are positive, --limit at least a batch");
    }
    OutputFolder folder = new OutputFolder(out == null ? Path.of("runs", name + "-" + data) : out);
    folder.create();
    Sets sets = sets(screen);
    Dataset training =
        limit == null
            ? sets.training()
            : sets.training().range(0, Math.min(limit, sets.training().size()));
    Key key = Key.of(seed);
    M model = kind.make(key.split(0), sets.side(), sets.side(), 1);
    screen.printf(
        Locale.ROOT,
        "%s: %,d parameters; %,d images to learn from%n",
        name,
        Summary.of(model).parameters(),
        training.size());
    screen.flush();
    long steps = (long) epochs * (training.size() / batch);
    Trainer<M> trainer =
        Trainer.of(
            Generative.<M>task(),
            Adam.of(Schedule.cosine(rate, rate / 100, steps)),
            epochs,
            batch,
            key.split(1));
    List<Callback<M>> callbacks =
        List.of(
            Callbacks.tables(folder.path()),
            new Plots<>(folder, name),
            new Bar<>(screen, Bar.isTerminal()));
    try {
      model = trainer.train(model, training, sets.test(), callbacks).model();
    } catch (ArithmeticException e) {
      throw Failure.no(e.getMessage(), e);
    }
    int half = ROWS * COLUMNS / 2;
    int[] first = IntStream.range(0, half).toArray();
    Tensor images = sets.test().batch(first, key.split(2)).x();
    show(screen, folder, "reconstructions.png", pairs(images, model.reconstruct(images)));
    show(screen, folder, "samples.png", grid(model.sample(key.split(3), ROWS * COLUMNS)));
    return 0;
  }

  private static void show(PrintWriter screen, OutputFolder folder, String name, Tensor picture)
      throws IOException {
    Path file = folder.path().resolve(name);
    Images.write(file, picture);
    screen.println(file);
  }

  /** Rows of images, with what is left of them below each. */
  private static Tensor pairs(Tensor images, Tensor others) {
    int side = images.shape().length(1);
    Tensor above = images.reshape(ROWS / 2, 1, COLUMNS, side, side, 1);
    Tensor below = others.reshape(ROWS / 2, 1, COLUMNS, side, side, 1);
    return grid(Views.concat(1, above, below).reshape(ROWS * COLUMNS, side, side, 1));
  }

  /** All in one picture, with lines between them, larger where they are small. */
  private static Tensor grid(Tensor images) {
    int side = images.shape().length(1);
    int zoom = side < 16 ? 3 : 1;
    Tensor large = images.repeat(1, zoom).repeat(2, zoom).pad(1, 0, 1, 0.5).pad(2, 0, 1, 0.5);
    int wide = side * zoom + 1;
    return large
        .reshape(ROWS, COLUMNS, wide, wide)
        .permute(0, 2, 1, 3)
        .reshape(ROWS * wide, COLUMNS * wide)
        .as(DType.F32);
  }
}
