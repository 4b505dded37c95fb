package dev.cusp.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.cusp.io.Npz;
import dev.cusp.tensor.DType;
import dev.cusp.tensor.Key;
import dev.cusp.tensor.Tensor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sequences that are not equally long, downloads, MedMNIST. */
final class FilesTest {
  @TempDir Path folder;

  @Test
  void sequencesArePaddedAndThoseAlikeComeTogether() {
    Random random = new Random(1);
    List<int[]> all = new ArrayList<>();
    for (int i = 0; i < 1003; i++) {
      all.add(IntStream.range(0, 1 + random.nextInt(100)).map(k -> 1 + k).toArray());
    }
    int[] labels = IntStream.range(0, all.size()).toArray();
    Sequences data = new Sequences(all, labels, List.of(), 0, 8);
    Loader loader = new Loader(data, 10, Key.of(4), false);
    long padded = 0;
    List<Integer> seen = new ArrayList<>();
    List<Integer> lengths = new ArrayList<>();
    for (Batch batch : loader.epoch(3)) {
      assertThat(batch.x().shape().length(1) % 8).isZero();
      double[] mask = data.mask(batch).as(DType.F64).sum(1).toDoubles();
      for (int i = 0; i < batch.size(); i++) {
        int which = (int) batch.y().get(i);
        seen.add(which);
        assertThat(mask[i]).isEqualTo(all.get(which).length);
        assertThat(batch.x().get(i, 0)).isEqualTo(1);
      }
      padded += batch.x().shape().size();
      lengths.add(batch.x().shape().length(1));
    }
    assertThat(seen).hasSize(1003).doesNotHaveDuplicates();
    long tokens = all.stream().mapToLong(s -> s.length).sum();
    // in any order, batches of ten would be padded to nearly 100, twice the mean
    assertThat(padded).isLessThan(tokens * 5 / 4);
    assertThat(lengths.subList(0, 50))
        .isNotEqualTo(lengths.subList(0, 50).stream().sorted().toList());
    assertThat(data.order(Key.of(4), 10)).isEqualTo(data.order(Key.of(4), 10));
    assertThatThrownBy(() -> new Sequences(List.of(new int[] {0}), new int[1], List.of(), 0, 1))
        .hasMessage("sequence 0 has the number 0, which is the padding");
  }

  @Test
  void medMnistIsRead() throws IOException {
    Path file = folder.resolve("some.npz");
    Tensor images = Tensor.of(IntStream.range(0, 24).toArray()).reshape(2, 2, 2, 3);
    Tensor labels = Tensor.of(0, 2).reshape(2, 1);
    Npz.write(file, Map.of("test_images", images, "test_labels", labels));
    Images read = MedMnist.read(file, "test");
    assertThat(read.pixels()).startsWith(0, 1, 2, 3).hasSize(24);
    assertThat(read.labels()).containsExactly(0, 2);
    assertThat(read.classes()).containsExactly("0", "1", "2");
    assertThat(read.channels()).isEqualTo(3);
    assertThatThrownBy(() -> MedMnist.read(file, "train"))
        .hasMessageContaining("there are no train_images and train_labels in it, but [test_");
    Npz.write(file, Map.of("test_images", images.add(250), "test_labels", labels));
    assertThatThrownBy(() -> MedMnist.read(file, "test"))
        .hasMessageEndingWith("test_images has 256.0, which is no byte");
    Npz.write(file, Map.of("test_images", images, "test_labels", images));
    assertThatThrownBy(() -> MedMnist.read(file, "test"))
        .hasMessageContaining("several for each image, which MedMnist.findings reads");
    Npz.write(file, Map.of("test_images", images, "test_labels", Tensor.of(1, 2, 3)));
    assertThatThrownBy(() -> MedMnist.read(file, "test"))
        .hasMessageContaining("are no images with a label each");
  }

  @Test
  void findingsOfMedMnistAreRead() throws IOException {
    Path file = folder.resolve("some.npz");
    Tensor images = Tensor.of(0, 51, 102, 255, 0, 0, 0, 0).reshape(2, 2, 2);
    Tensor labels = Tensor.of(0, 1, 1, 1, 0, 0).reshape(2, 3);
    Npz.write(file, Map.of("test_images", images, "test_labels", labels));
    Rows read = MedMnist.findings(file, "test");
    assertThat(read.x().shape().lengths()).containsExactly(2, 2, 2, 1);
    assertThat(read.x().sum().item()).isCloseTo(1.6, within(1e-6)); // f32
    assertThat(read.y().toDoubles()).containsExactly(0, 1, 1, 1, 0, 0);
    assertThat(read.classes()).containsExactly("finding 0", "finding 1", "finding 2");
    Npz.write(file, Map.of("test_images", images, "test_labels", labels.mul(2)));
    assertThatThrownBy(() -> MedMnist.findings(file, "test"))
        .hasMessageEndingWith("test_labels has 2.0; findings are 0 or 1");
  }

  private static byte[] content() {
    byte[] all = new byte[300_000];
    new Random(2).nextBytes(all);
    return all;
  }

  /** Gives ranges, and on the first day ends in the middle. */
  private static final class Server implements AutoCloseable {
    final HttpServer http;
    final List<String> asked = new ArrayList<>();
    boolean isCut = true;

    Server() throws IOException {
      http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      http.createContext("/file", this::answer);
      http.start();
    }

    URI uri(String path) {
      return URI.create("http://localhost:" + http.getAddress().getPort() + path);
    }

    private void answer(HttpExchange exchange) throws IOException {
      byte[] all = content();
      String range = exchange.getRequestHeaders().getFirst("Range");
      asked.add(String.valueOf(range));
      int from = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
      exchange.sendResponseHeaders(range == null ? 200 : 206, all.length - from);
      int end = isCut ? 200_000 : all.length;
      try (exchange) {
        exchange.getResponseBody().write(all, from, end - from);
        exchange.getResponseBody().flush();
      }
      isCut = false;
    }

    @Override
    public void close() {
      http.stop(0);
    }
  }

  @Test
  void aDownloadGoesOnWhereItEnded() throws IOException {
    Path source = Files.write(folder.resolve("source"), content());
    String sum = Cache.sum(source);
    Path target = folder.resolve("in/target");
    try (Server server = new Server()) {
      URI uri = server.uri("/file");
      assertThatThrownBy(() -> Download.fetch(uri, target, sum, (_, _) -> {}))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("could not be fetched")
          .hasMessageContaining("put the file there yourself: " + target);
      assertThat(target).doesNotExist();
      long kept = Files.size(folder.resolve("in/target.part"));
      assertThat(kept).isBetween(1L, 200_000L);
      Download.fetch(uri, target, sum, (n, all) -> assertThat(n).isLessThanOrEqualTo(all));
      assertThat(target).hasBinaryContent(content());
      assertThat(server.asked).containsExactly("null", "bytes=" + kept + "-");
      Download.fetch(uri, target, "", (_, _) -> {});
      assertThat(server.asked).as("it is there").hasSize(2);
      Path other = folder.resolve("in/other");
      assertThatThrownBy(() -> Download.fetch(uri, other, "00", (_, _) -> {}))
          .hasMessageContaining("but should have 00; nothing was kept");
      assertThatThrownBy(() -> Download.fetch(server.uri("/no"), other, "00", (_, _) -> {}))
          .hasMessageContaining("the server answers 404");
    }
    try (var files = Files.list(folder.resolve("in"))) {
      assertThat(files).containsExactly(target);
    }
  }
}
