package dev.cusp.cli.train;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGraphics2D;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.w3c.dom.Document;

/** Curves over one axis. */
public record Chart(
    String title, String x, boolean isLogarithmic, boolean isLogarithmicX, List<Line> lines) {
  private static final int WIDTH = 1400;
  private static final int HEIGHT = 520;

  /** The colours of Okabe and Ito, which everybody can tell apart, and two more. */
  private static final List<Color> COLORS =
      IntStream.of(
              0x0072b2, 0xd55e00, 0x009e73, 0xcc79a7, 0xe69f00, 0x56b4e9, 0x444444, 0x8c6d31,
              0x7b4173, 0xa0a0a0)
          .mapToObj(Color::new)
          .toList();

  private record Line(String name, double[] x, double[] y) {}

  /** Without a curve yet. */
  public static Chart of(String title, String x) {
    return new Chart(title, x, false, false, List.of());
  }

  /** With powers of ten along the upright axis. */
  public Chart logarithmic() {
    return new Chart(title, x, true, isLogarithmicX, lines);
  }

  /** With powers of ten along the level axis. */
  public Chart logarithmicX() {
    return new Chart(title, x, isLogarithmic, true, lines);
  }

  /** With one more curve; points that cannot be shown are left out. */
  public Chart line(String name, double[] xs, double[] ys) {
    int[] shown =
        IntStream.range(0, xs.length)
            .filter(i -> Double.isFinite(ys[i]) && (!isLogarithmic || ys[i] > 0))
            .toArray();
    List<Line> more = new ArrayList<>(lines);
    more.add(
        new Line(
            name,
            IntStream.of(shown).mapToDouble(i -> xs[i]).toArray(),
            IntStream.of(shown).mapToDouble(i -> ys[i]).toArray()));
    return new Chart(title, x, isLogarithmic, isLogarithmicX, List.copyOf(more));
  }

  /** The charts that have a curve, one above the other, as the bytes of a PNG file. */
  public static byte[] png(Chart... charts) throws IOException {
    System.setProperty("java.awt.headless", "true");
    List<Chart> shown = java.util.Arrays.stream(charts).filter(Chart::hasPoints).toList();
    int height = Math.max(1, shown.size()) * HEIGHT;
    var image = new BufferedImage(WIDTH, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    paint(graphics, shown);
    graphics.dispose();
    var bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "png", bytes);
    return bytes.toByteArray();
  }

  /** The same as the text of an SVG file. */
  public static String svg(Chart... charts) throws IOException {
    System.setProperty("java.awt.headless", "true");
    List<Chart> shown = java.util.Arrays.stream(charts).filter(Chart::hasPoints).toList();
    Document document = document();
    SVGGraphics2D graphics = new SVGGraphics2D(document);
    graphics.setSVGCanvasSize(new Dimension(WIDTH, Math.max(1, shown.size()) * HEIGHT));
    paint(graphics, shown);
    StringWriter text = new StringWriter();
    graphics.stream(text, true);
    return text.toString();
  }

  private static Document document() {
    try {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .getDOMImplementation()
          .createDocument("http://www.w3.org/2000/svg", "svg", null);
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("the JDK's parser of XML takes its own defaults", e);
    }
  }

  private static void paint(Graphics2D graphics, List<Chart> charts) {
    for (Chart chart : charts) {
      chart.drawn().paint(graphics, WIDTH, HEIGHT);
      graphics.translate(0, HEIGHT);
    }
  }

  private boolean hasPoints() {
    return lines.stream().anyMatch(line -> line.x().length > 0);
  }

  private XYChart drawn() {
    XYChart chart =
        new XYChartBuilder().width(WIDTH).height(HEIGHT).title(title).xAxisTitle(x).build();
    var style = chart.getStyler();
    style.setChartBackgroundColor(Color.WHITE).setPlotBackgroundColor(Color.WHITE);
    style
        .setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 20))
        .setChartTitleBoxVisible(false);
    style.setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 15));
    style.setAxisTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 15));
    style.setLegendFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14));
    style.setLegendPosition(LegendPosition.OutsideE).setLegendBorderColor(Color.WHITE);
    style.setPlotGridLinesColor(new Color(0xe6e9ed)).setPlotBorderVisible(false);
    style.setChartPadding(14);
    style.setXAxisDecimalPattern("0.##").setXAxisTickMarkSpacingHint(100);
    style.setYAxisLeftWidthHint(70);
    style.setLegendVisible(lines.size() > 1);
    double largest =
        lines.stream()
            .flatMapToDouble(line -> DoubleStream.of(line.y()))
            .map(Math::abs)
            .max()
            .orElse(0);
    if (!isLogarithmic && largest > 0.01) {
      style.setYAxisDecimalPattern("0.#####");
    }
    style.setYAxisLogarithmic(isLogarithmic).setXAxisLogarithmic(isLogarithmicX);
    if (isLogarithmic) { // whole powers of ten, or hardly any would have a label
      style.setYAxisMin(Math.pow(10, Math.floor(Math.log10(smallest()))));
      style.setYAxisMax(Math.pow(10, Math.floor(Math.log10(largest)) + 1));
    }
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      if (line.x().length > 0) {
        XYSeries series = chart.addSeries(line.name(), uneven(line.x()), line.y());
        Marker marker = i < COLORS.size() ? SeriesMarkers.CIRCLE : SeriesMarkers.DIAMOND;
        series.setMarker(line.x().length < 40 ? marker : SeriesMarkers.NONE);
        series.setMarkerColor(COLORS.get(i % COLORS.size()));
        series.setLineColor(COLORS.get(i % COLORS.size()));
        series.setLineStyle(new BasicStroke(1.6f));
      }
    }
    return chart;
  }

  private double smallest() {
    return lines.stream().flatMapToDouble(line -> DoubleStream.of(line.y())).min().orElseThrow();
  }

  /**
   * Many places, the last one moved by nothing that can be seen: where all are evenly spaced,
   * XChart labels some of them, such as 59, 118 and 177, and else round numbers.
   */
  private static double[] uneven(double... xs) {
    double[] all = xs.clone();
    if (xs.length > 15) {
      all[xs.length - 1] *= 1 + 1e-6;
    }
    return all;
  }
}
