package dev.cusp.cli;

import dev.cusp.Explanation;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** How the derivative of a method is made. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = ExitStatus.HEADING,
    exitCodeList = {ExitStatus.GOOD, ExitStatus.NO, ExitStatus.WRONG_USE, ExitStatus.ERROR},
    description =
        "Shows how the derivative of a static method is made: the method as Cusp sees it, its"
            + " forward and its reverse derivative, that as Java, and what there is to know.")
final class Explain implements Callable<Integer> {
  /** The stages of a derivative. */
  enum Stage {
    lift,
    jvp,
    vjp,
    java;

    String of(Explanation explanation) {
      return switch (this) {
        case lift -> explanation.lift();
        case jvp -> explanation.jvp();
        case vjp -> explanation.vjp();
        case java -> explanation.java();
      };
    }
  }

  @Parameters(index = "0", paramLabel = "FILE", description = "A Java source file.")
  private String file;

  @Parameters(
      index = "1",
      paramLabel = "METHOD",
      description = "A static method of it; f, Model.f or f(double,double[]).")
  private String methodName;

  @Option(
      names = "--stage",
      description = "Only this one: ${COMPLETION-CANDIDATES}. If not given, all and the report.")
  private Stage stage;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Subject subject = Subject.of(file, methodName, null);
    Grad.refuseOtherResults(subject);
    Explanation explanation = new Attempt(subject).of(() -> subject.program().explain());
    String text = stage == null ? explanation.toString() : stage.of(explanation);
    spec.commandLine().getOut().println(text.stripTrailing());
    spec.commandLine().getOut().flush();
    return 0;
  }
}
