package dev.cusp.examples.vanishing;

import dev.cusp.data.Dataset;
import dev.cusp.data.Digits;
import dev.cusp.nn.Conv;
import dev.cusp.nn.Dense;
import dev.cusp.nn.Functions;
import dev.cusp.nn.Initializer;
import dev.cusp.nn.LayerNorm;
import dev.cusp.nn.Residual;
import dev.cusp.nn.Sequential;
import dev.cusp.nn.Template;
import dev.cusp.optim.Adam;
import dev.cusp.tensor.Key;
import dev.cusp.train.Callback;
import dev.cusp.train.Callbacks;
import dev.cusp.train.History;
import dev.cusp.train.Table;
import dev.cusp.train.Task;
import dev.cusp.train.Trainer;
import dev.cusp.train.Training;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Trains 56 layers on digits, one after the other and with shortcuts, and looks at gradients. */
public final class Vanishing {
  private static final int WIDTH = 8;
  private static final int BATCH = 32;

  private Vanishing() {}

  /** Its weights have the variance {@code 1 / n} of 1998, of which each ReLU leaves a half. */
  private static Template<Conv> convolution() {
    return Conv.of(WIDTH, 3).same().weights(Initializer.leCunNormal());
  }

  private static Template<Sequential> body() {
    return Sequential.of(convolution(), Functions.relu(), convolution(), Functions.relu());
  }

  /**
   * A network for digits, of one convolution, pairs of them, and a dense layer.
   *
   * @param depth how many layers have weights; even
   */
  public static Sequential network(int depth, boolean hasShortcuts) {
    List<Template<?>> all = new ArrayList<>(List.of(convolution()));
    for (int i = 0; i < depth / 2 - 1; i++) {
      all.add(hasShortcuts ? Residual.of(body()) : body());
    }
    // what the shortcuts have added up is brought to size again
    all.addAll(List.of(LayerNorm.of(), Functions.globalAveragePool(), Dense.of(10)));
    return Sequential.of(all.toArray(Template<?>[]::new)).make(Key.of(1), 8, 8, 1);
  }

  /** Trains a network, and measures norms in its first step and then at each so many. */
  public static History train(Sequential model, Dataset training, int epochs) throws IOException {
    Callback<Sequential> lines =
        new Callback<>() {
          @Override
          public void epoch(Training<Sequential> now) {
            Table done = now.history().epochs();
            IO.println(
                String.format(
                    Locale.ROOT,
                    "  epoch %.0f: loss %.3f, %.1f%% of the test right",
                    done.last("epoch"),
                    done.last("loss"),
                    100 * done.last("accuracy")));
          }
        };
    return Trainer.<Sequential>of(Task.classes(), Adam.of(0.002), epochs, BATCH, Key.of(2))
        .train(model, training, Digits.test(), List.of(Callbacks.norms(1000), lines))
        .history();
  }

  /** The root mean squares of the gradients by each convolution's biases in the first step. */
  public static double[] gradients(Table norms) {
    return norms.columns().stream()
        .filter(Vanishing::isBias)
        .mapToDouble(name -> norms.column(name)[0])
        .limit(norms.columns().stream().filter(Vanishing::isBias).count() - 1) // not the dense one
        .toArray();
  }

  private static boolean isBias(String name) {
    return name.startsWith("gradient ") && name.endsWith(".bias");
  }

  private static XYChart chart(String title, String x) {
    XYChart chart = new XYChartBuilder().width(1200).height(450).title(title).xAxisTitle(x).build();
    chart.getStyler().setChartBackgroundColor(Color.WHITE).setPlotBorderVisible(false);
    chart.getStyler().setXAxisDecimalPattern("0");
    return chart;
  }

  private static void draw(Path file, Map<String, History> histories) throws IOException {
    System.setProperty("java.awt.headless", "true");
    XYChart loss = chart("Loss", "step");
    XYChart sizes =
        chart("Gradients by the biases of each convolution in the first step", "convolution");
    sizes.getStyler().setYAxisLogarithmic(true);
    histories.forEach((name, history) -> {
      double[] all = gradients(history.norms());
      double[] layers = IntStream.rangeClosed(1, all.length).asDoubleStream().toArray();
      sizes.addSeries(name, layers, all).setMarker(SeriesMarkers.NONE);
      loss.addSeries(name, history.steps().column("step"), history.steps().column("loss"))
          .setMarker(SeriesMarkers.NONE);
    });
    BufferedImage image = new BufferedImage(1200, 900, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    loss.paint(graphics, 1200, 450);
    graphics.translate(0, 450);
    sizes.paint(graphics, 1200, 450);
    graphics.dispose();
    ImageIO.write(image, "png", file.toFile());
  }

  /** Compares both; a word more is the file for the picture. */
  public static void main(String[] args) throws IOException {
    Path file = Path.of(args.length == 0 ? "vanishing.png" : args[0]);
    Map<String, History> histories = new TreeMap<>();
    for (boolean hasShortcuts : new boolean[] {false, true}) {
      String name = hasShortcuts ? "56 layers with shortcuts" : "56 layers";
      IO.println(name);
      History history = train(network(56, hasShortcuts), Digits.training(), 6);
      double[] sizes = gradients(history.norms());
      IO.println(
          String.format(
              Locale.ROOT,
              "  gradient by the biases of the first convolution, over the last one's: %.0e",
              sizes[0] / sizes[sizes.length - 1]));
      histories.put(name, history);
    }
    draw(file, histories);
    IO.println("picture: " + file);
  }
}
