package dev.cusp.cli.train;

import dev.cusp.cli.Failure;
import dev.cusp.cli.OutputFolder;
import dev.cusp.data.Characters;
import dev.cusp.data.Dataset;
import dev.cusp.data.JdkSource;
import dev.cusp.io.SafeTensors;
import dev.cusp.models.LanguageModels;
import dev.cusp.nn.Layer;
import dev.cusp.nn.Summary;
import dev.cusp.tensor.DType;
import dev.cusp.tensor.Key;
import dev.cusp.tensor.Tensor;
import dev.cusp.train.Goal;
import dev.cusp.train.Task;
import dev.cusp.train.Weights;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;

/** Networks that go on with a text, character by character. */
record Texts() implements Family {
  /** How many characters a network sees at once. */
  private static final int LENGTH = 64;

  private static final String JDK = "java";
  private static final String JAVA = "java.base/java/time/";

  /** About how many characters the JDK's source has there. */
  private static final long JAVA_SIZE = 1_000_000;

  /** How many characters are read in training, if nothing else is said: those of some minutes. */
  private static final long READ = 4_000_000;

  /** No text is read more often than that; after some readings it is only learned by heart. */
  private static final int MOST_EPOCHS = 30;

  /** What is shown after training: how many characters, and how bold. */
  private static final int SHOWN = 500;

  private static final double TEMPERATURE = 0.7;

  @Override
  public String about() {
    return "go on with a text; parameters for 100 different characters";
  }

  @Override
  public Map<String, String> networks() {
    return Family.abouts(LanguageModels.all(), LanguageModels.Named::about);
  }

  @Override
  public long parameters(String name) {
    return Summary.of(made(name, 100, LENGTH, Key.of(0))).parameters();
  }

  private static Layer made(String name, int characters, int length, Key key) {
    Tensor sample = Tensor.zeros(DType.I32, 1, length);
    return LanguageModels.all().get(name).forTexts().template(characters, length).make(sample, key);
  }

  @Override
  public Settings defaults(String name, String data) throws IOException {
    long size = JAVA_SIZE;
    if (data != null && !data.equals(JDK) && Files.isRegularFile(Path.of(data))) {
      size = Math.max(1, Files.size(Path.of(data)));
    }
    long epochs = Math.clamp(Math.round((double) READ / size), 1, MOST_EPOCHS);
    return Settings.of(name, JDK, null, (int) epochs, 32);
  }

  @Override
  public void check(Settings settings) {
    if (settings.standardize() != null || settings.augment()) {
      throw Failure.wrongUse(
          "--standardize and --augment are for images; %s learns texts"
              .formatted(settings.model()));
    }
  }

  private static Characters text(Settings settings) throws IOException {
    if (settings.data().equals(JDK)) {
      return Characters.of(JdkSource.text(JAVA), LENGTH);
    }
    Path file = Path.of(settings.data());
    if (!Files.isRegularFile(file)) {
      throw Failure.wrongUse(
          "there is no text '%s'; %s learns 'java', the JDK's own source, or a text file of yours"
              .formatted(settings.data(), settings.model()));
    }
    return Characters.read(file, LENGTH);
  }

  @Override
  public Job<?> job(Settings settings, Key key, Consumer<String> progress) throws IOException {
    Characters text = text(settings);
    int learned = text.size() - Math.max(1, text.size() / 10);
    if (learned < settings.batch()) {
      throw Failure.wrongUse(
          "%s: its %d characters are %d pieces of %d, less than a batch of %d and a tenth to test with"
              .formatted(
                  settings.data(), text.codes().length, text.size(), LENGTH, settings.batch()));
    }
    Dataset training =
        text.range(0, settings.limit() == 0 ? learned : Math.min(settings.limit(), learned));
    Saved.Text saved = new Saved.Text(settings.model(), text.alphabet(), LENGTH);

    return new Job<>(
        made(settings.model(), text.alphabet().size(), LENGTH, key),
        training,
        training,
        text.range(learned, text.size()),
        "pieces of %d characters".formatted(LENGTH),
        Task.texts(),
        Goal.least("test_loss"),
        saved.metadata(),
        (model, folder, screen) -> show(model, text, learned, key, folder, screen));
  }

  /** Goes on with a few characters of the test. */
  private static void show(
      Layer model, Characters text, int piece, Key key, OutputFolder folder, PrintWriter screen)
      throws IOException {
    int[] start = java.util.Arrays.copyOfRange(text.codes(), piece * LENGTH, piece * LENGTH + 16);
    int[] all = LanguageModels.continued(model, start, SHOWN, LENGTH, TEMPERATURE, key.split(9));
    String sample = text.decoded(all);
    screen.println(sample.strip());
    screen.println(folder.write("sample.txt", sample + "\n"));
  }

  @Override
  public void predict(Path file, SafeTensors trained, Predict options, PrintWriter out)
      throws IOException {
    Saved.Text saved = Saved.Text.of(file, trained.metadata());
    Layer model =
        Weights.in(
            file.toString(),
            trained.tensors(),
            made(saved.name(), saved.alphabet().size(), saved.length(), Key.of(0)));
    Characters text = new Characters(saved.alphabet(), new int[saved.length() + 1], saved.length());
    Key key = Key.of(options.seed());
    for (String input : options.inputs()) {
      if (input.isEmpty()) {
        throw Failure.wrongUse("a text to go on with has a character at least");
      }
      try {
        int[] start = text.encoded(input);
        double boldness = options.temperature();
        out.println(
            text.decoded(
                LanguageModels.continued(
                    model, start, options.length(), saved.length(), boldness, key)));
      } catch (IllegalArgumentException e) {
        throw Failure.wrongUse("'%s': %s".formatted(input, e.getMessage()));
      }
    }
  }
}
