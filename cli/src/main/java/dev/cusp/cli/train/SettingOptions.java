package dev.cusp.cli.train;

import dev.cusp.cli.Failure;
import dev.cusp.train.Standardization;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options on which the results of a run depend; those not given are the defaults. */
final class SettingOptions {
  @Parameters(
      paramLabel = "MODEL",
      arity = "0..1",
      description = "One of those that 'cusp models' lists.")
  private String model;

  @Option(
      names = "--data",
      description =
          "Images: digits, which come with Cusp; mnist or fashion, fetched once; a folder with a folder of"
              + " images for each class, or with CIFAR-10's binary files; a .npz of MedMNIST. Texts: java, the"
              + " JDK's source; a text file. Tables: .csv, .tsv, .parquet, .arrow, with --target."
              + " Default: digits or java.")
  private String data;

  @Option(
      names = "--target",
      paramLabel = "COLUMN",
      description = "Which column of a table is learned from the others.")
  private String target;

  @Option(
      names = "--standardize",
      description =
          "What is done with images to be told apart and with tables: ${COMPLETION-CANDIDATES}. Default:"
              + " channel.")
  private Standardization.Kind standardize;

  @Option(names = "--augment", description = "Move the images at random by a pixel or so.")
  private Boolean augment;

  @Option(
      names = "--epochs",
      description =
          "Default: 10; 30 to code images; 100 for tables; for texts as many as make 4 million"
              + " characters, 30 at most.")
  private Integer epochs;

  @Option(
      names = "--batch",
      description =
          "How many images, rows or pieces of text a step is made with. Default: 64; 32 for texts"
              + " and tables.")
  private Integer batch;

  @Option(
      names = "--parts",
      description = "Sum the gradient of a batch of those of so many parts. Default: 1.")
  private Integer parts;

  @Option(names = "--optimizer", description = "${COMPLETION-CANDIDATES}. Default: adam.")
  private Settings.Method optimizer;

  @Option(
      names = "--rate",
      description =
          "The largest step size. Default: 0.002 for adam (0.03 where a table is learned without hidden"
              + " layers), 0.05 for sgd and so on. 'bottou' chooses"
              + " it on a sample of 1000 images, 'range' by a range test.")
  private String rate;

  @Option(
      names = "--schedule",
      description = "How step sizes change: ${COMPLETION-CANDIDATES}. Default: cosine.")
  private Settings.Rates schedule;

  @Option(names = "--decay", description = "Weight decay. Default: 0.")
  private Double decay;

  @Option(names = "--clip", description = "Shorten gradients that are longer. Default: none.")
  private Double clip;

  @Option(
      names = "--average",
      description = "Keep an average of the models, such as 0.999 of it at each step.")
  private Double average;

  @Option(names = "--seed", description = "All that is random comes from it. Default: 1.")
  private Long seed;

  @Option(
      names = "--limit",
      description = "Learn from the first so many images, rows or pieces of text only.")
  private Integer limit;

  /** What a run's folder is called after. */
  String name() throws IOException {
    if (model == null) {
      throw Failure.wrongUse("which MODEL? 'cusp models' lists them");
    }
    String given = either(data, Family.of(model, target).defaults(model, data).data());
    String file = String.valueOf(Path.of(given).toAbsolutePath().normalize().getFileName());
    return model
        + "-"
        + file.replaceFirst("\\.(npz|txt|csv|tsv|parquet|arrow|feather)$", "")
            .toLowerCase(Locale.ROOT);
  }

  private static <T> T either(T given, T otherwise) {
    return given == null ? otherwise : given;
  }

  /**
   * The settings.
   *
   * @param stored those of the run that is resumed, which nothing may contradict; null for a new
   *     run
   */
  Settings settings(Settings stored) throws IOException {
    if (stored == null && model == null) {
      throw Failure.wrongUse("which MODEL? 'cusp models' lists them");
    }
    Settings base = stored == null ? Family.of(model, target).defaults(model, data) : stored;
    Settings.Method method = either(optimizer, base.optimizer());
    Settings all =
        new Settings(
            either(model, base.model()),
            either(data, base.data()),
            either(target, base.target()),
            either(standardize, base.standardize()),
            either(augment, base.augment()),
            either(epochs, base.epochs()),
            either(batch, base.batch()),
            either(parts, base.parts()),
            method,
            rate(
                Double.isNaN(base.rate()) || method != base.optimizer()
                    ? method.usual
                    : base.rate()),
            either(schedule, base.schedule()),
            either(decay, base.decay()),
            either(clip, base.clip()),
            either(average, base.average()),
            either(seed, base.seed()),
            either(limit, base.limit()));
    check(all);
    if (stored != null) {
      compare(all, stored);
    }
    return all;
  }

  /** How the step size is to be found before training. */
  enum Search {
    NONE,
    BOTTOU,
    RANGE
  }

  Search search() {
    return "bottou".equals(rate)
        ? Search.BOTTOU
        : "range".equals(rate) ? Search.RANGE : Search.NONE;
  }

  private double rate(double otherwise) {
    if (rate == null || search() != Search.NONE) {
      return otherwise;
    }
    try {
      return Double.parseDouble(rate);
    } catch (NumberFormatException e) {
      throw Failure.wrongUse("--rate is a number, 'bottou' or 'range', not '%s'".formatted(rate));
    }
  }

  private static void check(Settings s) {
    Family.of(s.model(), s.target()).check(s);
    if (s.epochs() < 1 || s.batch() < 1 || s.limit() != 0 && s.limit() < s.batch()) {
      throw Failure.wrongUse("--epochs and --batch are at least 1, --limit at least a batch");
    }
    if (s.parts() < 1 || s.parts() > s.batch()) {
      throw Failure.wrongUse("--parts is at least 1 and at most --batch");
    }
    if (!(s.rate() >= 0 && s.decay() >= 0 && s.clip() >= 0)) {
      throw Failure.wrongUse("--rate, --decay and --clip are not negative");
    }
    if (!(s.average() >= 0 && s.average() < 1)) {
      throw Failure.wrongUse("--average is at least 0 and below 1");
    }
  }

  private static void compare(Settings given, Settings stored) {
    boolean isConstant = stored.schedule() == Settings.Rates.CONSTANT;
    Settings same = isConstant ? stored.withEpochs(given.epochs()) : stored;
    if (given.equals(same)) {
      return;
    }
    List<String> differences = new ArrayList<>();
    try {
      for (RecordComponent c : Settings.class.getRecordComponents()) {
        Object one = c.getAccessor().invoke(given);
        Object other = c.getAccessor().invoke(same);
        if (!Objects.equals(one, other)) {
          differences.add("%s is %s, not %s".formatted(c.getName(), other, one));
        }
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a record's accessors can be called", e);
    }
    throw Failure.wrongUse(
        "the run has other settings: %s; epochs may be more where the schedule is constant"
            .formatted(String.join(", ", differences)));
  }
}
