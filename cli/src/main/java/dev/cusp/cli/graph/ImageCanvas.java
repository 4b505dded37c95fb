package dev.cusp.cli.graph;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import javax.imageio.ImageIO;

/** Draws an image, at twice the resolution so that it is crisp. */
public final class ImageCanvas implements Canvas {
  private static final int SCALE = 2;

  private final BufferedImage image;
  private final Graphics2D graphics;

  public ImageCanvas(double width, double height) {
    image =
        new BufferedImage(
            (int) Math.ceil(width * SCALE),
            (int) Math.ceil(height * SCALE),
            BufferedImage.TYPE_INT_RGB);
    graphics = image.createGraphics();
    graphics.scale(SCALE, SCALE);
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    graphics.setStroke(new BasicStroke(1.5f));
  }

  @Override
  public void fill(String color) {
    graphics.setColor(Color.decode(color));
    graphics.fill(new Rectangle(image.getWidth(), image.getHeight()));
  }

  @Override
  public void box(double x, double y, double width, double height, String fill, String stroke) {
    double corner = Math.min(16, height);
    var shape = new RoundRectangle2D.Double(x, y, width, height, corner, corner);
    graphics.setColor(Color.decode(fill));
    graphics.fill(shape);
    if (stroke != null) {
      graphics.setColor(Color.decode(stroke));
      graphics.draw(shape);
    }
  }

  @Override
  public void arrow(List<Spot> points, String color) {
    Path2D path = new Path2D.Double();
    path.moveTo(points.getFirst().x(), points.getFirst().y());
    for (int i = 1; i < points.size(); i++) {
      Spot from = points.get(i - 1);
      Spot to = points.get(i);
      double middle = (from.x() + to.x()) / 2;
      path.curveTo(middle, from.y(), middle, to.y(), to.x(), to.y());
    }
    graphics.setColor(Color.decode(color));
    graphics.draw(path);
    Spot tip = points.getLast();
    Path2D head = new Path2D.Double();
    head.moveTo(tip.x(), tip.y());
    head.lineTo(tip.x() - 10, tip.y() - 4.5);
    head.lineTo(tip.x() - 10, tip.y() + 4.5);
    head.closePath();
    graphics.fill(head);
  }

  @Override
  public void text(Spot at, String text, Style style) {
    int weight = style.bold() ? Font.BOLD : Font.PLAIN;
    graphics.setFont(new Font(Font.SANS_SERIF, weight, 1).deriveFont((float) style.size()));
    graphics.setColor(Color.decode(style.color()));
    double width = graphics.getFontMetrics().getStringBounds(text, graphics).getWidth();
    double x = style.anchor() == Anchor.MIDDLE ? at.x() - width / 2 : at.x();
    graphics.drawString(text, (float) x, (float) at.y());
  }

  /** The picture as the bytes of a PNG file. */
  public byte[] toPng() {
    var bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", bytes);
    } catch (IOException cause) {
      throw new UncheckedIOException(cause);
    }
    return bytes.toByteArray();
  }
}
