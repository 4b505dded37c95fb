package dev.cusp.cli;

import dev.cusp.Kinks;
import dev.cusp.Program;
import dev.cusp.cli.json.Arguments;
import dev.cusp.cli.source.CompiledSource;
import dev.cusp.cli.source.MethodSearch;
import dev.cusp.cli.source.SourceFile;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The method a command is about, and its arguments. */
final class Subject {
  private final CompiledSource source;
  private Kinks kinks = Kinks.EXACT;
  private long seed;
  private final Method method;
  private final List<String> words;

  private Subject(CompiledSource source, Method method, List<String> words) {
    this.source = source;
    this.method = method;
    this.words = words;
  }

  /**
   * Compiles the file and finds the method.
   *
   * @param words the arguments, null for a command that takes none
   */
  static Subject of(String file, String methodName, List<String> words) {
    CompiledSource source = SourceFile.read(file).compile();
    Subject subject = new Subject(source, MethodSearch.find(source, methodName), words);
    if (Modifier.isNative(subject.method.getModifiers())) {
      throw Failure.no(
          "%s: %s is native, so there is no bytecode to differentiate; write it in Java"
              .formatted(subject.where(), Arguments.declaration(subject.method)));
    }
    return words == null ? subject : subject.with(words); // wrong use before it is anything else
  }

  /** The same subject with arguments. */
  Subject with(List<String> arguments) {
    Subject subject = new Subject(source, method, arguments).with(kinks, seed);
    subject.given();
    return subject;
  }

  CompiledSource source() {
    return source;
  }

  Method method() {
    return method;
  }

  /** {@code Model.java:12}, where the method begins. */
  String where() {
    return source.where(method);
  }

  Program program() {
    return Program.of(method).with(kinks).withSeed(seed);
  }

  /** The same subject, with an answer where it is not smooth. */
  Subject with(Kinks how, long directions) {
    kinks = how;
    seed = directions;
    return this;
  }

  /** How many arguments come before those of the user: the object an instance method needs. */
  int receivers() {
    return Modifier.isStatic(method.getModifiers()) ? 0 : 1;
  }

  /** The arguments as the program takes them, new ones each time, for programs overwrite them. */
  Object[] arguments() {
    return receivers() == 0
        ? given()
        : Stream.concat(Stream.of(receiver()), Stream.of(given())).toArray();
  }

  private Object[] given() {
    return Arguments.read(method, words, this::where);
  }

  private Object receiver() {
    try {
      var constructor = method.getDeclaringClass().getDeclaredConstructor();
      constructor.setAccessible(true);
      return constructor.newInstance();
    } catch (ReflectiveOperationException cause) {
      throw Failure.no(
          "%s: the object that %s belongs to cannot be made: %s"
              .formatted(where(), method.getName(), cause.getCause()),
          cause);
    }
  }

  /** The positions, among the program's arguments, that hold numbers to differentiate by. */
  int[] differentiable() {
    Class<?>[] types = method.getParameterTypes();
    return IntStream.range(0, types.length)
        .filter(i -> Differentiable.mayHoldNumbers(types[i]))
        .map(i -> i + receivers())
        .toArray();
  }
}
