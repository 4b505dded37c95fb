package dev.cusp.cli.train;

import dev.cusp.train.Callback;
import dev.cusp.train.Table;
import dev.cusp.train.Training;
import java.io.PrintWriter;
import java.util.Locale;

/** A bar while an epoch runs, where somebody watches, and a line for each epoch. */
public final class Bar<M> implements Callback<M> {
  private static final int WIDTH = 30;

  private final PrintWriter screen;
  private final boolean isWatched;
  private long began;
  private long shown;
  private long made;

  public Bar(PrintWriter screen, boolean isWatched) {
    this.screen = screen;
    this.isWatched = isWatched;
  }

  /** Whether a person sees the screen. */
  public static boolean isTerminal() {
    return System.console() != null && System.console().isTerminal();
  }

  @Override
  public void begin(Training<M> training) {
    began = System.nanoTime();
    made = 0;
  }

  @Override
  public void step(Training<M> training) {
    made++;
    long now = System.nanoTime();
    if (!isWatched || now - shown < 100_000_000) {
      return;
    }
    shown = now;
    int steps = training.stepsPerEpoch();
    int step = training.progress().step();
    int full = WIDTH * step / steps;
    long left = (long) training.trainer().epochs() * steps - training.steps();
    screen.printf(
        Locale.ROOT,
        "\r\u001b[Kepoch %d/%d %s%s %d/%d  loss %.4f  step size %.3g  %s left",
        training.progress().epoch(),
        training.trainer().epochs(),
        "=".repeat(full),
        ".".repeat(WIDTH - full),
        step,
        steps,
        training.loss(),
        training.rate(),
        time((now - began) / 1e9 / made * left));
    screen.flush();
  }

  private static String time(double seconds) {
    long s = Math.round(seconds);
    return s < 120 ? s + " s" : s < 7200 ? (s + 30) / 60 + " min" : (s + 1800) / 3600 + " h";
  }

  @Override
  public void epoch(Training<M> training) {
    Table epochs = training.history().epochs();
    StringBuilder metrics = new StringBuilder();
    for (String name : epochs.columns().subList(2, epochs.columns().size())) {
      double value = epochs.last(name);
      String text =
          name.equals("accuracy") ? String.format(Locale.ROOT, "%.2f%%", 100 * value) : of(value);
      metrics.append(metrics.isEmpty() ? "" : ", ").append(name.replace('_', ' ')).append(' ');
      metrics.append(text);
    }
    screen.printf(
        Locale.ROOT,
        "%sepoch %2.0f/%d: %s, %.1f s in all%n",
        isWatched ? "\r\u001b[K" : "",
        epochs.last("epoch"),
        training.trainer().epochs(),
        metrics,
        (System.nanoTime() - began) / 1e9);
    screen.flush();
  }

  private static String of(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }
}
