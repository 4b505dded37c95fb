package dev.cusp.data;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The source of the JDK that runs this, a text that is there without a network. */
public final class JdkSource {
  private JdkSource() {}

  /**
   * The files of a package one after the other, in the order of their names, without the licence at
   * the head of each.
   *
   * @param folder such as {@code java.base/java/util/}
   * @throws IOException where the JDK came without its source, or has no such package
   */
  public static String text(String folder) throws IOException {
    Path file = Path.of(System.getProperty("java.home"), "lib", "src.zip");
    if (!Files.exists(file)) {
      throw new IOException(
          "this JDK came without its source: there is no %s; name a text of yours".formatted(file));
    }
    StringBuilder text = new StringBuilder();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      List<? extends ZipEntry> entries =
          zip.stream()
              .filter(e -> e.getName().startsWith(folder) && e.getName().endsWith(".java"))
              .filter(e -> e.getName().indexOf('/', folder.length()) < 0)
              .sorted(java.util.Comparator.comparing(ZipEntry::getName))
              .toList();
      for (ZipEntry entry : entries) {
        byte[] bytes = zip.getInputStream(entry).readAllBytes();
        String source = new String(bytes, StandardCharsets.UTF_8);
        int licence = source.startsWith("/*") ? source.indexOf("*/") + 2 : 0;
        text.append(source.substring(licence).stripLeading());
      }
    }
    if (text.isEmpty()) {
      throw new IOException("%s: there is no %s in it".formatted(file, folder));
    }
    return text.toString();
  }
}
