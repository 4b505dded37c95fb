package dev.cusp.bench.train;

import com.sun.management.OperatingSystemMXBean;
import dev.cusp.data.Digits;
import dev.cusp.nn.Conv;
import dev.cusp.nn.Dense;
import dev.cusp.nn.Functions;
import dev.cusp.nn.Initializer;
import dev.cusp.nn.Sequential;
import dev.cusp.optim.Adam;
import dev.cusp.tensor.Key;
import dev.cusp.train.Callback;
import dev.cusp.train.Task;
import dev.cusp.train.Trainer;
import dev.cusp.train.Training;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;

/**
 * A process that trains a network on digits until so many of the test are right, as the peers'
 * {@code tta.py} does: four fifths to learn from, batches of 32, Adam with 0.001, weights uniform
 * within {@code sqrt(6 / n)}. Arguments: net, seed, milliseconds of the clock when the process was
 * started. Prints seconds since then to the first step and to the goal, epochs to the goal,
 * milliseconds of a step in the last epoch, and seconds of processor time to the goal.
 */
public final class TimeToAccuracy {
  private static final int BATCH = 32;
  private static final int MOST_EPOCHS = 100;

  private TimeToAccuracy() {}

  /** What share has to be right. */
  static double goal(String net) {
    return net.equals("mlp") ? 0.97 : 0.98;
  }

  static Sequential network(String net, Key key) {
    Initializer weights = Initializer.heUniform();
    return switch (net) {
      case "mlp" ->
          Sequential.of(
                  Functions.flatten(),
                  Dense.of(128).weights(weights),
                  Functions.relu(),
                  Dense.of(64).weights(weights),
                  Functions.relu(),
                  Dense.of(10).weights(weights))
              .make(key, 8, 8, 1);
      case "cnn" ->
          Sequential.of(
                  Conv.of(16, 3).same().weights(weights),
                  Functions.relu(),
                  Conv.of(32, 3).same().weights(weights),
                  Functions.relu(),
                  Functions.maxPool(2),
                  Functions.flatten(),
                  Dense.of(64).weights(weights),
                  Functions.relu(),
                  Dense.of(10).weights(weights))
              .make(key, 8, 8, 1);
      default -> throw new IllegalArgumentException("there is no network '%s'".formatted(net));
    };
  }

  /** Trains and prints. */
  public static void main(String[] args) throws IOException {
    String net = args[0];
    Key key = Key.of(Long.parseLong(args[1]));
    long started = Long.parseLong(args[2]);
    double[] times = new double[4];
    Callback<Sequential> clock =
        new Callback<>() {
          private long epochBegan;

          private double seconds() {
            return (System.currentTimeMillis() - started) / 1e3;
          }

          @Override
          public void step(Training<Sequential> training) {
            if (training.steps() == 1) {
              times[0] = seconds();
            }
            if (training.progress().step() == 1) {
              epochBegan = System.nanoTime();
            }
            if (training.progress().step() == training.stepsPerEpoch()) {
              int steps = training.stepsPerEpoch() - 1;
              times[2] = (System.nanoTime() - epochBegan) / 1e6 / steps;
            }
          }

          @Override
          public void epoch(Training<Sequential> training) {
            if (training.history().epochs().last("accuracy") >= goal(net)) {
              times[1] = seconds();
              times[3] = processor();
              training.stop("it is good enough");
            }
          }
        };
    var end =
        Trainer.<Sequential>of(Task.classes(), Adam.of(0.001), MOST_EPOCHS, BATCH, key.split(1))
            .train(network(net, key.split(0)), Digits.training(), Digits.test(), List.of(clock));
    IO.println(
        String.format(
            Locale.ROOT,
            "%.3f %.3f %.0f %.4f %.3f",
            times[0],
            times[1],
            end.history().epochs().last("epoch"),
            times[2],
            times[3]));
  }

  /** Seconds of processor time that this process has taken, on all cores, the compiler included. */
  private static double processor() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime()
        / 1e9;
  }
}
