package dev.cusp.examples.xray;

import dev.cusp.data.Batch;
import dev.cusp.data.Loader;
import dev.cusp.data.MedMnist;
import dev.cusp.data.Rows;
import dev.cusp.io.Images;
import dev.cusp.nn.Losses;
import dev.cusp.nn.Metrics;
import dev.cusp.optim.Adam;
import dev.cusp.optim.Schedule;
import dev.cusp.tensor.Interpolation;
import dev.cusp.tensor.Key;
import dev.cusp.tensor.Tensor;
import dev.cusp.tensor.Views;
import dev.cusp.train.Callback;
import dev.cusp.train.Task;
import dev.cusp.train.Trainer;
import dev.cusp.train.Training;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Learns which findings X-ray images have, and shows where. */
public final class Xray {
  private static final int BATCH = 64;

  private Xray() {}

  /** Each finding is a question of its own. */
  private static final Task<Reader> TASK =
      (model, batch, pass) -> Losses.binaryCrossEntropy(model.apply(batch.x(), pass), batch.y());

  static Reader train(Rows training, Rows test, int epochs) throws IOException {
    int[] shape = training.x().shape().lengths().stream().skip(1).mapToInt(n -> n).toArray();
    Reader model = Reader.of(training.classes().size()).make(Key.of(1), shape);
    Callback<Reader> lines =
        new Callback<>() {
          @Override
          public void epoch(Training<Reader> now) {
            var done = now.history().epochs();
            say(
                "epoch %.0f: loss %.4f, test loss %.4f",
                done.last("epoch"), done.last("loss"), done.last("test_loss"));
          }
        };
    long steps = (long) epochs * (training.size() / BATCH);
    return Trainer.of(TASK, Adam.of(Schedule.oneCycle(0.005, steps)), epochs, BATCH, Key.of(2))
        .train(model, training, test, List.of(lines))
        .model();
  }

  private static void say(String format, Object... arguments) {
    IO.println(String.format(Locale.ROOT, format, arguments));
  }

  /**
   * The areas under the ROC curves: how often an image with a finding has a higher score than one
   * without.
   */
  static double[] areas(Reader model, Rows test) {
    int k = test.classes().size();
    double[] scores = new double[test.size() * k];
    int row = 0;
    for (Batch batch : Loader.of(test, 500).epoch(0)) {
      double[] some = model.apply(batch.x()).toDoubles();
      System.arraycopy(some, 0, scores, row * k, some.length);
      row += batch.size();
    }
    double[] labels = test.y().toDoubles();
    return IntStream.range(0, k)
        .mapToDouble(f -> {
          boolean[] isThere = new boolean[test.size()];
          double[] own = new double[test.size()];
          for (int i = 0; i < own.length; i++) {
            own[i] = scores[i * k + f];
            isThere[i] = labels[i * k + f] == 1;
          }
          return Metrics.rocAuc(own, isThere);
        })
        .toArray();
  }

  /** Maps of the size of the images. */
  private static Tensor maps(Reader model, Tensor images) {
    return model
        .maps(images)
        .resize(Interpolation.LINEAR, images.shape().length(1), images.shape().length(2));
  }

  /**
   * How often the brightest place of a finding's map lies in the finding, of the images that have
   * it; and how often a place at random would.
   */
  static double[][] pointing(Reader model, Phantoms test) {
    int k = Phantoms.FINDINGS.size();
    int area = Phantoms.SIDE * Phantoms.SIDE;
    double[] maps = maps(model, test.examples().x()).toDoubles();
    double[] places = test.places().toDoubles();
    double[] labels = test.examples().y().toDoubles();
    double[][] shares = new double[k][2];
    for (int f = 0; f < k; f++) {
      int count = 0;
      for (int i = 0; i < test.examples().size(); i++) {
        if (labels[i * k + f] == 1) {
          int best = 0;
          double size = 0;
          for (int p = 0; p < area; p++) {
            best = maps[(i * area + p) * k + f] > maps[(i * area + best) * k + f] ? p : best;
            size += places[(i * area + p) * k + f];
          }
          shares[f][0] += places[(i * area + best) * k + f];
          shares[f][1] += size / area;
          count++;
        }
      }
      shares[f][0] /= count;
      shares[f][1] /= count;
    }
    return shares;
  }

  /**
   * A row for each of the first images with a finding: the image, then the map of each finding in
   * red.
   */
  static void draw(Path file, Reader model, Rows test, int rows) throws IOException {
    double[] labels = test.y().toDoubles();
    int k = test.classes().size();
    int[] which =
        IntStream.range(0, test.size())
            .filter(i -> Arrays.stream(labels, i * k, i * k + k).sum() > 0)
            .limit(rows)
            .toArray();
    Tensor images = test.batch(which, Key.of(0)).x().mean(-1).expandDims(-1);
    Tensor maps = maps(model, test.batch(which, Key.of(0)).x());
    double most = maps.max().item();
    Tensor heat = maps.map(v -> 0.9 * Math.clamp(v / most, 0, 1));
    Tensor[] columns = new Tensor[Math.min(k, 8) + 1];
    columns[0] = Views.concat(-1, images, images, images);
    for (int f = 0; f + 1 < columns.length; f++) {
      Tensor red = heat.slice(-1, dev.cusp.tensor.Range.of(f, f + 1));
      Tensor rest = images.zip(red, (grey, h) -> grey * (1 - h));
      columns[f + 1] = Views.concat(-1, images.maximum(red), rest, rest);
    }
    Tensor wide = Views.concat(2, columns);
    Tensor all = wide.reshape(-1, wide.shape().length(2), 3);
    Images.write(file, all.repeat(0, 4).repeat(1, 4));
  }

  /**
   * Words: a file of MedMNIST with findings, or none for drawings; then the file for the picture.
   */
  public static void main(String[] args) throws IOException {
    boolean isReal = args.length > 0 && args[0].endsWith(".npz");
    Path picture = Path.of(args.length > (isReal ? 1 : 0) ? args[args.length - 1] : "xray.png");
    Phantoms drawn = isReal ? null : Phantoms.draw(1000, 2);
    Rows training =
        isReal ? MedMnist.findings(Path.of(args[0]), "train") : Phantoms.draw(4000, 1).examples();
    Rows test = isReal ? MedMnist.findings(Path.of(args[0]), "test") : drawn.examples();
    say(
        "%,d %s to learn from, %,d for testing",
        training.size(), isReal ? "images" : "drawings, no X-ray images,", test.size());
    Reader model = train(training, test, 6);
    double[] areas = areas(model, test);
    double[][] pointing = isReal ? null : pointing(model, drawn);
    for (int f = 0; f < areas.length; f++) {
      say(
          "%-14s area under the ROC curve %.3f%s",
          test.classes().get(f),
          areas[f],
          isReal
              ? ""
              : String.format(
                  Locale.ROOT,
                  "; the map's brightest place is in it %.0f%% of the time, by chance %.0f%%",
                  100 * pointing[f][0],
                  100 * pointing[f][1]));
    }
    say("mean           %.3f", Arrays.stream(areas).average().orElseThrow());
    draw(picture, model, test, 6);
    say("picture: %s", picture);
  }
}
