package dev.cusp.cli.train;

import dev.cusp.cli.Failure;
import dev.cusp.data.ImageFolder;
import dev.cusp.data.Images;
import dev.cusp.io.SafeTensors;
import dev.cusp.models.Classifiers;
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
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Networks that tell images apart. */
record ImageClasses() implements Family {
  @Override
  public String about() {
    return "tell images apart; parameters for images of 28 x 28 and 10 classes";
  }

  @Override
  public Map<String, String> networks() {
    return Family.abouts(Classifiers.all(), Classifiers.Named::about);
  }

  @Override
  public long parameters(String name) {
    return Summary.of(template(name, 10).make(Key.of(0), 28, 28, 1)).parameters();
  }

  private static Template<Sequential> template(String name, int classes) {
    return Classifiers.all().get(name).template().apply(classes);
  }

  @Override
  public Settings defaults(String name, String data) {
    return Settings.of(name, "digits", Standardization.Kind.CHANNEL, 10, 64);
  }

  @Override
  public void check(Settings settings) {
    // all settings are made for them
  }

  @Override
  public Job<?> job(Settings settings, Key key, Consumer<String> progress) throws IOException {
    Sets sets = Sets.of(settings, progress);
    if (sets.classes().size() < 2) {
      throw Failure.wrongUse(
          "%s: with one class, %s, there is nothing to tell apart"
              .formatted(settings.data(), sets.classes()));
    }
    Saved saved = new Saved(settings.model(), settings.standardize(), sets.classes(), sets.shape());
    Sequential model =
        saved.model(
            template(settings.model(), sets.classes().size()),
            Standardization.of(settings.standardize(), sets.plain()),
            key);
    return new Job<>(
        model,
        sets.plain(),
        sets.training(),
        sets.test(),
        "images",
        Task.classes(),
        Goal.most("accuracy"),
        saved.metadata(),
        (_, _, _) -> {});
  }

  @Override
  public void predict(Path file, SafeTensors trained, Predict options, PrintWriter out)
      throws IOException {
    Saved.Read read = Saved.read(file, trained, ImageClasses::template);
    List<String> classes = read.saved().classes();
    for (String input : options.inputs()) {
      Tensor x = image(Path.of(input), read.saved().shape());
      Tensor shown = options.isInverted() ? x.neg().add(1) : x;
      double[] p = read.model().apply(shown).softmax(-1).toDoubles();
      out.println(input + ":" + ranked(p, classes, options.top()));
    }
  }

  /** The likeliest classes, with what they are likely to be. */
  static String ranked(double[] p, List<String> classes, int most) {
    return IntStream.range(0, p.length)
        .boxed()
        .sorted((i, j) -> Double.compare(p[j], p[i]))
        .limit(Math.max(1, most))
        .map(i -> String.format(Locale.ROOT, "  %s %.1f%%", classes.get(i), 100 * p[i]))
        .collect(Collectors.joining());
  }

  private static Tensor image(Path file, int... shape) throws IOException {
    try {
      byte[] pixels = ImageFolder.pixels(file, shape[0], shape[1], shape[2]);
      return Images.of(pixels, shape[0], shape[1], shape[2], new int[1], List.of()).all().x();
    } catch (NoSuchFileException e) {
      throw Failure.wrongUse("there is no file " + file);
    }
  }
}
