package dev.cusp.cli.graph;

import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Draws scalable vector graphics. */
public final class SvgCanvas implements Canvas {
  private static final String FONTS = "DejaVu Sans, Verdana, Helvetica, Arial, sans-serif";

  private final StringWriter text = new StringWriter();
  private final XMLStreamWriter out;

  public SvgCanvas(double width, double height) {
    try {
      out = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
      out.writeStartDocument("UTF-8", "1.0");
      out.writeStartElement("svg");
      out.writeDefaultNamespace("http://www.w3.org/2000/svg");
    } catch (XMLStreamException cause) {
      throw failure(cause);
    }
    attribute("width", number(width));
    attribute("height", number(height));
    attribute("viewBox", "0 0 " + number(width) + " " + number(height));
    attribute("font-family", FONTS);
  }

  @Override
  public void fill(String color) {
    start("rect");
    attribute("width", "100%");
    attribute("height", "100%");
    attribute("fill", color);
    end();
  }

  @Override
  public void box(double x, double y, double width, double height, String fill, String stroke) {
    start("rect");
    attribute("x", number(x));
    attribute("y", number(y));
    attribute("width", number(width));
    attribute("height", number(height));
    attribute("rx", number(Math.min(8, height / 2)));
    attribute("fill", fill);
    if (stroke != null) {
      attribute("stroke", stroke);
      attribute("stroke-width", "1.5");
    }
    end();
  }

  @Override
  public void arrow(List<Spot> points, String color) {
    StringBuilder path = new StringBuilder("M").append(spot(points.getFirst()));
    for (int i = 1; i < points.size(); i++) {
      Spot from = points.get(i - 1);
      Spot to = points.get(i);
      double middle = (from.x() + to.x()) / 2;
      path.append(" C")
          .append(spot(new Spot(middle, from.y())))
          .append(' ')
          .append(spot(new Spot(middle, to.y())))
          .append(' ')
          .append(spot(to));
    }
    start("path");
    attribute("d", path.toString());
    attribute("fill", "none");
    attribute("stroke", color);
    attribute("stroke-width", "1.5");
    end();
    Spot tip = points.getLast();
    start("path");
    attribute(
        "d",
        "M%s L%s L%s Z"
            .formatted(
                spot(tip),
                spot(new Spot(tip.x() - 10, tip.y() - 4.5)),
                spot(new Spot(tip.x() - 10, tip.y() + 4.5))));
    attribute("fill", color);
    end();
  }

  @Override
  public void text(Spot at, String content, Style style) {
    start("text");
    attribute("x", number(at.x()));
    attribute("y", number(at.y()));
    attribute("font-size", number(style.size()));
    if (style.bold()) {
      attribute("font-weight", "bold");
    }
    if (style.anchor() == Anchor.MIDDLE) {
      attribute("text-anchor", "middle");
    }
    attribute("fill", style.color());
    try {
      out.writeCharacters(content);
    } catch (XMLStreamException cause) {
      throw failure(cause);
    }
    end();
  }

  /** The picture so far, as a document. */
  @Override
  public String toString() {
    try {
      out.flush();
    } catch (XMLStreamException cause) {
      throw failure(cause);
    }
    return text + "\n</svg>\n";
  }

  private void start(String element) {
    try {
      out.writeCharacters("\n");
      out.writeStartElement(element);
    } catch (XMLStreamException cause) {
      throw failure(cause);
    }
  }

  private void attribute(String name, String value) {
    try {
      out.writeAttribute(name, value);
    } catch (XMLStreamException cause) {
      throw failure(cause);
    }
  }

  private void end() {
    try {
      out.writeEndElement();
    } catch (XMLStreamException cause) {
      throw failure(cause);
    }
  }

  private static String spot(Spot spot) {
    return number(spot.x()) + "," + number(spot.y());
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private static IllegalStateException failure(XMLStreamException cause) {
    return new IllegalStateException("writing to memory failed", cause);
  }
}
