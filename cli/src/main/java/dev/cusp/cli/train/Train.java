package dev.cusp.cli.train;

import dev.cusp.cli.Failure;
import dev.cusp.cli.OutputFolder;
import dev.cusp.nn.Summary;
import dev.cusp.optim.Optimizer;
import dev.cusp.optim.Schedule;
import dev.cusp.tensor.Key;
import dev.cusp.train.Babysitting;
import dev.cusp.train.Callback;
import dev.cusp.train.Callbacks;
import dev.cusp.train.Progress;
import dev.cusp.train.StepSizes;
import dev.cusp.train.TensorBoard;
import dev.cusp.train.Trainer;
import dev.cusp.train.Training;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./cusp train MODEL}: trains a network and says how well it does. */
@Command(
    name = "train",
    description =
        "Trains a network on images, a text or a table. Each run leaves a folder with its settings, numbers,"
            + " pictures and checkpoints. Ctrl-C ends it well, --resume goes on with it. In a terminal Enter pauses; then, or in"
            + " the file 'step' of the folder: a number is the new step size, *0.5 multiplies it,"
            + " pause, go, stop.",
    mixinStandardHelpOptions = true)
public final class Train implements Callable<Integer> {
  private static final int INTERRUPTED = 130;

  /** How many images step sizes are tried with, and how many steps a range test has. */
  private static final int SAMPLE = 1000;

  private static final int RANGE_STEPS = 200;

  @Spec private CommandSpec spec;

  @Mixin private SettingOptions options = new SettingOptions();

  @Option(
      names = "--threads",
      description = "How many threads compute; the results are the same. Default: all cores.")
  private Integer threads;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The folder of the run. Default: runs/MODEL-DATA, with a number if need be.")
  private Path out;

  @Option(names = "--resume", description = "Go on with the run in the folder.")
  private boolean isResumed;

  @Option(
      names = "--save-every",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "How often a checkpoint is written within an epoch. Default: ${DEFAULT-VALUE}.")
  private int saveEvery;

  @Option(
      names = "--patience",
      paramLabel = "EPOCHS",
      description = "Stop when so many epochs brought nothing better.")
  private Integer patience;

  @Option(names = "--time", paramLabel = "SECONDS", description = "Stop after so many seconds.")
  private Integer time;

  @Option(
      names = "--norms",
      paramLabel = "STEPS",
      description = "Measure gradients and activations of each layer at each so many steps.")
  private Integer norms;

  @Option(
      names = "--tensorboard",
      description = "Write event files for TensorBoard into the folder; they hold the time.")
  private boolean hasTensorBoard;

  @Override
  public Integer call() throws IOException {
    if (threads != null) {
      if (threads < 1) {
        throw Failure.wrongUse("--threads is at least 1, not " + threads);
      }
      System.setProperty("cusp.threads", threads.toString());
    }
    if (saveEvery < 0 || patience != null && patience < 1 || time != null && time < 0) {
      throw Failure.wrongUse(
          "--save-every and --time are not negative, and --patience is at least 1");
    }
    if (norms != null && norms < 1) {
      throw Failure.wrongUse("--norms is at least 1, not " + norms);
    }
    PrintWriter screen = spec.commandLine().getOut();
    RunFolder folder = folder();
    Settings stored = isResumed ? folder.settings() : null;
    Settings settings = options.settings(stored);
    Key key = Key.of(settings.seed());
    return train(
        Family.of(settings.model(), settings.target()).job(settings, key.split(0), screen::println),
        settings,
        folder,
        screen);
  }

  private <M> Integer train(Job<M> job, Settings first, RunFolder folder, PrintWriter screen)
      throws IOException {
    Settings settings = first;
    if (job.training().size() < settings.batch()) {
      throw Failure.wrongUse(
          "%d %s do not fill one batch of %d"
              .formatted(job.training().size(), job.examples(), settings.batch()));
    }
    screen.printf(
        Locale.ROOT,
        "%s: %,d parameters; %,d %s to learn from, %,d for testing; %s%n",
        settings.title(),
        Summary.of(job.model()).parameters(),
        job.training().size(),
        job.examples(),
        job.test().size(),
        folder.path());
    screen.flush();
    folder.create(settings);
    if (!isResumed && options.search() != SettingOptions.Search.NONE) {
      settings = settings.withRate(search(settings, job, folder, screen));
      folder.create(settings);
    }
    Trainer<M> trainer = trainer(settings, job);
    Progress<M> from =
        isResumed ? folder.progress(job.model(), trainer.optimizer()) : trainer.start(job.model());
    if (from.epoch() > settings.epochs()) {
      throw Failure.no(
          "all %d epochs of the run in %s have been made"
              .formatted(settings.epochs(), folder.path()));
    }
    return run(trainer, from, job, callbacks(folder, settings, job, screen), folder, screen);
  }

