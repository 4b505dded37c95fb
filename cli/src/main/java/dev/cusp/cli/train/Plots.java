package dev.cusp.cli.train;

import dev.cusp.cli.OutputFolder;
import dev.cusp.train.Callback;
import dev.cusp.train.History;
import dev.cusp.train.Table;
import dev.cusp.train.Training;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Keeps pictures of a run: {@code metrics.png}, and {@code norms.png} where norms are measured; at
 * the end the same as {@code .svg}.
 */
final class Plots<M> implements Callback<M> {
  /** Curves are told apart by colour; more than so many are not. */
  private static final int CURVES = 10;

  /** Nanoseconds between two drawings: an epoch may take less time than they do. */
  private static final long PAUSE = 5_000_000_000L;

  private final OutputFolder folder;
  private final String title;
  private long drawn = System.nanoTime() - PAUSE;

  Plots(OutputFolder folder, String title) {
    this.folder = folder;
    this.title = title;
  }

  @Override
  public void epoch(Training<M> training) throws IOException {
    if (System.nanoTime() - drawn < PAUSE) {
      return;
    }
    drawn = System.nanoTime();
    for (Map.Entry<String, Chart[]> each : charts(training.history()).entrySet()) {
      folder.write(each.getKey() + ".png", Chart.png(each.getValue()));
    }
  }

  @Override
  public void end(Training<M> training) throws IOException {
    for (Map.Entry<String, Chart[]> each : charts(training.history()).entrySet()) {
      folder.write(each.getKey() + ".png", Chart.png(each.getValue()));
      folder.write(each.getKey() + ".svg", Chart.svg(each.getValue()));
    }
  }

  /** The charts of each picture, by its name. */
  private Map<String, Chart[]> charts(History history) {
    Map<String, Chart[]> all = new LinkedHashMap<>();
    if (history.epochs().size() > 0) {
      List<Chart> charts = new ArrayList<>(List.of(loss(history)));
      charts.addAll(metrics(history.epochs()));
      all.put("metrics", charts.toArray(Chart[]::new));
    }
    if (history.norms().size() > 0) {
      Table norms = history.norms();
      all.put(
          "norms",
          new Chart[] {
            layers(norms).logarithmic(),
            norms(norms, "gradient ", "Root mean square of gradients").logarithmic(),
            norms(norms, "activation ", "Root mean square of activations"),
            norms(norms, "dead ", "Share of channels that are 0 for a whole batch")
          });
    }
    return all;
  }

  /** From the first weight to the last one, at the first step, one in the middle and the last. */
  private static Chart layers(Table norms) {
    List<String> names = new ArrayList<>(norms.columns());
    names.removeIf(name -> !name.startsWith("gradient ") || !name.endsWith("weight"));
    double[] places = IntStream.rangeClosed(1, names.size()).asDoubleStream().toArray();
    Chart chart = Chart.of("Root mean square of gradients along the network", "weights");
    int last = norms.size() - 1;
    for (int row : IntStream.of(0, last / 2, last).distinct().toArray()) {
      Map<String, Double> numbers = norms.row(row);
      double[] sizes = names.stream().mapToDouble(numbers::get).toArray();
      chart = chart.line("step %.0f".formatted(numbers.get("step")), places, sizes);
    }
    return chart;
  }

  private Chart loss(History history) {
    Table steps = history.steps();
    Chart chart =
        Chart.of("Loss of " + title, "steps")
            .line("of steps", steps.column("step"), steps.column("loss"));
    double[] epochs = history.epochs().column("step");
    return history.epochs().columns().contains("test_loss")
        ? chart.line("of the test after an epoch", epochs, history.epochs().column("test_loss"))
        : chart;
  }

  /** One of each metric, as their units are different. */
  private static List<Chart> metrics(Table epochs) {
    List<Chart> charts = new ArrayList<>();
    for (String name : epochs.columns().subList(3, epochs.columns().size())) {
      if (!name.equals("test_loss")) {
        String words = name.replace('_', ' ');
        Chart chart = Chart.of("%s of the test after each epoch".formatted(words), "epochs");
        charts.add(chart.line(words, epochs.column("epoch"), epochs.column(name)));
      }
    }
    return charts;
  }

  /** Some of the columns with a prefix, evenly chosen, the first and the last among them. */
  private static Chart norms(Table norms, String prefix, String title) {
    List<String> names = new ArrayList<>(norms.columns());
    names.removeIf(name ->
        !name.startsWith(prefix)
            || prefix.equals("gradient ") && !name.endsWith("weight")
            || prefix.equals("dead ") && Arrays.stream(norms.column(name)).allMatch(x -> x == 0));
    Chart chart = Chart.of(title, "steps");
    int shown = Math.min(CURVES, names.size());
    for (int i = 0; i < shown; i++) {
      String name = names.get(shown == 1 ? 0 : i * (names.size() - 1) / (shown - 1));
      chart = chart.line(name.substring(prefix.length()), norms.column("step"), norms.column(name));
    }
    return chart;
  }
}
