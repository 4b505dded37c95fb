package dev.cusp.cli.source;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;

/** One run of the compiler on a source file. */
final class Compilation {
  private static final List<String> OPTIONS =
      List.of("-g", "-parameters", "-proc:none", "-nowarn", "-Xlint:none", "-implicit:none");

  private static final int ERRORS_SHOWN = 10;
  private static final int DETAILS_SHOWN = 3;

  /** Why an argument does not fit; that another number of them would be needed says nothing. */
  private static final Pattern MISMATCH =
      Pattern.compile("mismatch; ((?!invalid method reference)[^()]*(\\([^()]*\\)[^()]*)*)");

  private final SourceFile source;
  private final DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();

  private final List<Path> classPath;
  private final List<String> options;

  private Compilation(SourceFile source, List<Path> classPath, List<String> moreOptions) {
    this.source = source;
    this.classPath = classPath;
    this.options = Stream.concat(OPTIONS.stream(), moreOptions.stream()).toList();
  }

  /** A run that sees everything there is. */
  static Compilation thorough(SourceFile source, List<Path> classPath) {
    return new Compilation(source, classPath, List.of());
  }

  /**
   * A run that sees the basic module and little else, for the compiler reads the contents of every
   * jar and every module. If it succeeds, a thorough one would give the same.
   */
  static Compilation quick(SourceFile source, List<Path> classPath) {
    return new Compilation(source, classPath, List.of("--limit-modules", "java.base"));
  }

  /** The classes, if there are no errors. */
  Optional<CompiledSource> run(JavaCompiler compiler) throws IOException {
    try (MemoryFiles files = MemoryFiles.of(compiler, classPath)) {
      JavaFileObject file = MemoryFiles.source(source.uri(), source.text());
      var task =
          (JavacTask)
              compiler.getTask(new StringWriter(), files, found, options, null, List.of(file));
      List<CompiledSource.TopLevel> topLevel = new ArrayList<>();
      for (CompilationUnitTree unit : task.parse()) {
        topLevel.addAll(topLevel(unit, Trees.instance(task).getSourcePositions()));
      }
      if (errors().isEmpty()) {
        task.generate();
      }
      return errors().isEmpty()
          ? Optional.of(new CompiledSource(source, topLevel, files.classFiles()))
          : Optional.empty();
    }
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

  private List<Diagnostic<? extends JavaFileObject>> errors() {
    return found.getDiagnostics().stream()
        .filter(d -> d.getKind() == Diagnostic.Kind.ERROR)
        .toList();
  }

  /** The errors, a line each. */
  String report() {
    List<String> lines = errors().stream().map(this::line).distinct().toList();
    String shown = lines.stream().limit(ERRORS_SHOWN).collect(Collectors.joining("\n"));
    int hidden = lines.size() - ERRORS_SHOWN;
    return hidden > 0
        ? "%s\n%s: and %d more errors".formatted(shown, source.name(), hidden)
        : shown;
  }

  /** The details of an error; of a call that fits none of many methods, why it does not. */
  private static List<String> telling(List<String> details) {
    List<String> mismatches =
        MISMATCH.matcher(String.join(" ", details)).results().map(m -> m.group(1)).toList();
    return details.size() <= DETAILS_SHOWN || mismatches.isEmpty()
        ? details
        : mismatches.stream().distinct().limit(DETAILS_SHOWN).toList();
  }

  /** {@code Model.java:12: cannot find symbol (symbol: variable y)}. */
  private String line(Diagnostic<? extends JavaFileObject> error) {
    List<String> lines = error.getMessage(Locale.ENGLISH).lines().map(String::strip).toList();
    String message = lines.getFirst();
    if (lines.size() > 1) {
      message +=
          telling(lines.subList(1, lines.size())).stream()
              .map(line -> line.replaceAll("\\s+", " "))
              .collect(Collectors.joining("; ", " (", ")"));
    }
    long at = error.getLineNumber();
    String place = at == Diagnostic.NOPOS ? source.name() : source.name() + ":" + at;
    return place + ": " + message;
  }
}