  /** Finds a step size and keeps what was tried in {@code rates.csv} and {@code rates.png}. */
  private <M> double search(Settings settings, Job<M> job, RunFolder folder, PrintWriter screen)
      throws IOException {
    Function<Schedule, Optimizer> optimizer = settings::optimizer;
    var sizes =
        new StepSizes<>(
            job.task(), optimizer, job.model(), settings.batch(), Key.of(settings.seed()).split(2));
    boolean isBottou = options.search() == SettingOptions.Search.BOTTOU;
    int sample = Math.max(SAMPLE, settings.batch());
    StepSizes.Found found =
        isBottou
            ? sizes.bottou(job.plain(), Math.min(sample, job.plain().size()), settings.rate())
            : sizes.rangeTest(job.plain(), 1e-6, 10, RANGE_STEPS);
    StringBuilder csv = new StringBuilder("rate,loss\n");
    found.losses().forEach((rate, loss) -> csv.append(rate).append(',').append(loss).append('\n'));
    OutputFolder files = new OutputFolder(folder.path());
    files.write("rates.csv", csv.toString());
    String title =
        isBottou ? "Loss on the sample after an epoch" : "Loss while the step size grows";
    double[] rates = found.losses().keySet().stream().mapToDouble(rate -> rate).toArray();
    double[] losses = found.losses().values().stream().mapToDouble(loss -> loss).toArray();
    Chart chart = Chart.of(title, "step size").logarithmicX().line("loss", rates, losses);
    files.write("rates.png", Chart.png(chart));
    files.write("rates.svg", Chart.svg(chart));
    screen.printf(
        Locale.ROOT,
        "step size %.3g, chosen after trying %d of them, from %.3g to %.3g%n",
        found.rate(),
        rates.length,
        Arrays.stream(rates).min().orElseThrow(),
        Arrays.stream(rates).max().orElseThrow());
    screen.flush();
    return found.rate();
  }

  private RunFolder folder() throws IOException {
    if (out != null) {
      return isResumed ? RunFolder.existing(out) : RunFolder.fresh(out);
    }
    String name = options.name();
    return isResumed ? RunFolder.latest(name) : RunFolder.next(name);
  }

  private static <M> Trainer<M> trainer(Settings settings, Job<M> job) {
    int steps = job.training().size() / settings.batch();
    Key key = Key.of(settings.seed()).split(1);
    Trainer<M> plain =
        Trainer.of(job.task(), settings.optimizer(steps), settings.epochs(), settings.batch(), key)
            .parts(settings.parts());
    return settings.average() == 0 ? plain : plain.average(settings.average());
  }

  private <M> List<Callback<M>> callbacks(
      RunFolder folder, Settings settings, Job<M> job, PrintWriter screen) throws IOException {
    List<Callback<M>> all = new ArrayList<>();
    Interrupt interrupt = Interrupt.awaited();
    all.add(Callbacks.stopWhen(interrupt::came, Interrupt.REASON));
    all.add(new Babysitting<>(Keys.words(folder.path().resolve("step")), Keys.answer(screen)));
    if (patience != null) {
      all.add(Callbacks.earlyStopping(job.goal(), patience));
    }
    if (time != null) {
      all.add(Callbacks.timeLimit(Duration.ofSeconds(time)));
    }
    if (norms != null) {
      all.add(Callbacks.norms(norms));
    }
    all.add(
        Callbacks.checkpoints(
            folder.path(), job.goal(), Duration.ofSeconds(saveEvery), job.metadata()));
    all.add(Callbacks.tables(folder.path()));
    all.add(new Plots<>(new OutputFolder(folder.path()), settings.title()));
    if (hasTensorBoard) {
      all.add(new TensorBoard<>(folder.path()));
    }
    all.add(new Bar<>(screen, Bar.isTerminal()));
    return all;
  }

  private static <M> Integer run(
      Trainer<M> trainer,
      Progress<M> from,
      Job<M> job,
      List<Callback<M>> callbacks,
      RunFolder folder,
      PrintWriter screen)
      throws IOException {
    String[] stopped = new String[1];
    List<Callback<M>> all = new ArrayList<>(callbacks);
    all.add(
        new Callback<>() {
          @Override
          public void end(Training<M> training) {
            stopped[0] = training.stopped();
          }
        });
    Progress<M> end;
    try {
      end = trainer.resume(from, job.training(), job.test(), all);
    } catch (ArithmeticException e) {
      throw Failure.no(e.getMessage(), e);
    }
    if (stopped[0] != null) {
      screen.printf(
          "%s%s; saved after %d steps%n",
          Bar.isTerminal() ? "\r\u001b[K" : "", stopped[0], end.now().state().step());
    }
    if (Interrupt.REASON.equals(stopped[0])) {
      return INTERRUPTED;
    }
    job.ending().show(end.model(), new OutputFolder(folder.path()), screen);
    return 0;
  }
}
