package dev.cusp.examples.minimize;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Paths of minimizers on the contours of {@link Problems#rosenbrock}. */
public final class Picture {
  private static final Color LEVEL = new Color(0xc9d1d9);
  private static final Color ORANGE = new Color(0xd9480f);
  private static final Color BLUE = new Color(0x1f4e79);
  private static final int POINTS = 201;

  private final XYChart chart =
      new XYChartBuilder()
          .width(1200)
          .height(800)
          .title("8 |x² - y| + (1 - x)²: a crease along the parabola, least at (1, 1)")
          .build();

  private Picture() {
    chart.getStyler().setXAxisMin(-1.6).setXAxisMax(1.6).setYAxisMin(-0.6).setYAxisMax(1.9);
    chart.getStyler().setPlotGridLinesVisible(false);
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    chart.getStyler().setLegendPosition(LegendPosition.InsideNE).setAntiAlias(true);
    for (double level : new double[] {0.25, 1, 2, 4, 6, 8, 10, 12}) {
      contour(level);
    }
  }

  /** Writes a PNG file. */
  public static void write(Path file, Minimum bundle, Minimum steepest) throws IOException {
    System.setProperty("java.awt.headless", "true");
    Picture picture = new Picture();
    picture.path("steepest descent", steepest, ORANGE);
    picture.path("bundle method", bundle, BLUE);
    XYChart chart = picture.chart;
    var image = new BufferedImage(chart.getWidth(), chart.getHeight(), BufferedImage.TYPE_INT_RGB);
    chart.paint(image.createGraphics(), chart.getWidth(), chart.getHeight());
    ImageIO.write(image, "png", file.toFile());
  }

  /** Where the function has a value: {@code y = x^2 +- (level - (1 - x)^2) / 8}. */
  private void contour(double level) {
    double[] xs = new double[2 * POINTS];
    double[] ys = new double[2 * POINTS];
    for (int i = 0; i < POINTS; i++) {
      double x = 1 + Math.sqrt(level) * (2.0 * i / (POINTS - 1) - 1);
      double height = (level - (1 - x) * (1 - x)) / 8;
      xs[i] = xs[2 * POINTS - 1 - i] = x;
      ys[i] = x * x + height;
      ys[2 * POINTS - 1 - i] = x * x - height;
    }
    line("level " + level, xs, ys, LEVEL).setMarker(SeriesMarkers.NONE).setShowInLegend(false);
  }

  private void path(String name, Minimum minimum, Color colour) {
    List<double[]> path = minimum.path();
    double[] xs = path.stream().mapToDouble(x -> x[0]).toArray();
    double[] ys = path.stream().mapToDouble(x -> x[1]).toArray();
    line(name, xs, ys, colour).setMarker(SeriesMarkers.CIRCLE).setMarkerColor(colour);
  }

  private XYSeries line(String name, double[] xs, double[] ys, Color colour) {
    XYSeries series = chart.addSeries(name, xs, ys);
    series.setLineColor(colour).setLineStyle(new BasicStroke(1.6f));
    return series;
  }
}
