package dev.cusp.cli.graph;

import java.util.List;

/** What pictures are drawn on; coordinates are pixels from the upper left corner. */
public interface Canvas {
  /** Where a text stands relative to the point given for it. */
  enum Anchor {
    START,
    MIDDLE
  }

  /**
   * How a text looks.
   *
   * @param color as in HTML, {@code #rrggbb}
   */
  record Style(double size, boolean bold, Anchor anchor, String color) {}

  /** A point. */
  record Spot(double x, double y) {}

  /** Colours everything. */
  void fill(String color);

  /**
   * A box with round corners.
   *
   * @param stroke colour of its border, or null for none
   */
  void box(double x, double y, double width, double height, String fill, String stroke);

  /** A smooth line through the points, level at each of them, with an arrow head at the last. */
  void arrow(List<Spot> points, String color);

  /** A line of text on a base line. */
  void text(Spot at, String text, Style style);
}
