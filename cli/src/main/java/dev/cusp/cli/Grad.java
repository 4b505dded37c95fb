package dev.cusp.cli;

import dev.cusp.Program;
import dev.cusp.ad.Site;
import dev.cusp.cli.json.Arguments;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Value and gradient of a method at a point. */
@Command(
    name = "grad",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = ExitStatus.HEADING,
    exitCodeList = {ExitStatus.GOOD, ExitStatus.NO, ExitStatus.WRONG_USE, ExitStatus.ERROR},
    description = {
      "Prints the value of a static method and its gradient (its Jacobian, where the result is"
          + " an array or a record).",
      "",
      "  cusp grad Model.java loss '[0.5, -1]' -0.6 3",
      "  cusp grad Model.java 'loss(Params,double[])' '{\"mu\": 0, \"sigma\": 1}' @data.json"
          + " --json",
    })
final class Grad implements Callable<Integer> {
  /** The two ways to compute a gradient. */
  enum Mode {
    reverse,
    forward
  }

  @Mixin private MethodAtPoint given;

  @Option(
      names = "--wrt",
      split = ",",
      paramLabel = "N",
      description = "Differentiate by these parameters only: positions from 0, or names.")
  private List<String> wrt;

  @Option(names = "--mode", description = "${COMPLETION-CANDIDATES}; what is cheaper if not given.")
  private Mode mode;

  @Mixin private TieOptions ties;

  @Option(names = "--json", description = "Print one line of JSON.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    ties.check();
    Subject subject = ties.of(given.subject());
    refuseOtherResults(subject);
    Answer answer = new Attempt(subject).of(() -> answer(subject));
    spec.commandLine().getOut().println(json ? answer.toJson() : answer.toText());
    spec.commandLine().getOut().flush();
    notes(subject);
    return 0;
  }

  /** Tells of zeros that would be taken for the whole truth. */
  private void notes(Subject subject) {
    int[] positions = WithRespectTo.positions(subject, wrt);
    for (Site site : subject.program().sites(positions)) {
      if (site.kind() == Site.Kind.JUMPS_ONLY) {
        spec.commandLine()
            .getErr()
            .println("note: " + site + "; instead: " + String.join("; ", site.alternatives()));
      }
    }
  }

  private Answer answer(Subject subject) {
    int[] positions = WithRespectTo.positions(subject, wrt);
    if (!Differentiable.isNumber(subject.method().getReturnType())) {
      return new JacobianRows(subject, positions, mode).answer();
    }
    Program program = subject.program();
    Program.Gradients found =
        mode == Mode.forward
            ? program.gradientsForward(positions, subject.arguments())
            : program.gradients(positions, subject.arguments());
    List<Object> entries = found.gradients().subList(subject.receivers(), found.gradients().size());
    return new Answer.Gradient(subject.method(), found.value(), asked(entries, positions, subject));
  }

  /** An entry per parameter, null where it was not asked for. */
  private static List<Object> asked(List<Object> entries, int[] positions, Subject subject) {
    List<Object> shown = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      int position = i + subject.receivers();
      shown.add(IntStream.of(positions).anyMatch(p -> p == position) ? entries.get(i) : null);
    }
    return shown;
  }

  static void refuseOtherResults(Subject subject) {
    Class<?> result = subject.method().getReturnType();
    if (!Differentiable.mayHoldNumbers(result)) {
      throw Failure.no(
          "%s: %s returns %s, which has no derivative; return a double, or an array or a record of"
                  .formatted(
                      subject.where(),
                      Arguments.declaration(subject.method()),
                      result == void.class
                          ? "nothing"
                          : "a value of type " + result.getSimpleName())
              + " doubles");
    }
  }
}
