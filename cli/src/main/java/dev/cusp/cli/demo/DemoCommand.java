package dev.cusp.cli.demo;

import dev.cusp.cli.Failure;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./cusp demo}: what Cusp is, in four parts. */
@Command(
    name = "demo",
    description = "Shows what Cusp does, in four parts that take less than a minute.",
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
    PrintWriter writer = spec.commandLine().getOut();
    var screen = new Screen(writer, Screen.colourWanted());
    var folder = new OutputFolder(out);
    List<Act> acts =
        List.of(
            new LectureExample(),
            new GraphExample(),
            new VolatilityFit(),
            new GradientCost(new Stopwatch(25, 0.04)));
    screen.say(
        "Cusp: take the Java you already have, get its derivative as Java that the JIT compiles.");
    try {
      for (int number = 1; number <= acts.size(); number++) {
        Act act = acts.get(number - 1);
        screen.heading(number, act.title());
        act.play(screen, folder);
      }
    } catch (IOException e) {
      throw Failure.no("cannot write to " + out.toAbsolutePath() + ": " + e.getMessage(), e);
    }
    screen.say(
        Screen.text(
            "That was all, in %.0f seconds. The files are in %s.",
            (System.nanoTime() - start) / 1e9, out.toAbsolutePath().normalize()));
    return 0;
  }
}
