package dev.cusp.bench.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the benchmark data are: in the folder {@code shared} beside the repository, found by
 * walking up from the working directory, or where the property {@code cusp.shared} says.
 */
public final class SharedData {
  private SharedData() {}

  /** The folder {@code data/NAME}, if it is there. */
  public static Optional<Path> find(String name) {
    String given = System.getProperty("cusp.shared");
    if (given != null) {
      return Optional.of(Path.of(given, "data", name)).filter(Files::isDirectory);
    }
    String home = System.getProperty("cusp.home", "");
    for (Path p = Path.of(home).toAbsolutePath(); p != null; p = p.getParent()) {
      Path folder = p.resolve("shared").resolve("data").resolve(name);
      if (Files.isDirectory(folder)) {
        return Optional.of(folder);
      }
    }
    return Optional.empty();
  }

  /** What to tell somebody who does not have them. */
  public static String missing(String name) {
    return "no folder shared/data/"
        + name
        + " above "
        + Path.of("").toAbsolutePath()
        + "; say where shared is with -Dcusp.shared=FOLDER";
  }
}
