package dev.cusp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cusp.data.Digits;
import dev.cusp.io.Images;
import dev.cusp.tensor.DType;
import dev.cusp.tensor.Interpolation;
import dev.cusp.tensor.Shape;
import dev.cusp.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TrainTest {
  @TempDir Path folder;

  private Session.Reply run(String... words) {
    return new Session(folder).run(words);
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  @Test
  void aRunLeavesAFolderThatASecondOneRepeats() throws IOException {
    Session.Reply reply =
        run("train", "logistic", "--epochs", "2", "--norms", "10", "--out", path("run")).good();
    assertThat(reply.out())
        .contains(
            "logistic on digits: 650 parameters; 1,437 images to learn from, 360 for testing; ")
        .containsPattern("epoch  2/2: loss [0-9.]+, test loss [0-9.]+, accuracy [89][0-9.]+%, ");
    assertThat(Files.readAllLines(folder.resolve("run/metrics.csv")))
        .hasSize(3)
        .first()
        .isEqualTo("epoch,step,loss,test_loss,accuracy");
    run("train", "logistic", "--epochs", "2", "--norms", "10", "--out", path("again")).good();
    List<String> files =
        List.of(
            "best.safetensors",
            "config.json",
            "last.safetensors",
            "metrics.csv",
            "metrics.png",
            "metrics.svg",
            "norms.csv",
            "norms.png",
            "norms.svg",
            "steps.csv");
    try (Stream<Path> all = Files.list(folder.resolve("run"))) {
      assertThat(all.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(files);
    }
    // a picture as text is too long to be shown where it is wrong
    assertThat(Files.readString(folder.resolve("run/norms.svg")).contains("</svg")).isTrue();
    for (String file : files) {
      assertThat(folder.resolve("again").resolve(file))
          .hasSameBinaryContentAs(folder.resolve("run").resolve(file));
    }
  }

  @Test
  void aRunThatWasStoppedGoesOn() throws IOException {
    String[] first = {"train", "logistic", "--epochs", "3", "--schedule", "constant"};
    assertThat(run(with(first, "--out", path("run"), "--time", "0")).good().out())
        .contains("the time of 0 s is over; saved after 1 steps");
    run(with(first, "--out", path("run"))).refused(2, "there is a run in", "--resume");
    run("train", "--resume", "--out", path("run"), "--batch", "32")
        .refused(2, "the run has other settings: batch is 64, not 32");
    run("train", "--resume", "--out", path("run")).good();
    run("train", "--resume", "--out", path("run")).fails("all 3 epochs of the run in");
    run("train", "--resume", "--out", path("run"), "--epochs", "4").good();
    assertThat(Files.readAllLines(folder.resolve("run/metrics.csv"))).hasSize(5);
    run("train", "--resume", "--out", path("none")).refused(2, "there is no run in");
    Files.write(folder.resolve("run/last.safetensors"), new byte[100]);
    run("train", "--resume", "--out", path("run"), "--epochs", "5").fails("last.safetensors: ");
    Files.writeString(folder.resolve("run/config.json"), "{\"model\": 3");
    run("train", "--resume", "--out", path("run")).refused(1, "config.json: ");
  }

  private static String[] with(String[] words, String... more) {
    return Stream.concat(Stream.of(words), Stream.of(more)).toArray(String[]::new);
  }

  @Test
  void imagesAreTakenForWhatTheyAre() throws IOException {
    run("train", "logistic", "--epochs", "2", "--rate", "0.05", "--out", path("run")).good();
    Tensor x = Digits.test().range(0, 1).all().x();
    Images.write(folder.resolve("zero.png"), x.reshape(8, 8, 1));
    Tensor large = x.resize(Interpolation.NEAREST, 24, 24);
    Images.write(folder.resolve("large.png"), large.reshape(24, 24, 1));
    assertThat(run("predict", path("run"), "zero.png", "large.png", "--top", "2").good().out())
        .containsPattern("zero.png:  0 [89][0-9.]+%  [1-9] [0-9.]+%")
        .containsPattern("large.png:  0 [0-9.]+%");
    Files.writeString(folder.resolve("text.png"), "no image");
    run("predict", path("run"), "text.png").refused(1, "text.png: ");
    run("predict", path("run"), path("absent.png")).refused(2, "there is no file");
    run("predict", "resnet110", "zero.png").refused(2, "there is no run of resnet110 here; ");
    run("predict", path("nothing"), "zero.png").refused(2, "there is no trained network there");
    run("predict", "text.png", "zero.png").refused(1, "no .safetensors file");
  }

  @Test
  void imagesOfOnesOwnAreLearned() throws IOException {
    for (String name : List.of("dark", "light")) {
      Files.createDirectories(folder.resolve("own/" + name));
      for (int i = 0; i < 20; i++) {
        Tensor image = Tensor.full(name.equals("dark") ? 0.1 : 0.9, DType.F32, 10, 12, 3);
        Images.write(folder.resolve("own/%s/%d.png".formatted(name, i)), image);
      }
    }
    String[] words = {"train", "logistic", "--epochs", "3", "--batch", "8", "--rate", "0.01"};
    assertThat(run(with(words, "--data", path("own"), "--out", path("run"))).good().out())
        .contains("32 images to learn from, 8 for testing", "accuracy 100.00%");
    assertThat(run("predict", path("run"), path("own/dark/3.png")).good().out())
        .contains("3.png:  dark ");
  }

  @Test
  void aTextIsLearnedAndContinued() throws IOException {
    Files.writeString(folder.resolve("song.txt"), "so they sow, and they reap. ".repeat(60));
    String[] words = {"train", "charlstm", "--data", path("song.txt"), "--epochs", "2"};
    Session.Reply reply =
        run(with(words, "--batch", "8", "--rate", "0.01", "--out", path("run"))).good();
    assertThat(reply.out())
        .contains("24 pieces of 64 characters to learn from, 2 for testing")
        .containsPattern("epoch  2/2: loss [0-9.]+, test loss [0-9.]+, .*perplexity [0-9.]+");
    assertThat(Files.readString(folder.resolve("run/sample.txt"))).hasSize(16 + 500 + 1);
    String[] predict = {"predict", path("run"), "so they", "--length", "20"};
    String once = run(predict).good().out();
    assertThat(once).startsWith("so they").hasSize(7 + 20 + 1).isEqualTo(run(predict).good().out());
    run("predict", path("run"), "Zoo")
        .refused(2, "'Zoo': the character 'Z' is not in the alphabet");
    run(with(words, "--standardize", "zca"))
        .refused(2, "--standardize and --augment are for images");
    run(with(words, "--batch", "30")).refused(2, "its 1680 characters are 26 pieces of 64");
    run("train", "gpt", "--data", path("none.txt")).refused(2, "there is no text '");
    Files.write(folder.resolve("song.txt"), new byte[] {'a', (byte) 0xff, 'b'});
    run(words).fails("song.txt: it is no text in UTF-8");
  }

  @Test
  void whatIsLeftOfImagesIsAPicture() throws IOException {
    String[] words = {"train", "autoencoder", "--epochs", "1", "--limit", "128"};
    run(with(words, "--out", path("run"), "--augment")).good();
    // four rows of 16 pairs, each image eight times as large, with lines between
    assertThat(Images.read(folder.resolve("run/reconstructions.png")).shape())
        .isEqualTo(Shape.of(4 * (2 * 64 + 5), 16 * 68, 1));
    assertThat(folder.resolve("run/samples.png")).doesNotExist();
    run("train", "--resume", "--out", path("run")).fails("all 1 epochs of the run in");
    run("predict", path("run"), "zero.png").refused(2, "is a network that makes images");
    run("train", "vae", "--epochs", "1", "--limit", "128", "--out", path("vae")).good();
    assertThat(Images.read(folder.resolve("vae/samples.png")).shape())
        .isEqualTo(Shape.of(8 * 68, 16 * 68, 1));
  }

  @Test
  void theStepSizeIsFoundBeforehand() throws IOException {
    String[] words = {"train", "logistic", "--epochs", "1", "--optimizer", "sgd", "--limit", "320"};
    assertThat(run(with(words, "--rate", "bottou", "--out", path("run"))).good().out())
        .containsPattern("step size 0\\.[0-9]+, chosen after trying [0-9]+ of them, from");
    assertThat(folder.resolve("run/config.json")).content().doesNotContain("\"rate\" : 0.05,");
    assertThat(folder.resolve("run/rates.csv")).content().startsWith("rate,loss\n");
    assertThat(folder.resolve("run/rates.png")).isNotEmptyFile();
    assertThat(run(with(words, "--rate", "range", "--out", path("range"))).good().out())
        .contains("step size ");
    run(with(words, "--rate", "often")).refused(2, "--rate is a number, 'bottou' or 'range'");
  }

  @Test
  void modelsAreListed() {
    assertThat(run("models").good().out())
        .containsPattern("mlp +two hidden layers, 256 and 128 wide +235,146")
        .containsPattern("charlstm +two LSTMs, .* +928,628")
        .containsPattern("autoencoder +convolutions, ")
        .contains("cartpole");
  }

  @Test
  void wrongUseIsToldInALine() {
    run("train", "lennet")
        .refused(2, "there is no model 'lennet'; there are [logistic, mlp, lenet, ");
    run("train").refused(2, "which MODEL? 'cusp models' lists them");
    run("train", "mlp", "--epochs", "0").refused(2, "--epochs and --batch are at least 1");
    run("train", "mlp", "--data", "letters").refused(2, "there is no data 'letters'");
    run("train", "mlp", "--rate", "-1").refused(2, "are not negative");
    run("train", "mlp", "--norms", "0").refused(2, "--norms is at least 1, not 0");
    run("train", "mlp", "--patience", "0").refused(2, "--patience is at least 1");
    run("train", "mlp", "--optimizer", "newton").refused(2, "--optimizer");
  }

  private void images(String inner, int n) throws IOException {
    Files.createDirectories(folder.resolve(inner));
    for (int i = 0; i < n; i++) {
      Tensor image = Tensor.full(i / 10.0, DType.F32, 4, 4, 1);
      Images.write(folder.resolve("%s/%d.png".formatted(inner, i)), image);
    }
  }

  private void refusedData(String name, int status, String... parts) {
    run("train", "logistic", "--batch", "2", "--data", path(name), "--out", path("run"))
        .refused(status, parts);
    assertThat(folder.resolve("run")).doesNotExist();
  }

  @Test
  void dataThatWillNotDoAreRefusedBeforeAnythingIsWritten() throws IOException {
    images("one/a", 1);
    refusedData("one", 2, "one: 0 images to learn from and 1 for testing");
    images("alike/a", 9);
    refusedData("alike", 2, "alike: with one class, [a], there is nothing to tell apart");
    images("half/a", 9);
    images("half/b", 0);
    refusedData("half", 1, "half/b: there is no image of this class in it");
    refusedData("half/a", 1, "there is no folder in it with the images of a class");
    images("split/train/a", 4);
    images("split/train/b", 4);
    images("split/test/a", 1);
    images("split/test/c", 1);
    refusedData("split", 2, "the classes to learn are [a, b], those of the test [a, c]");
    Files.createDirectories(folder.resolve("cifar"));
    Files.write(folder.resolve("cifar/data_batch_1.bin"), new byte[5 * 3073]);
    refusedData("cifar", 1, "there is no file ", "test_batch.bin");
    Files.write(folder.resolve("cifar/test_batch.bin"), new byte[0]);
    refusedData("cifar", 2, "5 images to learn from and 0 for testing");
    Files.write(folder.resolve("x.npz"), new byte[20]);
    refusedData("x.npz", 1, "no .npz file, or damaged");
    Files.write(folder.resolve("file"), new byte[1]);
    run("train", "logistic", "--out", path("file")).fails("file is a file, not a folder");
  }

  @Test
  void aLossThatIsNotFiniteIsSaidWithoutATrace() {
    Session.Reply reply =
        run("train", "mlp", "--optimizer", "sgd", "--rate", "1e30", "--out", path("run"));
    assertThat(reply.status()).isEqualTo(1);
    assertThat(reply.err())
        .contains("the loss is NaN at step 2, with batch 2 of epoch 1", "layers.1")
        .contains("a smaller step size")
        .doesNotContain("\tat ");
  }

  /** Kinds that their sizes tell, and a price that is linear in what is known; a row has a hole. */
  private String table(int empty) throws IOException {
    StringBuilder text = new StringBuilder("length;width;colour;kind;price\n");
    for (int i = 0; i < 200; i++) {
      String kind = i % 3 == 0 ? "iris" : "rose";
      double length = (i % 3 == 0 ? 3 : 6) + i % 7 / 10.0;
      double width = i % 11;
      String colour = i % 2 == 0 ? "red" : "blue";
      double price = 100 + 2 * length - width + (i % 2 == 0 ? 5 : 0) + (i % 3 == 0 ? 1 : 0);
      text.append(length).append(';').append(i == empty ? "" : width).append(';');
      text.append(colour).append(';').append(kind).append(';').append(price).append('\n');
    }
    return Files.writeString(folder.resolve("t.csv"), text).toString();
  }

  @Test
  void tablesAreLearned() throws IOException {
    String table = table(7);
    String[] kinds = {"train", "logistic", "--data", table, "--target", "kind", "--epochs", "20"};
    assertThat(run(with(kinds, "--out", path("kinds"))).good().out())
        .contains("1 of 200 rows are left out", "159 rows to learn from, 40 for testing")
        .containsPattern("epoch 20/20: .*accuracy 100.00%");
    String[] prices = {"train", "linear", "--data", table, "--target", "price", "--epochs", "60"};
    assertThat(run(with(prices, "--out", path("prices"))).good().out())
        .containsPattern("epoch 60/60: .*rms error 0.[0-3].*, r2 (0.99|1.00)");
    Path rows =
        Files.writeString(
            folder.resolve("p.csv"), "colour,kind,length,width,price\nred,iris,3,2,110\n");
    assertThat(run("predict", path("kinds"), rows.toString()).good().out())
        .containsPattern("p.csv row 1:  iris [0-9.]+%  rose");
    String price = run("predict", path("prices"), rows.toString()).good().out();
    double predicted = Double.parseDouble(price.replaceFirst("(?s).*price ([0-9.]+)\\s*", "$1"));
    assertThat(predicted).isBetween(109.5, 110.5); // 100 + 6 - 2 + 5 + 1
    Files.writeString(rows, "colour,kind,length,width\ngreen,iris,3,2\n");
    run("predict", path("prices"), rows.toString())
        .refused(2, "row 1 has 'green' in column 'colour'", "[blue, red]");
    Files.writeString(rows, "colour,kind,length,width\nred,iris,,2\n");
    run("predict", path("prices"), rows.toString()).refused(2, "row 1 has nothing in column");
    Files.writeString(rows, "colour,length,width\nred,3,2\n");
    run("predict", path("prices"), rows.toString()).refused(2, "there is no column 'kind'");
  }

  @Test
  void whatATableDoesNotTellIsRefused() throws IOException {
    String table = table(-1);
    run("train", "mlp", "--data", table).refused(2, "is a table", "--target COLUMN");
    run("train", "mlp", "--data", table, "--target", "kid").refused(2, "there is no column 'kid'");
    run("train", "mlp", "--data", table, "--target", "price")
        .refused(2, "'price' has ", "linear and mlp-regression learn numbers");
    run("train", "linear", "--data", table, "--target", "kind")
        .refused(2, "'kind' is of words, such as iris", "logistic and mlp tell classes");
    run("train", "linear").refused(2, "--data FILE.csv --target COLUMN");
    run("train", "lenet", "--data", table, "--target", "kind").refused(2, "lenet learns no tables");
    run("train", "mlp", "--data", path("no.csv"), "--target", "kind")
        .refused(2, "there is no table");
    Path one = Files.writeString(folder.resolve("one.csv"), "a,b\n1,x\n2,x\n3,x\n");
    run("train", "mlp", "--data", one.toString(), "--target", "b")
        .refused(2, "with one class in 'b', [x]");
    Path same = Files.writeString(folder.resolve("same.csv"), "a,b\n1,4\n2,4\n3,4\n");
    run("train", "linear", "--data", same.toString(), "--target", "b")
        .refused(2, "'b' is 4.0 in all rows");
  }
}
