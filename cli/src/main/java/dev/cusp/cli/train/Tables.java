package dev.cusp.cli.train;

import dev.cusp.cli.Failure;
import dev.cusp.data.Batch;
import dev.cusp.data.Dataset;
import dev.cusp.data.Rows;
import dev.cusp.io.SafeTensors;
import dev.cusp.models.Classifiers;
import dev.cusp.nn.Losses;
import dev.cusp.nn.Pass;
import dev.cusp.nn.Sequential;
import dev.cusp.nn.Summary;
import dev.cusp.nn.Template;
import dev.cusp.tensor.Key;
import dev.cusp.tensor.Tensor;
import dev.cusp.train.Goal;
import dev.cusp.train.Standardization;
import dev.cusp.train.Task;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Networks that tell a column of a table from the others: classes or a number. */
record Tables() implements Family {
  private static final String LINEAR = "linear";
  private static final String PERCEPTRON = "mlp-regression";

  /** More classes than that are taken for numbers. */
  private static final int MOST_CLASSES = 1000;

  @Override
  public String about() {
    return "tell a number in a table; logistic and mlp tell classes there; parameters for 10 columns";
  }

  @Override
  public Map<String, String> networks() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put(LINEAR, "linear regression");
    all.put(PERCEPTRON, "two hidden layers, 256 and 128 wide");
    return all;
  }

  @Override
  public long parameters(String name) {
    return Summary.of(template(name, 1).make(Key.of(0), 10)).parameters();
  }

  private static Template<Sequential> template(String name, int outputs) {
    return switch (name) {
      case LINEAR, "logistic" -> Classifiers.logistic(outputs);
      case PERCEPTRON, "mlp" -> Classifiers.mlp(outputs);
      default ->
          throw Failure.wrongUse(
              "%s learns no tables: logistic and mlp tell classes, %s and %s numbers"
                  .formatted(name, LINEAR, PERCEPTRON));
    };
  }

  @Override
  public Settings defaults(String name, String data) {
    Settings all = Settings.of(name, "", Standardization.Kind.CHANNEL, 100, 32);
    return name.equals(LINEAR) || name.equals("logistic") ? all.withRate(0.03) : all;
  }

  @Override
  public void check(Settings settings) {
    template(settings.model(), 1);
    if (settings.target() == null || settings.data().isEmpty()) {
      throw Failure.wrongUse(
          "%s learns a column of a table: --data FILE.csv --target COLUMN"
              .formatted(settings.model()));
    }
    if (settings.augment()) {
      throw Failure.wrongUse("--augment is for images; %s is a table".formatted(settings.data()));
    }
  }

  @Override
  public Job<?> job(Settings settings, Key key, Consumer<String> progress) throws IOException {
    TableFile table = TableFile.read(settings.data(), settings.target(), progress);
    boolean isNumber = networks().containsKey(settings.model());
    return isNumber ? numbers(table, settings, key) : classes(table, settings, key);
  }

  /** Every fifth row is for testing. */
  private static Dataset part(Dataset all, boolean isTest, int limit) {
    IntStream which = IntStream.range(0, all.size()).filter(i -> i % 5 == 0 == isTest);
    Dataset part = all.subset(which.toArray());
    return limit == 0 || isTest ? part : part.range(0, Math.min(limit, part.size()));
  }

  private static Job<?> classes(TableFile table, Settings settings, Key key) {
    Rows rows = Rows.of(table.columns(), settings.target());
    int count = rows.classes().size();
    if (count < 2) {
      throw Failure.wrongUse(
          "%s: with one class in '%s', %s, there is nothing to tell apart"
              .formatted(settings.data(), settings.target(), rows.classes()));
    }
    if (count > MOST_CLASSES
        || 2 * count > rows.size()
        || rows.classes().stream().anyMatch(Tables::isFraction)) {
      throw Failure.wrongUse(
          "%s: '%s' has %d different values in %d rows, such as %s; %s and %s learn numbers"
              .formatted(
                  settings.data(),
                  settings.target(),
                  count,
                  rows.size(),
                  rows.classes().getFirst(),
                  LINEAR,
                  PERCEPTRON));
    }
    return job(
        table,
        settings,
        key,
        rows,
        rows.classes(),
        Task.classes(),
        Goal.most("accuracy"),
        Map.of());
  }

  private static boolean isFraction(String name) {
    try {
      return Double.parseDouble(name) % 1 != 0;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static Job<?> numbers(TableFile table, Settings settings, Key key) {
    Rows rows;
    try {
      rows = Rows.numbers(table.columns(), settings.target());
    } catch (IllegalArgumentException e) {
      throw Failure.wrongUse(
          "%s: %s; logistic and mlp tell classes".formatted(settings.data(), e.getMessage()));
    }
    Tensor learned = part(rows, false, settings.limit()).all().y();
    double mean = learned.mean().item();
    double deviation = deviation(learned, mean);
    if (deviation == 0) {
      throw Failure.wrongUse(
          "%s: '%s' is %s in all rows to learn from"
              .formatted(settings.data(), settings.target(), mean));
    }
    Tensor test = part(rows, true, 0).all().y();
    double spread = deviation(test, test.mean().item()) / deviation;
    Rows standardized = new Rows(rows.x(), rows.y().sub(mean).div(deviation), List.of());
    return job(
        table,
        settings,
        key,
        standardized,
        List.of(settings.target()),
        new Numbers(deviation, spread),
        Goal.least("test_loss"),
        Map.of("mean", Double.toString(mean), "deviation", Double.toString(deviation)));
  }

  private static double deviation(Tensor y, double mean) {
    return Math.sqrt(y.sub(mean).square().mean().item());
  }

  /**
   * Telling a number, of which mean and standard deviation are brought to 0 and 1: mean squares.
   *
   * @param deviation of what is learned from, before
   * @param spread the standard deviation of the test's, then
   */
  private record Numbers(double deviation, double spread) implements Task<Sequential> {
    @Override
    public Tensor loss(Sequential model, Batch batch, Pass pass) {
      return Losses.meanSquared(model.apply(batch.x(), pass), batch.y());
    }

    @Override
    public Map<String, Double> told(Map<String, Double> means) {
      double square = means.get("test_loss");
      Map<String, Double> all = new LinkedHashMap<>(means);
      all.put("rms_error", Math.sqrt(square) * deviation);
      all.put("r2", 1 - square / (spread * spread));
      return all;
    }
  }

  private static Job<?> job(
      TableFile table,
      Settings settings,
      Key key,
      Rows rows,
      List<String> classes,
      Task<Sequential> task,
      Goal goal,
      Map<String, String> more) {
    Dataset training = part(rows, false, settings.limit());
    int columns = rows.x().shape().length(1);
    Saved saved = new Saved(settings.model(), settings.standardize(), classes, columns);
    Map<String, String> metadata = new LinkedHashMap<>(saved.metadata());
    metadata.putAll(more);
    metadata.put("target", settings.target());
    metadata.put("columns", table.inputs(settings.target()));
    Sequential model =
        saved.model(
            template(settings.model(), classes.size()),
            Standardization.of(settings.standardize(), training),
            key);
    return new Job<>(
        model,
        training,
        training,
        part(rows, true, 0),
        "rows",
        task,
        goal,
        metadata,
        (_, _, _) -> {});
  }

  @Override
  public void predict(Path file, SafeTensors trained, Predict options, PrintWriter out)
      throws IOException {
    Saved.Read read = Saved.read(file, trained, Tables::template);
    Map<String, String> said = Saved.said(file, trained.metadata(), "columns");
    List<String> classes = read.saved().classes();
    boolean isNumber = said.containsKey("deviation");
    double mean = isNumber ? number(file, said, "mean") : 0;
    double deviation = isNumber ? number(file, said, "deviation") : 1;
    for (String input : options.inputs()) {
      Tensor x = TableFile.rows(input, file, said.get("columns"));
      Tensor results = read.model().apply(x);
      double[] all = (isNumber ? results : results.softmax(-1)).toDoubles();
      for (int row = 0; row < x.shape().length(0); row++) {
        int first = row * classes.size();
        double[] own = java.util.Arrays.copyOfRange(all, first, first + classes.size());
        String told =
            isNumber
                ? String.format(
                    Locale.ROOT, "  %s %.6g", classes.getFirst(), own[0] * deviation + mean)
                : ImageClasses.ranked(own, classes, options.top());
        out.printf("%s row %d:%s%n", input, row + 1, told);
      }
    }
  }

  private static double number(Path file, Map<String, String> said, String key) throws IOException {
    try {
      return Double.parseDouble(said.get(key));
    } catch (NumberFormatException | NullPointerException e) {
      throw new IOException("%s: its '%s' is no number".formatted(file, key), e);
    }
  }
}
