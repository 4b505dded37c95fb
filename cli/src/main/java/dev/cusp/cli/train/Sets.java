package dev.cusp.cli.train;

import dev.cusp.cli.Failure;
import dev.cusp.data.Augmentation;
import dev.cusp.data.Cache;
import dev.cusp.data.Cifar;
import dev.cusp.data.Dataset;
import dev.cusp.data.Digits;
import dev.cusp.data.ImageFolder;
import dev.cusp.data.Images;
import dev.cusp.data.MedMnist;
import dev.cusp.data.Mnist;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Images to learn from and others for testing.
 *
 * @param plain those to learn from, without changes
 * @param training the same with changes, where these are wanted
 * @param shape height, width and channels
 */
record Sets(Dataset plain, Dataset training, Dataset test, List<String> classes, int... shape) {
  /** To which size images of a folder are brought. */
  private static final int SIDE = 32;

  /** What the settings name. */
  static Sets of(Settings settings, Consumer<String> progress) throws IOException {
    return switch (settings.data().toLowerCase(Locale.ROOT)) {
      case "digits" -> digits(settings);
      case "mnist" -> mnist(Mnist.DIGITS, settings, progress);
      case "fashion" -> mnist(Mnist.FASHION, settings, progress);
      default -> files(Path.of(settings.data()), settings);
    };
  }

  private static Sets digits(Settings settings) {
    return of(Digits.all(), Digits.which(false), Digits.test(), settings, false);
  }

  /** A folder of images or of CIFAR-10, or a file of MedMNIST. */
  private static Sets files(Path path, Settings settings) throws IOException {
    if (path.toString().endsWith(".npz") && Files.isRegularFile(path)) {
      Images test = MedMnist.read(path, "test");
      return of(MedMnist.read(path, "train"), null, test, settings, false);
    }
    if (TableFile.isTable(settings.data()) && Files.isRegularFile(path)) {
      throw Failure.wrongUse(
          "%s is a table: say which column is to be learned by --target COLUMN"
              .formatted(settings.data()));
    }
    if (!Files.isDirectory(path)) {
      throw Failure.wrongUse(
          "there is no data '%s'; there are digits, mnist, fashion, and files and folders of yours"
              .formatted(settings.data()));
    }
    if (Files.exists(path.resolve("data_batch_1.bin"))) {
      List<Path> batches =
          IntStream.rangeClosed(1, 5)
              .mapToObj(i -> path.resolve("data_batch_%d.bin".formatted(i)))
              .filter(Files::exists)
              .toList();
      Images test = Cifar.read(List.of(path.resolve("test_batch.bin")));
      return of(Cifar.read(batches), null, test, settings, true);
    }
    if (Files.isDirectory(path.resolve("train")) && Files.isDirectory(path.resolve("test"))) {
      Images test = ImageFolder.read(path.resolve("test"), SIDE, SIDE, 3);
      Images training = ImageFolder.read(path.resolve("train"), SIDE, SIDE, 3);
      return of(training, null, test, settings, true);
    }
    Images all = ImageFolder.read(path, SIDE, SIDE, 3);
    IntStream places = IntStream.range(0, all.size());
    int[] learned = places.filter(i -> i % 5 != 0).toArray();
    int[] tested = IntStream.range(0, all.size()).filter(i -> i % 5 == 0).toArray();
    return of(all, learned, all.subset(tested), settings, true);
  }

  private static Sets mnist(Mnist mnist, Settings settings, Consumer<String> progress)
      throws IOException {
    Images training = mnist.training(Cache.standard(), progress);
    Images test = mnist.test(Cache.standard(), progress);
    return of(training, null, test, settings, mnist == Mnist.FASHION);
  }

  /**
   * Puts all together.
   *
   * @param which of the images are learned from; null for all
   * @param flips whether an image and its mirror image are the same thing
   */
  private static Sets of(
      Images images, int[] which, Dataset test, Settings settings, boolean flips) {
    check(images, test, settings);
    int most = Math.max(1, images.height() / 8);
    Augmentation shift = Augmentation.shift(most);
    Images changed = images.augmented(flips ? shift.and(Augmentation.flip()) : shift);
    Dataset plain = chosen(images, which, settings.limit());
    if (plain.size() == 0 || test.size() == 0) {
      throw Failure.wrongUse(
          "%s: %d images to learn from and %d for testing; a fifth of a folder is for testing"
              .formatted(settings.data(), plain.size(), test.size()));
    }
    Dataset training = settings.augment() ? chosen(changed, which, settings.limit()) : plain;
    return new Sets(
        plain,
        training,
        test,
        images.classes(),
        images.height(),
        images.width(),
        images.channels());
  }

  /** Refuses images for testing that are not of the same kind as those to learn from. */
  private static void check(Images images, Dataset test, Settings settings) {
    int known = Math.min(test.classes().size(), images.classes().size());
    if (!test.classes().equals(images.classes().subList(0, known))) {
      throw Failure.wrongUse(
          "%s: the classes to learn are %s, those of the test %s"
              .formatted(settings.data(), images.classes(), test.classes()));
    }
    if (test instanceof Images others
        && (others.height() != images.height()
            || others.width() != images.width()
            || others.channels() != images.channels())) {
      throw Failure.wrongUse(
          "%s: the images to learn from are %d x %d with %d channels, those of the test %d x %d with %d"
              .formatted(
                  settings.data(),
                  images.height(),
                  images.width(),
                  images.channels(),
                  others.height(),
                  others.width(),
                  others.channels()));
    }
  }

  private static Dataset chosen(Dataset all, int[] which, int limit) {
    Dataset some = which == null ? all : all.subset(which);
    return limit == 0 ? some : some.range(0, Math.min(limit, some.size()));
  }
}
