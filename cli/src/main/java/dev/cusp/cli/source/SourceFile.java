package dev.cusp.cli.source;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.Trees;
import dev.cusp.cli.Failure;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;

/** A Java source file, any one file there is: with or without package, whatever its classes. */
public final class SourceFile {
  private static final List<String> OPTIONS =
      List.of("-g", "-parameters", "-proc:none", "-nowarn", "-Xlint:none", "-implicit:none");

  private static final int ERRORS_SHOWN = 10;

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

  /** Compiles the file and makes its classes ready to load. */
  public CompiledSource compile() {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) {
      throw Failure.no("this Java has no compiler: run Cusp with a JDK, not a JRE");
    }
    var errors = new DiagnosticCollector<JavaFileObject>();
    try (MemoryFiles files = MemoryFiles.of(compiler)) {
      JavaFileObject source = MemoryFiles.source(uri(), text);
      var task =
          (JavacTask)
              compiler.getTask(new StringWriter(), files, errors, OPTIONS, null, List.of(source));
      List<CompiledSource.TopLevel> topLevel = new ArrayList<>();
      for (CompilationUnitTree unit : task.parse()) {
        topLevel.addAll(topLevel(unit, Trees.instance(task).getSourcePositions()));
      }
      if (!hasErrors(errors)) {
        task.generate();
      }
      if (hasErrors(errors)) {
        throw Failure.no(report(errors.getDiagnostics()));
      }
      return new CompiledSource(this, topLevel, files.classFiles());
    } catch (IOException cause) {
      throw Failure.no(name + ": cannot be compiled: " + cause.getMessage(), cause);
    } catch (StackOverflowError tooDeep) {
      throw Failure.no(
          name + ": is nested too deeply for the compiler; CUSP_JAVA_OPTS=-Xss512m may help");
    }
  }

  /** Without a class of its own, the file's methods belong to one named after the file. */
  private URI uri() {
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

  private static List<CompiledSource.TopLevel> topLevel(
      CompilationUnitTree unit, SourcePositions positions) {
    String prefix = unit.getPackageName() == null ? "" : unit.getPackageName() + ".";
    return unit.getTypeDecls().stream()
        .filter(ClassTree.class::isInstance)
        .map(ClassTree.class::cast)
        .map(type ->
            new CompiledSource.TopLevel(
                prefix + type.getSimpleName(), isImplicit(unit, type, positions)))
        .toList();
  }

  /** Whether nothing was written around the members: the class starts where its first one does. */
  private static boolean isImplicit(
      CompilationUnitTree unit, ClassTree type, SourcePositions positions) {
    long start = positions.getStartPosition(unit, type);
    return type.getMembers().stream()
        .mapToLong(member -> positions.getStartPosition(unit, member))
        .anyMatch(memberStart -> memberStart == start || start == Diagnostic.NOPOS);
  }

  private static boolean hasErrors(DiagnosticCollector<JavaFileObject> found) {
    return found.getDiagnostics().stream().anyMatch(d -> d.getKind() == Diagnostic.Kind.ERROR);
  }

  private String report(List<Diagnostic<? extends JavaFileObject>> found) {
    List<String> errors =
        found.stream()
            .filter(d -> d.getKind() == Diagnostic.Kind.ERROR)
            .map(this::line)
            .distinct()
            .toList();
    String shown = errors.stream().limit(ERRORS_SHOWN).collect(Collectors.joining("\n"));
    int hidden = errors.size() - ERRORS_SHOWN;
    return hidden > 0 ? shown + "\n" + name + ": and " + hidden + " more errors" : shown;
  }

  /** {@code Model.java:12: cannot find symbol (symbol: variable y)}. */
  private String line(Diagnostic<? extends JavaFileObject> error) {
    List<String> lines = error.getMessage(Locale.ENGLISH).lines().map(String::strip).toList();
    String message = lines.getFirst();
    if (lines.size() > 1) {
      message +=
          lines.stream()
              .skip(1)
              .map(line -> line.replaceAll("\\s+", " "))
              .collect(Collectors.joining("; ", " (", ")"));
    }
    long at = error.getLineNumber();
    return at == Diagnostic.NOPOS ? name + ": " + message : name + ":" + at + ": " + message;
  }
}
