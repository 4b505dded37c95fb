package dev.cusp.cli.train;

import dev.cusp.cli.Failure;
import dev.cusp.cli.OutputFolder;
import dev.cusp.data.Dataset;
import dev.cusp.io.Images;
import dev.cusp.io.SafeTensors;
import dev.cusp.models.Autoencoder;
import dev.cusp.models.Autoencoding;
import dev.cusp.models.CategoricalVae;
import dev.cusp.models.CodePrior;
import dev.cusp.models.Generative;
import dev.cusp.models.Vae;
import dev.cusp.models.VqVae;
import dev.cusp.nn.Summary;
import dev.cusp.nn.Template;
import dev.cusp.tensor.DType;
import dev.cusp.tensor.Key;
import dev.cusp.tensor.Tensor;
import dev.cusp.tensor.Views;
import dev.cusp.train.Goal;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Networks that bring images through a code and back; some make new ones. */
record Autoencoders() implements Family {
  private static final int ROWS = 8;
  private static final int COLUMNS = 16;

  /** Images that are coded at once. */
  private static final int MANY = 256;

  /** Pixels between images. */
  private static final int LINE = 4;

  /** Of the prior of codes. */
  private static final int MOST_STEPS = 2000;

  private record Named(String about, Template<? extends Autoencoding> template) {}

  private static final Map<String, Named> NETWORKS = new LinkedHashMap<>();

  static {
    put("autoencoder", "convolutions, 32 numbers, back", Autoencoder.convolutional(16, 32));
    put("autoencoder-mlp", "affine layers, 32 numbers, back", Autoencoder.dense(256, 128, 32));
    put("vae", "normal codes (Kingma and Welling 2013)", Vae.bernoulli(256, 16));
    put("vae-gaussian", "the same, of normal pixels", Vae.gaussian(256, 16));
    put(
        "vae-categorical",
        "codes of 20 letters (Jang et al. 2016)",
        CategoricalVae.of(256, 20, 10));
    put("vqvae", "codes of 128 learned vectors (van den Oord et al. 2017)", VqVae.of(32, 32, 128));
  }

  private static void put(String name, String about, Template<? extends Autoencoding> template) {
    NETWORKS.put(name, new Named(about, template));
  }

  @Override
  public String about() {
    return "code images and make new ones; parameters for images of 28 x 28";
  }

  @Override
  public Map<String, String> networks() {
    return Family.abouts(NETWORKS, Named::about);
  }

  @Override
  public long parameters(String name) {
    return Summary.of(NETWORKS.get(name).template().make(Key.of(0), 28, 28, 1)).parameters();
  }

  @Override
  public Settings defaults(String name, String data) {
    boolean isSmall = data == null || data.equals("digits"); // 22 steps an epoch
    return Settings.of(name, "digits", null, isSmall && name.startsWith("vae") ? 100 : 30, 64);
  }

  @Override
  public void check(Settings settings) {
    if (settings.standardize() != null) {
      throw Failure.wrongUse(
          "--standardize is for networks that tell images apart; %s takes pixels from 0 to 1"
              .formatted(settings.model()));
    }
  }

  @Override
  public Job<?> job(Settings settings, Key key, Consumer<String> progress) throws IOException {
    return job(NETWORKS.get(settings.model()).template(), settings, key, progress);
  }

  private static <M extends Autoencoding> Job<M> job(
      Template<M> template, Settings settings, Key key, Consumer<String> progress)
      throws IOException {
    Sets sets = Sets.of(settings, progress);
    return new Job<>(
        Family.made(settings.model(), template, key, sets.shape()),
        sets.plain(),
        sets.training(),
        sets.test(),
        "images",
        Autoencoding.task(),
        Goal.least("test_loss"),
        Map.of("model", settings.model()),
        (model, folder, screen) -> {
          show(model, sets.test(), key, folder, screen);
          if (model instanceof VqVae coder) {
            order(coder, sets, settings, key.split(4), folder, screen);
          }
        });
  }

