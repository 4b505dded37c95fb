package dev.cusp.cli;

import dev.cusp.bench.BenchCommand;
import dev.cusp.cli.demo.DemoCommand;
import dev.cusp.cli.train.Models;
import dev.cusp.cli.train.Predict;
import dev.cusp.cli.train.Train;
import dev.cusp.cli.train.TrainGame;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command line: {@code ./cusp WORD ...}. */
@Command(
    name = "cusp",
    addMethodSubcommands = false,
    description = "Derivatives of the Java you already have, smooth or not.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    exitCodeListHeading = ExitStatus.HEADING,
    exitCodeList = {ExitStatus.GOOD, ExitStatus.NO, ExitStatus.WRONG_USE, ExitStatus.ERROR},
    footer = {
      "",
      "cusp test [MAVEN OPTION ...]   builds everything and runs the tests",
      "cusp format                    formats the sources"
    })
public final class Main implements Runnable {
  /** The commands in the order of the help; a new one is a class here. */
  private static final List<Class<?>> COMMANDS =
      List.of(
          DemoCommand.class,
          Grad.class,
          Explain.class,
          Check.class,
          Compare.class,
          Run.class,
          Train.class,
          Predict.class,
          Models.class,
          BenchCommand.class,
          Rehearse.class);

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "With an error, print where in Cusp it came from.")
  private boolean debug;

  @Spec private CommandSpec spec;

  public static void main(String[] args) {
    int status = commandLine().execute(args);
    if (status != 0) {
      System.exit(status);
    }
    // Where all is well a program that was run may have threads of its own to finish.
  }

  static CommandLine commandLine() {
    CommandLine line = new CommandLine(new Main());
    COMMANDS.forEach(line::addSubcommand);
    TrainGame.addTo(line.getSubcommands().get("train"));
    line.setUsageHelpWidth(100);
    line.setExpandAtFiles(false); // @file is an argument of a method
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setUnmatchedOptionsArePositionalParams(true); // -0.6 is a number; see Words
    line.getSubcommands().get("run").setStopAtPositional(true);
    line.setExecutionStrategy(parsed -> {
      Words.refuseUnknownOptions(parsed);
      return new CommandLine.RunLast().execute(parsed);
    });
    Messages messages = new Messages(() -> debugOf(line));
    line.setParameterExceptionHandler(messages);
    line.setExecutionExceptionHandler(messages);
    line.setOut(new PrintWriter(System.out, true, System.out.charset()));
    line.setErr(new PrintWriter(System.err, true, System.err.charset()));
    return line;
  }

  private static boolean debugOf(CommandLine line) {
    return ((Main) line.getCommand()).debug;
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[] {
        "Cusp %s on Java %s"
            .formatted(version == null ? "(from classes)" : version, Runtime.version())
      };
    }
  }
}
