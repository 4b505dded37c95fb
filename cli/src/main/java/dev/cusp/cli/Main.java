package dev.cusp.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command line: {@code ./cusp WORD ...}. */
@Command(
    name = "cusp",
    description = "Derivatives of the Java you already have, smooth or not.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    footer = {
      "",
      "cusp test [MAVEN OPTION ...]   builds everything and runs the tests",
      "cusp format                    formats the sources"
    })
public final class Main implements Runnable {
  @Spec private CommandSpec spec;

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main());
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
