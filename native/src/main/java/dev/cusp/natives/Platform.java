package dev.cusp.natives;

import java.util.List;
import java.util.Locale;

/**
 * An operating system and processor, by the name that Bytedeco's jars have for it, and which files
 * of these jars make up the libraries: dependencies first, as they have to be loaded.
 */
record Platform(String name) {
  static Platform here() {
    return of(System.getProperty("os.name"), System.getProperty("os.arch"));
  }

  static Platform of(String system, String processor) {
    String os = system.toLowerCase(Locale.ROOT);
    String family =
        os.startsWith("linux")
            ? "linux"
            : os.startsWith("mac") ? "macosx" : os.startsWith("windows") ? "windows" : os;
    String kind =
        switch (processor.toLowerCase(Locale.ROOT)) {
          case "amd64", "x86_64", "x86-64" -> "x86_64";
          case "aarch64", "arm64" -> "arm64";
          default -> processor;
        };
    return new Platform(family + "-" + kind);
  }

  boolean isWindows() {
    return name.startsWith("windows");
  }

  boolean isMac() {
    return name.startsWith("macosx");
  }

  /** Empty where there is none. */
  List<String> openBlas() {
    return switch (name) {
      case "linux-x86_64" ->
          List.of("libgcc_s.so.1", "libquadmath.so.0", "libgfortran.so.5", "libopenblas.so.0");
      case "linux-arm64" -> List.of("libgcc_s.so.1", "libgfortran.so.5", "libopenblas.so.0");
      case "macosx-x86_64" ->
          List.of(
              "libgcc_s.1.1.dylib",
              "libquadmath.0.dylib",
              "libgfortran.5.dylib",
              "libopenblas.0.dylib");
      case "macosx-arm64" -> List.of("libopenblas.0.dylib");
      case "windows-x86_64" -> List.of("libopenblas.dll");
      default -> List.of();
    };
  }

  /** Empty where there is none; on Windows its OpenMP would not come with it. */
  List<String> oneDnn() {
    return switch (name) {
      case "linux-x86_64", "linux-arm64" -> List.of("libgomp.so.1", "libdnnl.so.3");
      case "macosx-x86_64" -> List.of("libiomp5.dylib", "libdnnl.3.dylib");
      case "macosx-arm64" -> List.of("libomp.dylib", "libdnnl.3.dylib");
      default -> List.of();
    };
  }
}
