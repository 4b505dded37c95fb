package dev.cusp.cli;

import dev.cusp.Explanation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How the derivative of a method is made, and what it meets at a point. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = ExitStatus.HEADING,
    exitCodeList = {ExitStatus.GOOD, ExitStatus.NO, ExitStatus.WRONG_USE, ExitStatus.ERROR},
    description = {
      "Shows how the derivative of a static method is made: the method as Cusp sees it, its forward"
          + " and its reverse derivative, that as Java, and what there is to know.",
      "With arguments, shows what one evaluation meets: each branch, kink and jump, how often it was"
          + " come by and how often exactly met, what was done, and what could be done instead.",
      "Of a method that draws from a Sampler, its last parameter, shows the draws, how each passes a"
          + " derivative on and whether that is right on average; with numbers for the other"
          + " parameters, an estimate too.",
      "",
      "  cusp explain Model.java loss",
      "  cusp explain Model.java loss '[0.5, 0]' 3",
      "  cusp explain Model.java loss '[0.5, 0]' 3 --html loss.html",
    })
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

  @Mixin private MethodAtPoint given;

  @Option(
      names = "--stage",
      description = "Only this one: ${COMPLETION-CANDIDATES}. If not given, all and the report.")
  private Stage stage;

  @Option(
      names = "--html",
      paramLabel = "OUT",
      description = "Write the source as a page with its branches, kinks and jumps marked.")
  private String html;

  @Option(names = "--json", description = "Print branches, kinks and jumps as one line of JSON.")
  private boolean json;

  @Mixin private TieOptions ties;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    boolean otherThanStage = !given.words().isEmpty() || json || html != null;
    if (stage != null && otherThanStage) {
      throw wrongUse("--stage is of the derivative at any point, without ARG, --html and --json");
    }
    ties.check();
    Path page = html == null ? null : page();
    boolean atPoint = !given.words().isEmpty();
    Subject found = given.method();
    if (SamplingMethod.is(found.method())) {
      print(new SamplingMethod(found).explain(given.words()));
      return 0;
    }
    Subject subject = ties.of(atPoint ? found.with(given.words()) : found);
    Grad.refuseOtherResults(subject);
    Attempt attempt = new Attempt(subject);
    if (json || atPoint || page != null) {
      SiteReport report = attempt.of(() -> SiteReport.of(subject, atPoint));
      if (page != null) {
        write(page, report.toPage().html());
      } else {
        print(json ? report.toJson() : report.toText());
      }
    } else {
      Explanation explanation = attempt.of(() -> subject.program().explain());
      print(stage == null ? explanation.toString() : stage.of(explanation));
    }
    return 0;
  }

  private Path page() {
    try {
      Path page = Path.of(html).toAbsolutePath();
      if (Files.isDirectory(page) || !Files.isDirectory(page.getParent())) {
        throw wrongUse(
            "--html %s: %s"
                .formatted(
                    html,
                    Files.isDirectory(page)
                        ? "is a folder; name a file in it"
                        : "there is no folder " + page.getParent()));
      }
      return page;
    } catch (InvalidPathException e) {
      throw wrongUse("--html " + html + " is no path: " + e.getReason());
    }
  }

  private void write(Path page, String text) {
    try {
      new OutputFolder(page.getParent()).write(page.getFileName().toString(), text);
    } catch (IOException e) {
      throw Failure.wrongUse("--html %s cannot be written: %s".formatted(html, e));
    }
    print("wrote " + html);
  }

  private CommandLine.ParameterException wrongUse(String message) {
    return new CommandLine.ParameterException(spec.commandLine(), message);
  }

  private void print(String text) {
    spec.commandLine().getOut().println(text.stripTrailing());
    spec.commandLine().getOut().flush();
  }
}
