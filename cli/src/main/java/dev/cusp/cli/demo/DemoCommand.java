package dev.cusp.cli.demo;

import dev.cusp.cli.Failure;
import dev.cusp.cli.OutputFolder;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./cusp demo}: what Cusp is, in five parts. */
@Command(
    name = "demo",
    description = "Shows what Cusp does, in five parts that take a minute.",
    mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "cusp-demo",
      description = "Where the pictures and numbers go (default: ./${DEFAULT-VALUE}).")
  private Path out;

  @Override
  public Integer call() {
    long start = System.nanoTime();
    var screen = new Screen(spec.commandLine().getOut(), Screen.colourWanted());
    var folder = new OutputFolder(out);
    List<Act> acts =
        List.of(
            new LectureExample(),
            new GraphExample(),
            new VolatilityFit(),
            new GradientCost(new Stopwatch(25, 0.04)),
            new DigitReader(15));
    try {
      folder.create();
      screen.say(
          "Cusp takes the Java you already have and makes its derivative, as Java for the JIT.");
      for (int number = 1; number <= acts.size(); number++) {
        Act act = acts.get(number - 1);
        screen.heading(number, act.title());
        act.play(screen, folder);
      }
    } catch (IOException e) {
      throw Failure.no("cannot write to " + out.toAbsolutePath() + ": " + reason(e), e);
    }
    screen.say(
        Screen.text(
            "That was all, in %.0f seconds. The files are in %s.",
            (System.nanoTime() - start) / 1e9, out.toAbsolutePath().normalize()));
    return 0;
  }

  private static String reason(IOException e) {
    return switch (e) {
      case FileAlreadyExistsException _ -> "it is a file; choose a folder with --out DIR";
      case AccessDeniedException _ -> "permission denied; choose a folder with --out DIR";
      default -> e.getMessage();
    };
  }
}
