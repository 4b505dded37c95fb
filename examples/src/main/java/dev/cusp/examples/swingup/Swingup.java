package dev.cusp.examples.swingup;

import dev.cusp.rl.Policy;
import dev.cusp.rl.PolicyGradient;
import dev.cusp.tensor.Key;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Learns to swing a pendulum up and to keep it there, by proximal policy optimization. */
public final class Swingup {
  private static final int STEPS = 200_000;
  private static final int WIDTH = 1200;
  private static final int CHART = 380;
  private static final int FRAME = 120;
  private static final int FRAMES = 20;

  /** Steps from one frame to the next. */
  private static final int APART = 4;

  private static final Pendulum ANYWHERE = new Pendulum(Math.PI, Math.PI);
  private static final Pendulum HANGING = new Pendulum(Math.PI, 0.1);

  private Swingup() {}

  /** What was learned, and the mean returns on the way there, by steps. */
  record Learned(Policy policy, List<Long> steps, List<Double> returns) {}

  static Learned learn(long steps, Key key) {
    List<Long> made = new ArrayList<>();
    List<Double> returns = new ArrayList<>();
    Policy policy =
        PolicyGradient.ppo(steps)
            .learn(
                ANYWHERE,
                key,
                (now, _, lately) -> {
                  if (!Double.isNaN(lately)) { // as long as no episode has ended
                    made.add(now);
                    returns.add(lately);
                  }
                  return true;
                });
    return new Learned(policy, made, returns);
  }

  /**
   * In how many of some episodes that begin below it is up, and at rest, in the last two seconds.
   */
  static int up(Policy policy, int episodes, Key key) {
    int up = 0;
    for (int i = 0; i < episodes; i++) {
      List<double[]> states = policy.episode(HANGING, key.split(i));
      up += states.stream().skip(160).allMatch(s -> Math.abs(Pendulum.angle(s)) < 0.2) ? 1 : 0;
    }
    return up;
  }

  private static XYChart chart(String title, String x, double end) {
    XYChart chart =
        new XYChartBuilder().width(WIDTH / 2).height(CHART).title(title).xAxisTitle(x).build();
    chart.getStyler().setChartBackgroundColor(Color.WHITE).setPlotBorderVisible(false);
    chart.getStyler().setXAxisDecimalPattern("#,##0").setXAxisMin(0.0).setXAxisMax(end);
    chart.getStyler().setLegendVisible(false);
    return chart;
  }

  private static void line(XYChart chart, String name, double[] xs, double[] ys) {
    chart.addSeries(name, xs, ys).setMarker(SeriesMarkers.NONE).setLineStyle(new BasicStroke(1.6f));
  }

  private static void pendulum(Graphics2D g, double[] state, double seconds) {
    double middle = FRAME / 2.0;
    double x = middle + 42 * Math.sin(state[0]);
    double y = middle - 42 * Math.cos(state[0]);
    g.setColor(new Color(0xdce6ee));
    g.draw(new Ellipse2D.Double(middle - 42, middle - 42, 84, 84));
    g.setColor(new Color(0xd55e00));
    g.setStroke(new BasicStroke(6, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    g.draw(new Line2D.Double(middle, middle, x, y));
    g.setStroke(new BasicStroke(1));
    g.setColor(new Color(0x333333));
    g.fill(new Ellipse2D.Double(middle - 4, middle - 4, 8, 8));
    g.drawString(String.format(Locale.ROOT, "%.1f s", seconds), 4, FRAME - 4);
  }

  /** Returns while learning, five episodes, and the first of them as a film. */
  private static BufferedImage picture(Learned learned, Key key) {
    XYChart returns = chart("Mean return of the last 100 episodes", "steps", STEPS);
    line(
        returns,
        "return",
        learned.steps().stream().mapToDouble(Long::doubleValue).toArray(),
        learned.returns().stream().mapToDouble(v -> v).toArray());
    XYChart angles = chart("Degrees from upright, in five episodes", "seconds", 10);
    List<double[]> film = learned.policy().episode(HANGING, key.split(0));
    for (int i = 0; i < 5; i++) {
      List<double[]> states = learned.policy().episode(HANGING, key.split(i));
      line(
          angles,
          "episode " + i,
          IntStream.range(0, states.size()).mapToDouble(k -> k * Pendulum.STEP).toArray(),
          states.stream().mapToDouble(s -> Math.toDegrees(s[0])).toArray());
    }
    int height = CHART + FRAME * (FRAMES * FRAME / WIDTH);
    BufferedImage image = new BufferedImage(WIDTH, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, WIDTH, height);
    returns.paint(g, WIDTH / 2, CHART);
    g.translate(WIDTH / 2, 0);
    angles.paint(g, WIDTH / 2, CHART);
    g.translate(-WIDTH / 2, CHART);
    for (int i = 0; i < FRAMES; i++) {
      int perRow = WIDTH / FRAME;
      Graphics2D at = (Graphics2D) g.create(i % perRow * FRAME, i / perRow * FRAME, FRAME, FRAME);
      pendulum(at, film.get(i * APART), i * APART * Pendulum.STEP);
      at.dispose();
    }
    g.dispose();
    return image;
  }

  /** Learns, tries and draws; a word more is the file for the picture. */
  public static void main(String[] args) throws IOException {
    System.setProperty("java.awt.headless", "true");
    Path file = Path.of(args.length == 0 ? "swingup.png" : args[0]);
    Key key = Key.of(1);
    long start = System.nanoTime();
    Learned learned = learn(STEPS, key.split(0));
    IO.println(
        String.format(
            Locale.ROOT,
            "learned from %,d steps in %.1f s; mean return %.1f, at first %.1f",
            STEPS,
            (System.nanoTime() - start) / 1e9,
            Arrays.stream(learned.policy().returns(ANYWHERE, 100, key.split(1)))
                .average()
                .orElseThrow(),
            learned.returns().getFirst()));
    IO.println(
        "of 50 episodes that begin below, %d end upright and at rest"
            .formatted(up(learned.policy(), 50, key.split(2))));
    ImageIO.write(picture(learned, key.split(2)), "png", file.toFile());
    IO.println("picture: " + file);
  }
}
