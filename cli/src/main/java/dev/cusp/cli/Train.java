package dev.cusp.cli;

import dev.cusp.data.Cache;
import dev.cusp.data.Dataset;
import dev.cusp.data.Digits;
import dev.cusp.data.Images;
import dev.cusp.data.Mnist;
import dev.cusp.models.Classifiers;
import dev.cusp.nn.Sequential;
import dev.cusp.nn.Summary;
import dev.cusp.optim.Adam;
import dev.cusp.optim.Optimizer;
import dev.cusp.optim.Schedule;
import dev.cusp.optim.Sgd;
import dev.cusp.tensor.Key;
import dev.cusp.train.Trainer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./cusp train MODEL}: trains a network on images and says how well it reads them. */
@Command(
    name = "train",
    description = "Trains a network on real images.",
    mixinStandardHelpOptions = true)
final class Train implements Callable<Integer> {
  /** What there is to learn from. */
  enum Data {
    DIGITS,
    MNIST,
    FASHION
  }

  /** How a step is made. */
  enum Method {
    ADAM,
    SGD,
    MOMENTUM
  }

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "MODEL", description = "One of those that 'cusp models' lists.")
  private String name;

  @Option(
      names = "--data",
      defaultValue = "digits",
      description = "${COMPLETION-CANDIDATES}; digits come with Cusp, the others are fetched once.")
  private Data data;

  @Option(names = "--epochs", defaultValue = "10", description = "Default: ${DEFAULT-VALUE}.")
  private int epochs;

  @Option(names = "--batch", defaultValue = "64", description = "Default: ${DEFAULT-VALUE}.")
  private int batch;

  @Option(
      names = "--optimizer",
      defaultValue = "adam",
      description = "${COMPLETION-CANDIDATES}; default: ${DEFAULT-VALUE}.")
  private Method method;

  @Option(
      names = "--rate",
      description = "The first step size; it falls by a cosine. Default: 0.002, of Adam 0.05.")
  private Double rate;

  @Option(names = "--seed", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(names = "--limit", description = "Learn from the first so many examples only.")
  private Integer limit;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where metrics.csv goes: loss, accuracy and seconds of each epoch.")
  private Path out;

  @Override
  public Integer call() throws IOException {
    Classifiers.Named named = Classifiers.all().get(name);
    if (named == null) {
      throw Failure.wrongUse(
          "there is no model '%s'; there are %s".formatted(name, Classifiers.all().keySet()));
    }
    if (epochs < 1 || batch < 1 || limit != null && limit < batch) {
      throw Failure.wrongUse("--epochs and --batch are at least 1, --limit at least a batch");
    }
    PrintWriter screen = spec.commandLine().getOut();
    Sets sets = sets(screen);
    Dataset training = limit == null ? sets.training() : first(sets.training(), limit);
    int[] shape = sets.shape();
    Key key = Key.of(seed);
    Sequential model = named.template().apply(training.classes().size()).make(key.split(0), shape);
    screen.printf(
        Locale.ROOT,
        "%s, %,d parameters; %,d images to learn from, %,d for testing%n",
        named.about(),
        Summary.of(model).parameters(),
        training.size(),
        sets.test().size());
    screen.flush();
    Trainer trainer = new Trainer(optimizer(training.size()), epochs, batch, key.split(1));
    Trainer.Result result = run(trainer, model, training, sets.test(), screen);
    if (out != null) {
      OutputFolder folder = new OutputFolder(out);
      folder.create();
      screen.println("metrics: " + folder.write("metrics.csv", csv(result)));
    }
    return 0;
  }

  private static Trainer.Result run(
      Trainer trainer, Sequential model, Dataset training, Dataset test, PrintWriter screen) {
    try {
      return trainer.train(model, training, test, new Lines(screen, trainer.epochs()));
    } catch (ArithmeticException e) {
      throw Failure.no(e.getMessage(), e);
    }
  }

  private record Sets(Dataset training, Dataset test, int... shape) {}

  private Sets sets(PrintWriter screen) throws IOException {
    if (data == Data.DIGITS) {
      return new Sets(Digits.training(), Digits.test(), 8, 8, 1);
    }
    Mnist mnist = data == Data.MNIST ? Mnist.DIGITS : Mnist.FASHION;
    try {
      Images training = mnist.training(Cache.standard(), screen::println).standardized();
      Images test = mnist.test(Cache.standard(), screen::println);
      return new Sets(
          training, test.standardizedBy(training.mean(), training.deviation()), 28, 28, 1);
    } catch (IOException e) {
      throw Failure.no(e.getMessage(), e);
    }
  }

  private static Dataset first(Dataset all, int n) {
    return all.range(0, Math.min(n, all.size()));
  }

  private Optimizer optimizer(int examples) {
    double size = rate != null ? rate : method == Method.ADAM ? 0.002 : 0.05;
    Schedule schedule = Schedule.cosine(size, size / 100, (long) epochs * (examples / batch));
    return switch (method) {
      case ADAM -> Adam.of(schedule);
      case SGD -> Sgd.of(schedule);
      case MOMENTUM -> Sgd.of(schedule).momentum(0.9);
    };
  }

  private static String csv(Trainer.Result result) {
    StringBuilder text = new StringBuilder("epoch,loss,accuracy,seconds\n");
    for (Trainer.Epoch e : result.epochs()) {
      text.append(
          String.format(
              Locale.ROOT, "%d,%.6g,%.6g,%.3f%n", e.number(), e.loss(), e.accuracy(), e.seconds()));
    }
    return text.toString();
  }

  /** A bar while an epoch runs, where somebody watches, and a line for each. */
  private static final class Lines implements Trainer.Listener {
    private static final int WIDTH = 30;

    private final PrintWriter screen;
    private final int epochs;
    private final boolean isWatched = System.console() != null && System.console().isTerminal();
    private long epochBegan = System.nanoTime();
    private long shown;

    Lines(PrintWriter screen, int epochs) {
      this.screen = screen;
      this.epochs = epochs;
    }

    @Override
    public void step(int epoch, int step, int steps, double loss) {
      long now = System.nanoTime();
      if (!isWatched || now - shown < 100_000_000) {
        return;
      }
      shown = now;
      int full = WIDTH * step / steps;
      double left = (now - epochBegan) / 1e9 * (steps - step) / step;
      screen.printf(
          Locale.ROOT,
          "\repoch %d/%d %s%s %d/%d, loss %.4f, %.0f s left ",
          epoch,
          epochs,
          "=".repeat(full),
          ".".repeat(WIDTH - full),
          step,
          steps,
          loss,
          left);
      screen.flush();
    }

    @Override
    public boolean epoch(Trainer.Epoch e) {
      screen.printf(
          Locale.ROOT,
          "%sepoch %2d/%d: loss %.4f, %.2f%% of the test images right, %.1f s%n",
          isWatched ? "\r\u001b[K" : "",
          e.number(),
          epochs,
          e.loss(),
          100 * e.accuracy(),
          e.seconds());
      screen.flush();
      epochBegan = System.nanoTime();
      return true;
    }
  }
}
