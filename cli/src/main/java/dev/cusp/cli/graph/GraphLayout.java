package dev.cusp.cli.graph;

import dev.cusp.cli.ComputationGraph;
import dev.cusp.cli.ComputationGraph.Edge;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the nodes of a graph go: in layers from left to right, so that every edge leads to the
 * right, ordered within a layer so that few edges cross.
 *
 * <p>After Sugiyama, Tagawa and Toda (IEEE Trans. Systems, Man, and Cybernetics, 1981): an edge
 * over several layers passes a way point in each, nodes and way points are moved to the mean of
 * their neighbours, sweeping forth and back.
 */
public final class GraphLayout {
  private static final int SWEEPS = 24;

  /** Room that a way point needs beside a node, which needs 1. */
  private static final double NARROW = 0.62;

  /** A node, or the place where an edge crosses a layer. */
  private static final class Place {
    private final int layer;
    private final double room;
    private final List<Place> before = new ArrayList<>();
    private final List<Place> after = new ArrayList<>();
    private double height;

    Place(int layer, double room) {
      this.layer = layer;
      this.room = room;
    }
  }

  /** A position: the layer, and the height in rows. */
  public record Point(int layer, double height) {}

  private final List<Place> nodes = new ArrayList<>();
  private final List<List<Place>> routes = new ArrayList<>();
  private final List<List<Place>> layers = new ArrayList<>();

  private GraphLayout() {}

  /** The layout of a graph. */
  public static GraphLayout of(ComputationGraph graph) {
    GraphLayout layout = new GraphLayout();
    int[] layers = layout.assign(graph);
    for (int layer : layers) {
      layout.nodes.add(layout.place(layer, 1));
    }
    graph.edges().forEach(layout::route);
    for (int i = 0; i < SWEEPS; i++) {
      layout.sweep(i % 2 == 0, i < SWEEPS / 2);
    }
    layout.center();
    return layout;
  }

  /** As far right as the longest path to a node; an input stands just before its first use. */
  private int[] assign(ComputationGraph graph) {
    int[] layer = new int[graph.nodes().size()];
    graph
        .edges()
        .forEach(edge -> layer[edge.to()] = Math.max(layer[edge.to()], layer[edge.from()] + 1));
    for (int node = 0; node < layer.length; node++) {
      if (graph.nodes().get(node).role() == ComputationGraph.Role.INPUT) {
        int input = node;
        layer[node] =
            graph.edges().stream()
                    .filter(edge -> edge.from() == input)
                    .mapToInt(edge -> layer[edge.to()])
                    .min()
                    .orElse(1)
                - 1;
      }
    }
    return layer;
  }

  private Place place(int layer, double room) {
    while (layers.size() <= layer) {
      layers.add(new ArrayList<>());
    }
    Place place = new Place(layer, room);
    place.height = layers.get(layer).size();
    layers.get(layer).add(place);
    return place;
  }

  private void route(Edge edge) {
    List<Place> route = new ArrayList<>();
    Place last = nodes.get(edge.from());
    route.add(last);
    Place end = nodes.get(edge.to());
    for (int layer = last.layer + 1; layer < end.layer; layer++) {
      Place next = place(layer, NARROW);
      join(last, next);
      route.add(next);
      last = next;
    }
    join(last, end);
    route.add(end);
    routes.add(route);
  }

  private static void join(Place from, Place to) {
    from.after.add(to);
    to.before.add(from);
  }

  /** Moves each layer to the mean heights of its neighbours; at first its order may change. */
  private void sweep(boolean forth, boolean reorder) {
    for (List<Place> layer : forth ? layers : layers.reversed()) {
      Map<Place, Double> wanted = new HashMap<>();
      for (Place place : layer) {
        List<Place> near = forth ? place.before : place.after;
        wanted.put(place, near.stream().mapToDouble(p -> p.height).average().orElse(place.height));
      }
      if (reorder) {
        layer.sort(Comparator.comparing(wanted::get));
      }
      settle(layer, wanted);
    }
  }

  /** As near to the wanted heights as the room allows, on the average of pushing down and up. */
  private static void settle(List<Place> layer, Map<Place, Double> wanted) {
    double[] down = new double[layer.size()];
    double[] up = new double[layer.size()];
    for (int i = 0; i < down.length; i++) {
      double free = i == 0 ? Double.NEGATIVE_INFINITY : down[i - 1] + gap(layer, i);
      down[i] = Math.max(wanted.get(layer.get(i)), free);
    }
    for (int i = up.length - 1; i >= 0; i--) {
      double free = i == up.length - 1 ? Double.POSITIVE_INFINITY : up[i + 1] - gap(layer, i + 1);
      up[i] = Math.min(wanted.get(layer.get(i)), free);
    }
    for (int i = 0; i < down.length; i++) {
      layer.get(i).height = (down[i] + up[i]) / 2;
    }
  }

  private static double gap(List<Place> layer, int i) {
    return (layer.get(i - 1).room + layer.get(i).room) / 2;
  }

  private void center() {
    double top =
        layers.stream()
            .flatMap(List::stream)
            .mapToDouble(p -> p.height - p.room / 2)
            .min()
            .orElse(0);
    layers.forEach(layer -> layer.forEach(place -> place.height -= top));
  }

  /** How many layers there are. */
  public int layers() {
    return layers.size();
  }

  /** How many rows high the whole is. */
  public double rows() {
    return layers.stream()
        .flatMap(List::stream)
        .mapToDouble(p -> p.height + p.room / 2)
        .max()
        .orElse(0);
  }

  /** Where a node is. */
  public Point node(int position) {
    return point(nodes.get(position));
  }

  /** The points an edge passes, its two nodes included. */
  public List<Point> route(int edge) {
    return routes.get(edge).stream().map(GraphLayout::point).toList();
  }

  private static Point point(Place place) {
    return new Point(place.layer, place.height);
  }
}