  @Override
  public void predict(Path file, SafeTensors trained, Predict options, PrintWriter out) {
    throw Failure.wrongUse(
        "%s is a network that makes images, and does not tell what is in one: 'train' left what it made beside the file"
            .formatted(file));
  }

  private static void show(
      Autoencoding model, Dataset test, Key key, OutputFolder folder, PrintWriter screen)
      throws IOException {
    int pairs = Math.min(ROWS * COLUMNS / 2, test.size());
    int columns = Math.min(COLUMNS, pairs);
    int[] first = IntStream.range(0, pairs / columns * columns).toArray();
    Tensor images = test.batch(first, key.split(2)).x();
    write(screen, folder, "reconstructions.png", pairs(images, model.reconstruct(images), columns));
    if (model instanceof Generative generative) {
      Tensor made = generative.sample(key.split(3), ROWS * COLUMNS);
      write(screen, folder, "samples.png", grid(made, COLUMNS));
    }
  }

  /** Learns how codes follow one another, and makes images of codes that fit together. */
  private static void order(
      VqVae coder, Sets sets, Settings settings, Key key, OutputFolder folder, PrintWriter screen)
      throws IOException {
    Tensor training = codes(coder, sets.plain(), key);
    Tensor test = codes(coder, sets.test(), key);
    int perEpoch = Math.ceilDiv(sets.plain().size(), CodePrior.BATCH);
    int steps = Math.min(MOST_STEPS, settings.epochs() * perEpoch);
    int vocabulary = coder.codebook().vectors().shape().length(0);
    CodePrior prior = CodePrior.learn(training, vocabulary, steps, key.split(0));
    screen.printf(
        Locale.ROOT,
        "codes of the test, after %d steps: %.3f nats each given those before; %.3f each by itself%n",
        steps,
        prior.loss(test),
        alone(coder, test));
    Tensor made = coder.decode(prior.sample(key.split(1), ROWS * COLUMNS));
    write(screen, folder, "samples-ordered.png", grid(made, COLUMNS));
  }

  private static Tensor codes(VqVae coder, Dataset images, Key key) {
    int size = images.size();
    List<Tensor> parts = new ArrayList<>();
    for (int first = 0; first < size; first += MANY) {
      int[] which = IntStream.range(first, Math.min(size, first + MANY)).toArray();
      parts.add(coder.codes(images.batch(which, key).x()));
    }
    return Views.concat(0, parts);
  }

  /** The mean of {@code -log p} of codes by their frequencies in each field. */
  private static double alone(VqVae coder, Tensor codes) {
    int vocabulary = coder.codebook().vectors().shape().length(0);
    Tensor log = coder.frequencies().add(1e-6).log();
    Tensor wanted = codes.oneHot(vocabulary).as(log.type());
    return -wanted.mul(log).sum(-1).mean().item();
  }

  private static void write(PrintWriter screen, OutputFolder folder, String name, Tensor picture)
      throws IOException {
    Path file = folder.path().resolve(name);
    Images.write(file, picture);
    screen.println(file);
  }

  /** Images, with what is left of each below it. */
  private static Tensor pairs(Tensor images, Tensor others, int columns) {
    Tensor above = large(images).pad(1, 0, 1, 0.5);
    return inRows(Views.concat(1, above, large(others)), columns);
  }

  private static Tensor grid(Tensor images, int columns) {
    return inRows(large(images), columns);
  }

  /** Larger where they are small. */
  private static Tensor large(Tensor images) {
    int zoom = Math.max(1, 64 / images.shape().length(2));
    return images.as(DType.F32).repeat(1, zoom).repeat(2, zoom);
  }

  /** All in one picture, with lines between them. */
  private static Tensor inRows(Tensor images, int columns) {
    Tensor large = images.pad(1, 0, LINE, 0.5).pad(2, 0, LINE, 0.5);
    int high = large.shape().length(1);
    int wide = large.shape().length(2);
    int channels = large.shape().length(3);
    int rows = large.shape().length(0) / columns;
    return large
        .reshape(rows, columns, high, wide, channels)
        .permute(0, 2, 1, 3, 4)
        .reshape(rows * high, columns * wide, channels);
  }
}
