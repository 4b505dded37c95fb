package dev.cusp.cli.source;

import dev.cusp.Cusp;
import dev.cusp.cli.Failure;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** A Java source file, any one file there is: with or without package, whatever its classes. */
public final class SourceFile {
  private final String name;
  private final String text;

  private SourceFile(String name, String text) {
    this.name = name;
    this.text = text;
  }

  /** The file at a path, named in messages as it is named here. */
  public static SourceFile read(String path) {
    try {
      Path file = Path.of(path);
      if (Files.isDirectory(file)) {
        throw Failure.wrongUse(path + ": is a folder; name a Java source file");
      }
      return new SourceFile(path, Files.readString(file));
    } catch (NoSuchFileException missing) {
      throw Failure.wrongUse(path + ": no such file");
    } catch (CharacterCodingException cause) {
      throw Failure.no(path + ": is not text in UTF-8; save it as such");
    } catch (IOException | IllegalArgumentException cause) {
      throw Failure.wrongUse(path + ": cannot be read: " + cause.getMessage());
    }
  }

  /** A source given as text. */
  public static SourceFile of(String name, String text) {
    return new SourceFile(name, text);
  }

  /** The file as the user named it. */
  public String name() {
    return name;
  }

  String text() {
    return text;
  }

  /** Compiles the file and makes its classes ready to load. */
  public CompiledSource compile() {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) {
      throw Failure.no("this Java has no compiler: run Cusp with a JDK, not a JRE");
    }
    try {
      var quickly = Compilation.quick(this, likelyClassPath()).run(compiler);
      if (quickly.isPresent()) {
        return quickly.get();
      }
      Compilation thorough = Compilation.thorough(this, classPath());
      return thorough.run(compiler).orElseThrow(() -> Failure.no(thorough.report()));
    } catch (IOException cause) {
      throw Failure.no(name + ": cannot be compiled: " + cause.getMessage(), cause);
    } catch (StackOverflowError tooDeep) {
      throw Failure.no(
          name + ": is nested too deeply for the compiler; CUSP_JAVA_OPTS=-Xss512m may help");
    }
  }

  /** Where the classes are found that most programs use: nowhere, or in Cusp's core. */
  private List<Path> likelyClassPath() {
    if (!text.contains("dev.cusp")) {
      return List.of();
    }
    try {
      return List.of(
          Path.of(Cusp.class.getProtectionDomain().getCodeSource().getLocation().toURI()));
    } catch (URISyntaxException | RuntimeException unusual) {
      return classPath();
    }
  }

  /** What this program itself runs from. */
  private static List<Path> classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.isEmpty())
        .map(Path::of)
        .toList();
  }

  /** Without a class of its own, the file's methods belong to one named after the file. */
  URI uri() {
    String file = Path.of(name).getFileName().toString();
    String stem = file.endsWith(".java") ? file.substring(0, file.length() - 5) : file;
    StringBuilder className = new StringBuilder();
    stem.codePoints()
        .map(c -> Character.isJavaIdentifierPart(c) ? c : '_')
        .forEach(className::appendCodePoint);
    if (className.isEmpty() || !Character.isJavaIdentifierStart(className.codePointAt(0))) {
      className.insert(0, '_');
    }
    return Path.of("/" + className + ".java").toUri();
  }
}
