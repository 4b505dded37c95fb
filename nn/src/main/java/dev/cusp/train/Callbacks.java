package dev.cusp.train;

import dev.cusp.io.Whole;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** The usual callbacks. Those that change training come before those that write it down. */
public final class Callbacks {
  private Callbacks() {}

  /** Stops where so many epochs were no better than the best one before them. */
  public static <M> Callback<M> earlyStopping(Goal goal, int patience) {
    return new Callback<>() {
      @Override
      public void epoch(Training<M> training) {
        if (goal.since(training.history().epochs()) >= patience) {
          training.stop("no better %s for %d epochs".formatted(goal.column(), patience));
        }
      }
    };
  }

  /** Multiplies the step size each time that so many epochs were no better than the best one. */
  public static <M> Callback<M> plateau(Goal goal, int patience, double factor) {
    return new Callback<>() {
      @Override
      public void epoch(Training<M> training) {
        int since = goal.since(training.history().epochs());
        if (since > 0 && since % patience == 0) {
          training.scaleRate(factor);
        }
      }
    };
  }

  /** Stops once so much time has passed. */
  public static <M> Callback<M> timeLimit(Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    return stopWhen(
        () -> System.nanoTime() - end >= 0,
        "the time of %d s is over".formatted(limit.toSeconds()));
  }

  /** Stops after the step in which a condition has come true, such as a key that was pressed. */
  public static <M> Callback<M> stopWhen(BooleanSupplier condition, String reason) {
    return new Callback<>() {
      @Override
      public void step(Training<M> training) {
        if (condition.getAsBoolean()) {
          training.stop(reason);
        }
      }
    };
  }

  /** Measures {@link History#norms} at each so many steps. */
  public static <M> Callback<M> norms(int every) {
    return new Callback<>() {
      @Override
      public boolean watches(long step) {
        return step % every == 0;
      }
    };
  }

  /**
   * Keeps {@code last.safetensors}, a {@link Checkpoint}, and {@code best.safetensors}, the {@link
   * Weights} of the best model so far.
   *
   * @param every how much time passes between two checkpoints within an epoch
   * @param metadata of both files
   */
  public static <M> Callback<M> checkpoints(
      Path folder, Goal goal, Duration every, Map<String, String> metadata) {
    return new Callback<>() {
      private long written = System.nanoTime();

      private void write(Training<M> training) throws IOException {
        Checkpoint.write(folder.resolve("last.safetensors"), training.progress(), metadata);
        written = System.nanoTime();
      }

      @Override
      public void begin(Training<M> training) throws IOException {
        write(training);
      }

      @Override
      public void step(Training<M> training) throws IOException {
        if (System.nanoTime() - written >= every.toNanos()) {
          write(training);
        }
      }

      @Override
      public void epoch(Training<M> training) throws IOException {
        if (goal.since(training.history().epochs()) == 0) {
          Path best = folder.resolve("best.safetensors");
          Weights.write(best, training.progress().model(), metadata);
        }
        write(training);
      }

      @Override
      public void end(Training<M> training) throws IOException {
        write(training);
      }
    };
  }

  /**
   * Keeps {@code metrics.csv}, {@code steps.csv} and, where they are measured, {@code norms.csv}.
   */
  public static <M> Callback<M> tables(Path folder) {
    return new Callback<>() {
      @Override
      public void epoch(Training<M> training) throws IOException {
        write("metrics.csv", training.history().epochs());
        write("steps.csv", training.history().steps());
        write("norms.csv", training.history().norms());
      }

      @Override
      public void end(Training<M> training) throws IOException {
        epoch(training);
      }

      private void write(String name, Table table) throws IOException {
        if (table.size() > 0) {
          byte[] text = table.csv().getBytes(StandardCharsets.UTF_8);
          Whole.write(folder.resolve(name), out -> out.write(text));
        }
      }
    };
  }
}
