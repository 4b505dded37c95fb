package dev.cusp.cli;

import dev.cusp.check.CheckGradients;
import dev.cusp.check.Report;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The derivative of a method at a point, in both modes, against difference quotients. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = ExitStatus.HEADING,
    exitCodeList = {ExitStatus.GOOD, ExitStatus.NO, ExitStatus.WRONG_USE, ExitStatus.ERROR},
    description =
        "Compares the derivative of a static method at a point, by forward and by reverse mode,"
            + " with difference quotients, and says where they part. The exit status is 1 if they do.")
final class Check implements Callable<Integer> {
  @Mixin private MethodAtPoint given;

  @Option(
      names = "--wrt",
      split = ",",
      paramLabel = "N",
      description = "Check these parameters only: positions from 0, or names.")
  private List<String> wrt;

  @Option(
      names = "--tolerance",
      paramLabel = "T",
      defaultValue = "1e-7",
      description = "Largest relative difference that passes (default: ${DEFAULT-VALUE}).")
  private double tolerance;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "0",
      description = "Seed of the sample, where there are too many numbers to check all.")
  private long seed;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Subject subject = given.subject();
    Grad.refuseOtherResults(subject);
    int[] positions = WithRespectTo.positions(subject, wrt);
    Report report =
        new Attempt(subject)
            .of(() ->
                CheckGradients.of(subject.program())
                    .wrt(positions)
                    .tolerance(tolerance)
                    .seed(seed)
                    .check(subject.arguments()));
    spec.commandLine().getOut().println(report);
    spec.commandLine().getOut().flush();
    return report.agrees() ? 0 : Failure.NO;
  }
}
