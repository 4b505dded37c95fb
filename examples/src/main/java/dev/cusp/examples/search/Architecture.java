package dev.cusp.examples.search;

import dev.cusp.nn.BatchNorm;
import dev.cusp.nn.Conv;
import dev.cusp.nn.Dense;
import dev.cusp.nn.Dropout;
import dev.cusp.nn.Functions;
import dev.cusp.nn.Initializer;
import dev.cusp.nn.Sequential;
import dev.cusp.nn.Template;
import dev.cusp.tensor.Key;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * A network for digits, and how it is trained.
 *
 * @param convolutions the filters of each; none for affine layers only
 * @param kernel the sides of the filters
 * @param isNormalized whether each convolution is followed by batch normalization
 * @param widths of the affine layers before the last one
 * @param dropout before the last layer
 * @param rate the step size of Adam
 */
record Architecture(
    List<Integer> convolutions,
    int kernel,
    boolean isNormalized,
    List<Integer> widths,
    double dropout,
    double rate) {

  /** Any of the space, depths evenly and sizes by their logarithms. */
  static Architecture draw(SplittableRandom random) {
    List<Integer> convolutions = new ArrayList<>();
    int depth = random.nextInt(4);
    for (int i = 0; i < depth; i++) {
      convolutions.add(4 << random.nextInt(4));
    }
    List<Integer> widths = new ArrayList<>();
    int layers = random.nextInt(3);
    for (int i = 0; i < layers; i++) {
      widths.add(16 << random.nextInt(4));
    }
    return new Architecture(
        convolutions,
        random.nextBoolean() ? 3 : 5,
        random.nextBoolean(),
        widths,
        0.25 * random.nextInt(3),
        Math.pow(10, random.nextDouble(-4, -1.5)));
  }

  Sequential network(Key key) {
    List<Template<?>> all = new ArrayList<>();
    for (int i = 0; i < convolutions.size(); i++) {
      all.add(Conv.of(convolutions.get(i), kernel).same());
      if (isNormalized) {
        all.add(BatchNorm.of());
      }
      all.add(Functions.relu());
      if (i < 2) {
        all.add(Functions.maxPool(2));
      }
    }
    all.add(Functions.flatten());
    for (int width : widths) {
      all.add(Dense.of(width).weights(Initializer.heNormal()));
      all.add(Functions.relu());
    }
    all.add(new Dropout(dropout));
    all.add(Dense.of(10));
    return Sequential.of(all.toArray(Template<?>[]::new)).make(key, 8, 8, 1);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "convolutions %s of %d x %d%s, affine %s, dropout %.2f, step size %.4f",
        convolutions,
        kernel,
        kernel,
        isNormalized ? ", normalized" : "",
        widths,
        dropout,
        rate);
  }
}
