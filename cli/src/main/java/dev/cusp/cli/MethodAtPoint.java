package dev.cusp.cli;

import dev.cusp.cli.json.Arguments;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Parameters;

/** The parameters of commands about a method: its file, its name, and what it is called with. */
final class MethodAtPoint {
  @Parameters(index = "0", paramLabel = "FILE", description = "A Java source file.")
  private String file;

  @Parameters(
      index = "1",
      paramLabel = "METHOD",
      description = "A static method of it; f, Model.f or f(double,double[]).")
  private String method;

  @Parameters(
      index = "2..*",
      paramLabel = "ARG",
      arity = "0..*",
      description =
          "JSON, one per parameter: -0.6, NaN, true, \"text\", [1, 2], {\"component\": 1};"
              + " @file.json for the contents of a file.")
  private List<String> words = new ArrayList<>();

  /** The method with its arguments; not one that draws, whose derivative is another matter. */
  Subject subject() {
    Subject found = method();
    if (SamplingMethod.is(found.method())) {
      throw Failure.no(
          "%s: %s draws from a Sampler; 'cusp explain' estimates the derivative of its expected"
                  .formatted(found.where(), Arguments.declaration(found.method()))
              + " result, 'cusp compare' compares ways to do so");
    }
    return found.with(words);
  }

  /** The method, whatever was given for its arguments. */
  Subject method() {
    return Subject.of(file, method, null);
  }

  /** The arguments as they were given. */
  List<String> words() {
    return words;
  }
}
