package dev.cusp.cli;

import dev.cusp.io.Whole;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder for output. A file appears there whole or not at all. */
public record OutputFolder(Path path) {

  /** Makes the folder, so that a wrong one is known before the work and not after it. */
  public void create() throws IOException {
    Files.createDirectories(path);
    Files.delete(Files.createTempFile(path, "cusp", ".part"));
  }

  /** Writes a file and returns where it is. */
  public Path write(String name, byte[] content) throws IOException {
    Path target = path.resolve(name);
    Whole.write(target, out -> out.write(content));
    return target;
  }

  public Path write(String name, String content) throws IOException {
    return write(name, content.getBytes(StandardCharsets.UTF_8));
  }
}
