package dev.cusp.bench.first;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** A method {@code double f(double, double)} with as many lines as one likes. */
final class LongMethod implements AutoCloseable {
  /** Lines that keep x and y of the order of one. */
  private static final List<String> LINES =
      List.of(
          "x = x * y - x;",
          "y = Math.sin(x) + y;",
          "x = x + 1 / (2 + y * y);",
          "y = y * x - y;",
          "y = Math.cos(y) - x;",
          "x = Math.sin(x * y);",
          "if (x > y) x = y - x;",
          "x = x * x + y * y;",
          "y = x - y;",
          "x = Math.tanh(x);");

  private final Path folder;
  private final URLClassLoader loader;
  private final Method method;

  LongMethod(int lines) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) {
      throw new IOException("there is no Java compiler here; run on a JDK");
    }
    folder = Files.createTempDirectory("cusp-long-method");
    try {
      Path source = folder.resolve("Long.java");
      Files.writeString(source, source(lines));
      StringWriter messages = new StringWriter();
      try (var files = compiler.getStandardFileManager(null, null, null)) {
        boolean compiled =
            compiler
                .getTask(
                    messages,
                    files,
                    null,
                    List.of("-g", "-proc:none", "-d", folder.toString()),
                    null,
                    files.getJavaFileObjects(source))
                .call();
        if (!compiled) {
          throw new IOException("a generated method does not compile: " + messages);
        }
      }
      loader =
          new URLClassLoader(new URL[] {folder.toUri().toURL()}, LongMethod.class.getClassLoader());
      method = loader.loadClass("Long").getDeclaredMethod("f", double.class, double.class);
    } catch (IOException | ReflectiveOperationException | RuntimeException e) {
      delete();
      throw e instanceof IOException io ? io : new IOException(e);
    }
  }

  private static String source(int lines) {
    StringBuilder text = new StringBuilder("class Long {\n");
    text.append("  static double f(double x, double y) {\n");
    for (int i = 0; i < lines; i++) {
      text.append("    ").append(LINES.get(i % LINES.size())).append('\n');
    }
    return text.append("    return x + y;\n  }\n}\n").toString();
  }

  Method method() {
    return method;
  }

  @Override
  public void close() throws IOException {
    loader.close();
    delete();
  }

  private void delete() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      all.sorted(Comparator.reverseOrder())
          .forEach(path -> {
            try {
              Files.delete(path);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
  }
}
