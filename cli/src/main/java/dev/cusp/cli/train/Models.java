package dev.cusp.cli.train;

import dev.cusp.models.Classifiers;
import dev.cusp.nn.Summary;
import dev.cusp.tensor.Key;
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
    Classifiers.all()
        .forEach((name, named) -> {
          var model = named.template().apply(10).make(Key.of(0), 28, 28, 1);
          out.printf(
              "%-12s %-55s %,9d parameters%n", name, named.about(), Summary.of(model).parameters());
        });
    return 0;
  }
}
