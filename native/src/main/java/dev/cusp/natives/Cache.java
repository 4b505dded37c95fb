package dev.cusp.natives;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A folder of the user's where files of the class path are unpacked to, once: {@code
 * -Dcusp.native.cache}, or what the operating system has for such things. A file gets its name in
 * one step when it is complete, so processes do not disturb each other; one of another length than
 * it should have is unpacked again.
 */
record Cache(Path folder) {
  static Cache of(Platform platform) {
    String given = System.getProperty("cusp.native.cache");
    return new Cache(given != null ? Path.of(given) : standard(platform).resolve("cusp"));
  }

  private static Path standard(Platform platform) {
    Path home = Path.of(System.getProperty("user.home"));
    if (platform.isMac()) {
      return home.resolve("Library", "Caches");
    }
    String named = System.getenv(platform.isWindows() ? "LOCALAPPDATA" : "XDG_CACHE_HOME");
    boolean isUsable = named != null && Path.of(named).isAbsolute();
    return isUsable ? Path.of(named) : home.resolve(".cache");
  }

  /**
   * A file of the class path as a file on disk.
   *
   * @param resource its name there, without a slash in front
   * @param under the folder within the cache; another one for each version
   */
  Path file(String resource, String under) throws IOException {
    URL source = Cache.class.getClassLoader().getResource(resource);
    if (source == null) {
      throw new NoSuchFileException(resource, null, "is not on the class path");
    }
    Path file = folder.resolve(under, resource.substring(resource.lastIndexOf('/') + 1));
    URLConnection connection = source.openConnection();
    connection.setUseCaches(false);
    try (InputStream in = connection.getInputStream()) {
      long size = connection.getContentLengthLong();
      if (!isThere(file, size)) {
        unpack(in, file, size);
      }
    }
    return file;
  }

  private static boolean isThere(Path file, long size) throws IOException {
    return Files.isRegularFile(file) && Files.size(file) == size;
  }

  private static void unpack(InputStream in, Path file, long size) throws IOException {
    Files.createDirectories(file.getParent());
    Path part = Files.createTempFile(file.getParent(), file.getFileName() + ".", ".part");
    try {
      Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
      try (FileChannel written = FileChannel.open(part, StandardOpenOption.WRITE)) {
        written.force(true); // or a power failure may leave a name without its bytes
      }
      move(part, file);
    } catch (IOException e) {
      if (!isThere(file, size)) { // where a file in use cannot be replaced, another process has won
        throw e;
      }
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException _) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
