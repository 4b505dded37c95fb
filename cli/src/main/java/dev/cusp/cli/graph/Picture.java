package dev.cusp.cli.graph;

import dev.cusp.cli.ComputationGraph;
import dev.cusp.cli.ComputationGraph.Edge;
import dev.cusp.cli.ComputationGraph.Node;
import dev.cusp.cli.graph.Canvas.Anchor;
import dev.cusp.cli.graph.Canvas.Spot;
import dev.cusp.cli.graph.Canvas.Style;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** How a computation graph looks, on whatever it is drawn. */
public final class Picture {
  private static final String PAPER = "#ffffff";
  private static final String INK = "#263238";
  private static final String LINE = "#78909c";
  private static final String VALUE = "#0d47a1";
  private static final String ADJOINT = "#c62828";

  private static final double MARGIN = 28;
  private static final double ROW = 128;
  private static final double BOX_HEIGHT = 76;
  private static final double LEGEND = 46;

  /** Between two edges that end at one node. */
  private static final double PORT = 22;

  /** Width of a letter in units of the font size; texts are not measured, so it is a large one. */
  private static final double LETTER = 0.62;

  private static final double LABEL_SIZE = 12;

  private final ComputationGraph graph;
  private final GraphLayout layout;
  private final double boxWidth;
  private final double column;

  public Picture(ComputationGraph graph, GraphLayout layout) {
    this.graph = graph;
    this.layout = layout;
    int longest = graph.nodes().stream().mapToInt(node -> node.label().length()).max().orElse(0);
    int longestLabel = graph.edges().stream().mapToInt(e -> label(e).length()).max().orElse(0);
    boxWidth = Math.max(150, longest * 15 * LETTER + 28);
    column = boxWidth + Math.max(110, longestLabel * LABEL_SIZE * LETTER + 56);
  }

  public double width() {
    return Math.max(540, 2 * MARGIN + (layout.layers() - 1) * column + boxWidth);
  }

  public double height() {
    return 2 * MARGIN + layout.rows() * ROW + LEGEND;
  }

  /** A whole number as such, another with four decimals. */
  static String number(double value) {
    boolean whole = value == Math.rint(value) && Math.abs(value) < 1e6;
    return whole ? minus(String.valueOf((long) value)) : decimal(value);
  }

  private static String decimal(double value) {
    double size = Math.abs(value);
    boolean plain = value == 0 || size >= 1e-3 && size < 1e6 || !Double.isFinite(value);
    return minus(String.format(Locale.ROOT, plain ? "%.4f" : "%.3e", value));
  }

  private static String minus(String text) {
    return text.replace('-', '\u2212');
  }

  private static String label(Edge edge) {
    String value = number(edge.partial());
    return edge.formula().isEmpty() ? value : edge.formula() + " = " + value;
  }

  /** Draws everything. */
  public void drawOn(Canvas canvas) {
    canvas.fill(PAPER);
    List<List<Spot>> ways = IntStream.range(0, graph.edges().size()).mapToObj(this::way).toList();
    ways.forEach(way -> canvas.arrow(way, LINE));
    for (int i = 0; i < ways.size(); i++) {
      drawLabel(canvas, label(graph.edges().get(i)), ways.get(i));
    }
    for (int i = 0; i < graph.nodes().size(); i++) {
      drawNode(canvas, graph.nodes().get(i), center(layout.node(i)));
    }
    drawLegend(canvas);
  }

  private Spot center(GraphLayout.Point point) {
    return new Spot(MARGIN + boxWidth / 2 + point.layer() * column, MARGIN + point.height() * ROW);
  }

