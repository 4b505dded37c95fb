package dev.cusp.cli;

import dev.cusp.cli.json.Arguments;
import java.lang.reflect.Parameter;
import java.util.List;
import java.util.stream.IntStream;

/** Which arguments to differentiate by: the option {@code --wrt}. */
final class WithRespectTo {
  private WithRespectTo() {}

  /**
   * Positions among the program's arguments, in order.
   *
   * @param asked positions or names of parameters; null for every one that holds numbers
   */
  static int[] positions(Subject subject, List<String> asked) {
    return asked == null
        ? subject.differentiable()
        : asked.stream().mapToInt(word -> position(subject, word)).sorted().distinct().toArray();
  }

  private static int position(Subject subject, String word) {
    Parameter[] parameters = subject.method().getParameters();
    int position =
        IntStream.range(0, parameters.length)
            .filter(i -> word.equals(parameters[i].getName()) || word.equals(String.valueOf(i)))
            .findFirst()
            .orElseThrow(() ->
                Failure.wrongUse(
                    "--wrt %s: there is no such parameter in %s; count from 0"
                        .formatted(word, Arguments.declaration(subject.method()))));
    Class<?> type = parameters[position].getType();
    if (!Differentiable.mayHoldNumbers(type)) {
      throw Failure.wrongUse(
          "--wrt %s: parameter %s of %s is of type %s, by which nothing is differentiated"
              .formatted(
                  word,
                  parameters[position].getName(),
                  Arguments.declaration(subject.method()),
                  type.getSimpleName()));
    }
    return position + subject.receivers();
  }
}
