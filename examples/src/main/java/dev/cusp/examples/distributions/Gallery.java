package dev.cusp.examples.distributions;

import dev.cusp.tensor.DType;
import dev.cusp.tensor.Key;
import dev.cusp.tensor.Range;
import dev.cusp.tensor.Tensor;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** A picture with a chart for each family: how often draws fall where, and the density. */
public final class Gallery {
  private static final Color BARS = new Color(0xb9cfe4);
  private static final Color LINE = new Color(0xd9480f);
  private static final int COLUMNS = 5;
  private static final int WIDTH = 360;
  private static final int HEIGHT = 250;
  private static final int BINS = 50;

  private Gallery() {}

  /** Writes a PNG file. */
  public static void write(Path file, List<Family> families, int draws) throws IOException {
    System.setProperty("java.awt.headless", "true");
    int rows = (families.size() + COLUMNS - 1) / COLUMNS;
    var image = new BufferedImage(COLUMNS * WIDTH, rows * HEIGHT, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < families.size(); i++) {
      int x = i % COLUMNS * WIDTH;
      int y = i / COLUMNS * HEIGHT;
      Graphics2D part = (Graphics2D) image.createGraphics().create(x, y, WIDTH, HEIGHT);
      chart(families.get(i), draws).paint(part, WIDTH, HEIGHT);
    }
    ImageIO.write(image, "png", file.toFile());
  }

  /** The share of draws in each of some equal parts, divided by their width. */
  static double[] heights(double[] draws, double least, double most, int bins) {
    double[] heights = new double[bins];
    for (double x : draws) {
      int bin = (int) Math.floor((x - least) / (most - least) * bins);
      if (bin >= 0 && bin < bins) {
        heights[bin] += bins / (most - least) / draws.length;
      }
    }
    return heights;
  }

  private static XYChart chart(Family family, int draws) {
    XYChart chart = new XYChartBuilder().width(WIDTH).height(HEIGHT).title(family.name()).build();
    chart.getStyler().setPlotGridLinesVisible(false).setLegendVisible(false);
    chart.getStyler().setChartBackgroundColor(Color.WHITE).setAntiAlias(true);
    chart.getStyler().setYAxisMin(0.0).setXAxisMaxLabelCount(7);
    double[] x = family.d().sample(Key.of(3), draws).as(DType.F64).toDoubles();
    boolean isDiscrete = family.way() == Family.Way.NONE;
    double half = isDiscrete ? 0.5 : 0;
    double least = family.least() - half;
    double most = family.most() + half;
    int bins = isDiscrete ? (int) (most - least) : BINS;
    stairs(chart, heights(x, least, most, bins), least, (most - least) / bins);
    Tensor at =
        isDiscrete
            ? Tensor.range(bins).as(DType.F64).add(family.least())
            : Tensor.linspace(least, most, 401).slice(Range.of(1, 400));
    double[] density = family.d().logProb(at).exp().as(DType.F64).toDoubles();
    XYSeries series = chart.addSeries("density", at.toDoubles(), density);
    series.setLineColor(LINE).setLineWidth(2);
    series.setMarkerColor(LINE);
    series.setMarker(isDiscrete ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
    if (isDiscrete) {
      series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
    }
    double top = Arrays.stream(density).filter(Double::isFinite).max().orElse(1);
    chart.getStyler().setYAxisMax(1.15 * top).setXAxisMin(least).setXAxisMax(most);
    return chart;
  }

  /** A histogram: an area whose outline goes up and down. */
  private static void stairs(XYChart chart, double[] heights, double least, double width) {
    double[] xs = new double[2 * heights.length];
    double[] ys = new double[2 * heights.length];
    for (int i = 0; i < xs.length; i++) {
      xs[i] = least + (i + 1) / 2 * width;
      ys[i] = heights[i / 2];
    }
    XYSeries series = chart.addSeries("draws", xs, ys);
    series.setMarker(SeriesMarkers.NONE);
    series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Area).setFillColor(BARS);
    series.setLineColor(BARS);
  }
}
