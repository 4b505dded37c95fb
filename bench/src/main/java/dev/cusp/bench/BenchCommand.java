package dev.cusp.bench;

import dev.cusp.bench.ad.AdCommand;
import dev.cusp.bench.first.FirstCommand;
import dev.cusp.bench.kinks.KinksCommand;
import dev.cusp.bench.nist.NistCommand;
import dev.cusp.bench.products.ProductsCommand;
import dev.cusp.bench.stochastic.StochasticCommand;
import dev.cusp.bench.tensor.TensorCommand;
import dev.cusp.bench.train.TrainCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code bench}: measurements, printed as tables. */
@Command(
    name = "bench",
    description =
        "Measures Cusp: speed beside derivatives by hand, kinks, real fits, start-up, matrix products, tensors, training, estimators.",
    mixinStandardHelpOptions = true,
    subcommands = {
      AdCommand.class,
      KinksCommand.class,
      FirstCommand.class,
      NistCommand.class,
      ProductsCommand.class,
      TensorCommand.class,
      TrainCommand.class,
      StochasticCommand.class
    })
public final class BenchCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
