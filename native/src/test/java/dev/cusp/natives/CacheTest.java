package dev.cusp.natives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CacheTest {
  private static final String RESOURCE = "dev/cusp/natives/Cache.class";

  @TempDir Path folder;

  private byte[] expected() throws IOException {
    try (var in = Cache.class.getClassLoader().getResourceAsStream(RESOURCE)) {
      return in.readAllBytes();
    }
  }

  private Stream<Path> files() throws IOException {
    return Files.list(folder.resolve("1"));
  }

  @Test
  void unpacksOnce() throws IOException {
    Path file = new Cache(folder).file(RESOURCE, "1");
    assertThat(file).hasBinaryContent(expected()).hasFileName("Cache.class");
    var first = Files.getLastModifiedTime(file);
    assertThat(Files.readAttributes(new Cache(folder).file(RESOURCE, "1"), "lastModifiedTime"))
        .containsValue(first);
    assertThat(files()).containsExactly(file);
  }

  @Test
  void unpacksAgainWhatIsNotComplete() throws IOException {
    Path file = new Cache(folder).file(RESOURCE, "1");
    Files.write(file, new byte[] {1, 2, 3});
    assertThat(new Cache(folder).file(RESOURCE, "1")).hasBinaryContent(expected());
    assertThat(files()).containsExactly(file);
  }

  @Test
  void manyAtOnce() throws Exception {
    try (var threads = Executors.newFixedThreadPool(8)) {
      Callable<Path> unpack = () -> new Cache(folder).file(RESOURCE, "1");
      for (Future<Path> file : threads.invokeAll(Collections.nCopies(64, unpack))) {
        assertThat(file.get()).hasBinaryContent(expected());
      }
    }
    assertThat(files()).hasSize(1);
  }

  @Test
  void saysWhatIsMissing() {
    assertThatThrownBy(() -> new Cache(folder).file("no/such.file", "1"))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessage("no/such.file: is not on the class path");
  }

  @Test
  void saysThatTheFolderCannotBeMade() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThatThrownBy(() -> new Cache(file).file(RESOURCE, "1")).isInstanceOf(IOException.class);
  }
}
