package dev.cusp.cli.source;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.MethodModel;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The classes of a source file, in memory. */
public final class CompiledSource {
  private final SourceFile source;
  private final List<TopLevel> topLevel;
  private final Map<String, byte[]> classFiles;
  private final MemoryClasses loader;

  /**
   * A class that is not nested.
   *
   * @param isImplicit whether the file declares its methods without a class around them
   */
  record TopLevel(String name, boolean isImplicit) {}

  CompiledSource(SourceFile source, List<TopLevel> topLevel, Map<String, byte[]> classFiles) {
    this.source = source;
    this.topLevel = List.copyOf(topLevel);
    this.classFiles = classFiles;
    this.loader = new MemoryClasses(classFiles);
  }

  /** The file's name as the user gave it. */
  public String file() {
    return source.name();
  }

  /** The source itself. */
  public String text() {
    return source.text();
  }

  public ClassLoader loader() {
    return loader;
  }

  /** The top-level classes in the order of the file. */
  public List<Class<?>> topLevelClasses() {
    List<Class<?>> found = new ArrayList<>();
    topLevel.forEach(type -> found.add(load(type.name())));
    return found;
  }

  /** All classes with a name: top-level and nested. */
  public List<Class<?>> classes() {
    List<Class<?>> found = new ArrayList<>();
    topLevelClasses().forEach(type -> addWithNested(type, found));
    return found;
  }

  private static void addWithNested(Class<?> type, List<Class<?>> found) {
    found.add(type);
    Arrays.stream(type.getDeclaredClasses()).forEach(nested -> addWithNested(nested, found));
  }

  private Class<?> load(String name) {
    try {
      return Class.forName(name, false, loader);
    } catch (ClassNotFoundException cause) {
      throw new IllegalStateException("the compiler did not write " + name, cause);
    }
  }

  /** Whether a class is the one around the methods of a file that declares no class for them. */
  public boolean isImplicit(Class<?> type) {
    return topLevel.stream().anyMatch(top -> top.isImplicit() && top.name().equals(type.getName()));
  }

  /** Whether a class was compiled from this file. */
  public boolean declares(String className) {
    return classFiles.containsKey(className);
  }

  /** {@code Model.java:12} for a method that begins there. */
  public String where(Method method) {
    String type =
        MethodType.methodType(method.getReturnType(), method.getParameterTypes())
            .toMethodDescriptorString();
    byte[] bytes = classFiles.get(method.getDeclaringClass().getName());
    return ClassFile.of().parse(bytes).methods().stream()
        .filter(m -> m.methodName().equalsString(method.getName()))
        .filter(m -> m.methodType().equalsString(type))
        .findFirst()
        .flatMap(CompiledSource::firstLine)
        .map(line -> file() + ":" + line)
        .orElse(file());
  }

  private static Optional<Integer> firstLine(MethodModel method) {
    return method
        .findAttribute(Attributes.code())
        .flatMap(code -> code.findAttribute(Attributes.lineNumberTable()))
        .flatMap(lines -> lines.lineNumbers().stream().findFirst())
        .map(first -> first.lineNumber());
  }

  /** Where in this file an exception was thrown, or came through on its way. */
  public Optional<StackTraceElement> frame(Throwable thrown) {
    return Arrays.stream(thrown.getStackTrace())
        .filter(frame -> declares(frame.getClassName()))
        .findFirst();
  }
}
