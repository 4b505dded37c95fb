package dev.cusp.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Where data sets are kept: {@code -Dcusp.cache}, else {@code cusp} in {@code XDG_CACHE_HOME}, else
 * {@code .cache/cusp} in the home folder.
 */
public record Cache(Path folder) {
  /** Where data sets are kept on this machine. */
  public static Cache standard() {
    String own = System.getProperty("cusp.cache");
    String shared = System.getenv("XDG_CACHE_HOME");
    if (own != null) {
      return new Cache(Path.of(own));
    }
    return new Cache(
        shared != null && !shared.isEmpty()
            ? Path.of(shared, "cusp")
            : Path.of(System.getProperty("user.home"), ".cache", "cusp"));
  }

  /**
   * A data set's files.
   *
   * @param commands run one after the other in an empty folder, from which the files are then taken
   * @param within the folder, below that one, in which they are
   * @param sums SHA-256 by file name
   */
  record Source(
      String name, List<List<String>> commands, String within, Map<String, String> sums) {}

  /**
   * The folder with all files of a source, which are fetched if they are not there. What is not
   * what it should be is not kept.
   *
   * @param progress is told what is being done
   * @throws IOException with what to do about it
   */
  Path fetch(Source source, Consumer<String> progress) throws IOException {
    Path home = folder.resolve(source.name());
    if (isComplete(home, source)) {
      return home;
    }
    Files.createDirectories(folder);
    Path work = Files.createTempDirectory(folder, source.name() + "-");
    try {
      for (List<String> command : source.commands()) {
        progress.accept("fetching " + source.name() + ": " + String.join(" ", command));
        run(command, work, source, home);
      }
      Path found = find(work, source);
      Files.createDirectories(home);
      for (Map.Entry<String, String> file : source.sums().entrySet()) {
        Path from = found.resolve(file.getKey());
        String sum = sum(from);
        if (!sum.equals(file.getValue())) {
          throw new IOException(
              "%s: %s has the SHA-256 %s, but should have %s; nothing was kept"
                  .formatted(source.name(), file.getKey(), sum, file.getValue()));
        }
      }
      for (String name : source.sums().keySet()) {
        Files.move(found.resolve(name), home.resolve(name), StandardCopyOption.ATOMIC_MOVE);
      }
      return home;
    } finally {
      delete(work);
    }
  }

  private static boolean isComplete(Path home, Source source) {
    return source.sums().keySet().stream()
        .allMatch(name -> Files.isRegularFile(home.resolve(name)));
  }

  private static Path find(Path work, Source source) throws IOException {
    Path found = work.resolve(source.within());
    if (!isComplete(found, source)) {
      throw new IOException(
          "%s: the files %s are not in what was fetched"
              .formatted(source.name(), source.sums().keySet()));
    }
    return found;
  }

  private static void run(List<String> command, Path work, Source source, Path home)
      throws IOException {
    String remedy =
        "put the files %s into %s yourself, or use --data digits, which comes with Cusp"
            .formatted(source.sums().keySet().stream().sorted().toList(), home);
    try {
      Process process =
          new ProcessBuilder(command).directory(work.toFile()).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes());
      if (process.waitFor() != 0) {
        throw new IOException(
            "%s could not be fetched: '%s' said: %s; if there is no network, %s"
                .formatted(source.name(), String.join(" ", command), last(said), remedy));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(source.name() + ": interrupted while it was being fetched", e);
    } catch (IOException e) {
      if (e.getMessage().startsWith(source.name())) {
        throw e;
      }
      throw new IOException(
          "%s could not be fetched: there is no '%s' here; install it, or %s"
              .formatted(source.name(), command.getFirst(), remedy),
          e);
    }
  }

  /** The last line that says something. */
  private static String last(String text) {
    return text.lines()
        .filter(line -> !line.isBlank())
        .reduce("nothing", (_, line) -> line.strip());
  }

  static String sum(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      try (DigestInputStream all = new DigestInputStream(in, digest)) {
        all.transferTo(java.io.OutputStream.nullOutputStream());
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
