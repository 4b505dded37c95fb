package dev.cusp.cli.source;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;

/** The compiler's view of the world: one source in memory, class files kept in memory. */
final class MemoryFiles extends ForwardingJavaFileManager<StandardJavaFileManager> {
  private final Map<String, ByteArrayOutputStream> written = new LinkedHashMap<>();

  private MemoryFiles(StandardJavaFileManager standard) {
    super(standard);
  }

  /** Files for a compilation against the classes that are found in folders and jars. */
  static MemoryFiles of(JavaCompiler compiler, List<Path> classPath) throws IOException {
    StandardJavaFileManager standard =
        compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8);
    standard.setLocationFromPaths(StandardLocation.CLASS_PATH, classPath);
    return new MemoryFiles(standard);
  }

  /** A source file whose classes may have any name, whatever the file is called. */
  static JavaFileObject source(URI file, String text) {
    return new SimpleJavaFileObject(file, JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return text;
      }

      @Override
      public boolean isNameCompatible(String simpleName, Kind kind) {
        return kind == Kind.SOURCE;
      }
    };
  }

  @Override
  public JavaFileObject getJavaFileForOutput(
      Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
    URI name = URI.create("memory:///" + className.replace('.', '/') + kind.extension);
    return new SimpleJavaFileObject(name, kind) {
      @Override
      public OutputStream openOutputStream() {
        var bytes = new ByteArrayOutputStream();
        written.put(className, bytes);
        return bytes;
      }
    };
  }

  /** The class files by binary name. */
  Map<String, byte[]> classFiles() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    written.forEach((name, bytes) -> files.put(name, bytes.toByteArray()));
    return files;
  }
}
