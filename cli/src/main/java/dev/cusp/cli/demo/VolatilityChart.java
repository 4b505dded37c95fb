package dev.cusp.cli.demo;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.knowm.xchart.AnnotationText;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The picture of a fit, in three panels with one time axis: price, returns, volatility. */
final class VolatilityChart {
  private static final int WIDTH = 1600;
  private static final int[] HEIGHTS = {360, 520, 400};

  private static final Color BLUE = new Color(0x1f4e79);
  private static final Color GREY = new Color(0x9aa5b1);
  private static final Color ORANGE = new Color(0xd9480f);
  private static final Color GRID = new Color(0xe6e9ed);
  private static final Color TEXT = new Color(0x333b44);

  private final ExchangeRates rates;
  private final double[] returns;
  private final double[] volatility;
  private final double[] days;

  private VolatilityChart(ExchangeRates rates, double[] returns, double[] theta) {
    this.rates = rates;
    this.returns = returns;
    this.volatility = Arrays.stream(Garch.variances(theta, returns)).map(Math::sqrt).toArray();
    this.days = rates.dates().stream().skip(1).mapToDouble(VolatilityChart::year).toArray();
  }

  /** The picture as the bytes of a PNG file. */
  static byte[] png(ExchangeRates rates, double[] returns, double[] theta) throws IOException {
    System.setProperty("java.awt.headless", "true");
    var chart = new VolatilityChart(rates, returns, theta);
    XYChart[] panels = {chart.price(), chart.band(), chart.volatility()};
    int height = Arrays.stream(HEIGHTS).sum();
    var image = new BufferedImage(WIDTH, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    for (int i = 0; i < panels.length; i++) {
      panels[i].paint(graphics, WIDTH, HEIGHTS[i]);
      graphics.translate(0, HEIGHTS[i]);
    }
    graphics.dispose();
    var bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "png", bytes);
    return bytes.toByteArray();
  }

  private XYChart price() {
    XYChart panel = panel("Pounds per euro (European Central Bank reference rate)", HEIGHTS[0]);
    panel.getStyler().setLegendVisible(false).setDecimalPattern("0.00");
    line(panel, "price", Arrays.copyOfRange(rates.rates(), 1, rates.rates().length), BLUE, 1.6f);
    return panel;
  }

  private XYChart band() {
    XYChart panel = panel("Daily changes, and what the fitted model expected", HEIGHTS[1]);
    line(panel, "change of a day, percent", returns, GREY, 1f);
    line(panel, "two fitted standard deviations", scaled(2), ORANGE, 1.6f);
    line(panel, "lower", scaled(-2), ORANGE, 1.6f).setShowInLegend(false);
    panel.getStyler().setYAxisMin(-3.5).setYAxisMax(5.5);
    return panel;
  }

  private XYChart volatility() {
    XYChart panel =
        panel("Fitted volatility, percent a day: GARCH(1,1) with Student-t", HEIGHTS[2]);
    panel.getStyler().setYAxisMin(0.0).setYAxisMax(1.75).setLegendVisible(false);
    panel.getStyler().setDecimalPattern("0.0");
    line(panel, "volatility", volatility, ORANGE, 1.8f);
    note(panel, "euro at its lowest", "2000-04-01");
    note(panel, "financial crisis", "2008-10-01");
    note(panel, "vote to leave the EU", "2016-06-20");
    note(panel, "pandemic", "2020-03-01");
    note(panel, "mini-budget", "2022-09-20");
    return panel;
  }

  /** Words above the highest volatility of the hundred trading days from a date. */
  private void note(XYChart panel, String words, String date) {
    double from = year(LocalDate.parse(date));
    int peak = (int) Arrays.stream(days).filter(day -> day < from).count();
    for (int day = peak; day < Math.min(peak + 100, days.length); day++) {
      peak = volatility[day] > volatility[peak] ? day : peak;
    }
    panel.addAnnotation(new AnnotationText(words, days[peak], volatility[peak] + 0.1, false));
  }

  private XYSeries line(XYChart panel, String name, double[] values, Color colour, float width) {
    XYSeries series = panel.addSeries(name, days, values);
    series.setMarker(SeriesMarkers.NONE);
    series.setLineColor(colour);
    series.setLineStyle(new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    return series;
  }

  private static XYChart panel(String title, int height) {
    XYChart panel = new XYChartBuilder().width(WIDTH).height(height).title(title).build();
    var style = panel.getStyler();
    style.setChartBackgroundColor(Color.WHITE);
    style.setChartFontColor(TEXT);
    style.setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 22));
    style.setChartTitleBoxVisible(false);
    style.setChartPadding(18);
    style.setPlotBorderVisible(false);
    style.setPlotContentSize(0.97);
    style.setPlotBackgroundColor(Color.WHITE);
    style.setPlotGridLinesColor(GRID);
    style.setPlotGridLinesStroke(new BasicStroke(1));
    style.setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 17));
    style.setAxisTickLabelsColor(TEXT);
    style.setAxisTickMarksColor(GRID);
    style.setXAxisMin(1999.0).setXAxisMax(2023.2);
    style.setXAxisDecimalPattern("0");
    style.setXAxisTickMarkSpacingHint(110);
    style.setYAxisLeftWidthHint(60);
    style.setLegendPosition(LegendPosition.InsideNW);
    style.setLegendLayout(LegendLayout.Horizontal);
    style.setLegendFont(new Font(Font.SANS_SERIF, Font.PLAIN, 17));
    style.setLegendBorderColor(Color.WHITE);
    style.setAnnotationTextFont(new Font(Font.SANS_SERIF, Font.ITALIC, 17));
    style.setAnnotationTextFontColor(TEXT);
    style.setAntiAlias(true);
    return panel;
  }

  private double[] scaled(double factor) {
    return Arrays.stream(volatility).map(value -> factor * value).toArray();
  }

  private static double year(LocalDate date) {
    return date.getYear() + (date.getDayOfYear() - 1) / (double) date.lengthOfYear();
  }
}
