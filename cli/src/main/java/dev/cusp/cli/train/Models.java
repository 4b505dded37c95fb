package dev.cusp.cli.train;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ./cusp models}: what {@code ./cusp train} can train. */
@Command(
    name = "models",
    description = "Lists the networks that 'train' knows.",
    mixinStandardHelpOptions = true)
public final class Models implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    for (Family family : Family.ALL) {
      out.println("Networks that " + family.about());
      family
          .networks()
          .forEach((name, about) ->
              out.printf("  %-16s %-58s %,11d%n", name, about, family.parameters(name)));
    }
    out.println("Games that are learned, by reinforcement");
    TrainGame.names().forEach(name -> out.println("  " + name));
    return 0;
  }
}
