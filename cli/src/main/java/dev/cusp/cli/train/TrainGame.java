package dev.cusp.cli.train;

import dev.cusp.cli.Failure;
import dev.cusp.cli.OutputFolder;
import dev.cusp.rl.Acrobot;
import dev.cusp.rl.Blackjack;
import dev.cusp.rl.CartPole;
import dev.cusp.rl.Catch;
import dev.cusp.rl.Dqn;
import dev.cusp.rl.Environment;
import dev.cusp.rl.FrozenLake;
import dev.cusp.rl.Learning;
import dev.cusp.rl.MountainCar;
import dev.cusp.rl.Policy;
import dev.cusp.rl.PolicyGradient;
import dev.cusp.tensor.Key;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./cusp train cartpole} and so on: learns to act, by reinforcement. */
@Command(
    description = "Learns to act in it, by reinforcement, and shows an episode.",
    mixinStandardHelpOptions = true)
public final class TrainGame implements Callable<Integer> {
  private static final int TESTED = 100;

  /** How a policy is learned. */
  enum Algorithm {
    PPO,
    ACTOR_CRITIC,
    REINFORCE,
    DQN
  }

  private final String name;
  private final Environment environment;

  @Spec private CommandSpec spec;

  @Option(
      names = "--algorithm",
      defaultValue = "PPO",
      description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private Algorithm algorithm;

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "The most steps; it ends when it is solved. Default: 200000, with DQN 60000.")
  private Long most;

  @Option(names = "--seed", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where returns.csv, returns.png and episode.gif go. Default: runs/NAME.")
  private Path out;

  private TrainGame(String name, Environment environment) {
    this.name = name;
    this.environment = environment;
  }

  private static Map<String, Environment> all() {
    Map<String, Environment> all = new LinkedHashMap<>();
    all.put("cartpole", new CartPole());
    all.put("acrobot", new Acrobot());
    all.put("mountaincar", new MountainCar());
    all.put("frozenlake", FrozenLake.small());
    all.put("blackjack", new Blackjack());
    all.put("catch", Catch.standard());
    return all;
  }

  /** What can be learned. */
  static List<String> names() {
    return List.copyOf(all().keySet());
  }

  /** A command for each environment. */
  public static void addTo(CommandLine train) {
    all().forEach((name, e) -> train.addSubcommand(name, new TrainGame(name, e)));
  }

  /** A round: steps made, and the mean return of the last hundred episodes, or of a trial. */
  private record Round(long steps, double lately) {}

  @Override
  public Integer call() throws IOException {
    PrintWriter screen = spec.commandLine().getOut();
    boolean isDqn = algorithm == Algorithm.DQN;
    long steps = most != null ? most : isDqn ? 60_000 : 200_000;
    if (steps < 4096) {
      throw Failure.wrongUse("--steps is at least 4096, not " + steps);
    }
    OutputFolder folder = new OutputFolder(out == null ? Path.of("runs", name) : out);
    folder.create();
    long start = System.nanoTime();
    List<Round> rounds = new ArrayList<>();
    Learning learning =
        (made, episodes, lately) -> {
          rounds.add(new Round(made, lately));
          if (rounds.size() % (isDqn ? 5 : 40) == 0) {
            screen.printf(
                Locale.ROOT,
                "%,9d steps, %,6d episodes, mean return %7.2f%n",
                made,
                episodes,
                lately);
            screen.flush();
          }
          return !isGood(lately);
        };
    Key key = Key.of(seed);
    Policy policy =
        switch (algorithm) {
          case PPO -> learned(PolicyGradient.ppo(steps), key.split(0), learning);
          case ACTOR_CRITIC -> learned(PolicyGradient.actorCritic(steps), key.split(0), learning);
          case REINFORCE -> learned(PolicyGradient.reinforce(steps), key.split(0), learning);
          case DQN -> {
            Dqn dqn = Dqn.of(steps);
            yield dqn.learn(taught(dqn.discount()), key.split(0), learning);
          }
        };
    double seconds = (System.nanoTime() - start) / 1e9;
    double mean =
        Arrays.stream(policy.returns(environment, TESTED, key.split(1))).average().orElseThrow();
    screen.printf(
        Locale.ROOT,
        "%s after %,d steps in %.1f s: mean return %.2f over %d new episodes%s%n",
        name,
        rounds.isEmpty() ? 0 : rounds.getLast().steps(),
        seconds,
        mean,
        TESTED,
        Double.isNaN(environment.solved()) ? "" : mean >= environment.solved() ? ", solved" : "");
    write(folder, rounds, policy, key.split(2), screen);
    return 0;
  }

  private Policy learned(PolicyGradient way, Key key, Learning learning) {
    return way.learn(taught(way.discount()), key, learning);
  }

  /**
   * What it learns in: the rewards of the car in the valley tell nothing before the goal. With the
   * discount that it learns with, shaping leaves the best policy what it is.
   */
  private Environment taught(double discount) {
    return environment instanceof MountainCar car ? car.shaped(discount) : environment;
  }

  /** Returns while learning are those of a policy that still tries things. */
  private boolean isGood(double lately) {
    double wanted = taught(1).solved(); // NaN where it learns by other rewards
    return lately >= wanted + 0.02 * Math.abs(wanted);
  }

  private void write(
      OutputFolder folder, List<Round> rounds, Policy policy, Key key, PrintWriter screen)
      throws IOException {
    StringBuilder csv = new StringBuilder("steps,return\n");
    rounds.forEach(r -> csv.append("%d,%s%n".formatted(r.steps(), r.lately())));
    folder.write("returns.csv", csv.toString());
    double[] xs = rounds.stream().mapToDouble(Round::steps).toArray();
    double[] ys = rounds.stream().mapToDouble(Round::lately).toArray();
    String which =
        algorithm == Algorithm.DQN ? "100 episodes without exploring" : "the last 100 episodes";
    Chart chart = Chart.of(name + ": mean return of " + which, "steps");
    screen.println(folder.write("returns.png", Chart.png(chart.line("return", xs, ys))));
    if (Stage.shows(environment)) {
      var pictures =
          policy.episode(environment, key).stream()
              .map(state -> Stage.picture(environment, state))
              .toList();
      screen.println(folder.write("episode.gif", Gif.of(pictures, pictures.size() > 60 ? 3 : 20)));
    }
  }
}