  private void drawNode(Canvas canvas, Node node, Spot at) {
    String fill =
        switch (node.role()) {
          case INPUT -> "#e8f5e9";
          case OPERATION -> "#e3f2fd";
          case RESULT -> "#fff8e1";
        };
    String stroke =
        switch (node.role()) {
          case INPUT -> "#43a047";
          case OPERATION -> "#1e88e5";
          case RESULT -> "#fb8c00";
        };
    double left = at.x() - boxWidth / 2;
    canvas.box(left, at.y() - BOX_HEIGHT / 2, boxWidth, BOX_HEIGHT, fill, stroke);
    Style title = new Style(15, true, Anchor.MIDDLE, INK);
    canvas.text(new Spot(at.x(), at.y() - 14), minus(node.label()), title);
    Style value = new Style(13.5, false, Anchor.MIDDLE, VALUE);
    canvas.text(new Spot(at.x(), at.y() + 8), decimal(node.value()), value);
    Style adjoint = new Style(13.5, false, Anchor.MIDDLE, ADJOINT);
    canvas.text(new Spot(at.x(), at.y() + 28), decimal(node.adjoint()), adjoint);
  }

  /** From the right side of a node over the way points to the left side of another. */
  private List<Spot> way(int edge) {
    List<GraphLayout.Point> route = layout.route(edge);
    List<Spot> way = new ArrayList<>();
    Spot from = center(route.getFirst());
    Spot to = center(route.getLast());
    way.add(new Spot(from.x() + boxWidth / 2, from.y() + port(edge, false)));
    for (GraphLayout.Point point : route.subList(1, route.size() - 1)) {
      Spot at = center(point);
      way.add(new Spot(at.x() - boxWidth / 2, at.y()));
      way.add(new Spot(at.x() + boxWidth / 2, at.y()));
    }
    way.add(new Spot(to.x() - boxWidth / 2, to.y() + port(edge, true)));
    return way;
  }

  /** Edges at one side of a node are spread in the order in which they come from, or go to. */
  private double port(int edge, boolean incoming) {
    int node = incoming ? graph.edges().get(edge).to() : graph.edges().get(edge).from();
    List<Integer> siblings =
        IntStream.range(0, graph.edges().size())
            .filter(
                e -> node == (incoming ? graph.edges().get(e).to() : graph.edges().get(e).from()))
            .boxed()
            .sorted(Comparator.comparing(e -> neighbour(e, incoming)))
            .toList();
    return (siblings.indexOf(edge) - (siblings.size() - 1) / 2.0) * PORT;
  }

  private double neighbour(int edge, boolean incoming) {
    List<GraphLayout.Point> route = layout.route(edge);
    return route.get(incoming ? route.size() - 2 : 1).height();
  }

  /** On the last stretch of the edge, a little before its middle, where edges are apart. */
  private static void drawLabel(Canvas canvas, String text, List<Spot> way) {
    Spot from = way.get(way.size() - 2);
    Spot to = way.getLast();
    double t = 0.42;
    double x = cubic(t, from.x(), (from.x() + to.x()) / 2, (from.x() + to.x()) / 2, to.x());
    double y = cubic(t, from.y(), from.y(), to.y(), to.y());
    double width = text.length() * LABEL_SIZE * LETTER + 8;
    canvas.box(x - width / 2, y - 10, width, 20, PAPER, null);
    Style style = new Style(LABEL_SIZE, false, Anchor.MIDDLE, INK);
    canvas.text(new Spot(x, y + 4.5), minus(text), style);
  }

  private static double cubic(double t, double a, double b, double c, double d) {
    double s = 1 - t;
    return s * s * s * a + 3 * s * s * t * b + 3 * s * t * t * c + t * t * t * d;
  }

  private void drawLegend(Canvas canvas) {
    double y = height() - 22;
    Spot first = new Spot(MARGIN, y);
    canvas.text(first, "value, forwards", new Style(12.5, false, Anchor.START, VALUE));
    Spot second = new Spot(MARGIN + 130, y);
    canvas.text(second, "adjoint, backwards", new Style(12.5, false, Anchor.START, ADJOINT));
    Spot third = new Spot(MARGIN + 285, y);
    canvas.text(
        third, "on an edge: the partial derivative", new Style(12.5, false, Anchor.START, INK));
  }
}
