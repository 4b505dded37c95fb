package dev.cusp.cli;

import dev.cusp.ad.RuleCalls;
import dev.cusp.cli.graph.GraphLayout;
import dev.cusp.cli.graph.ImageCanvas;
import dev.cusp.cli.graph.Picture;
import dev.cusp.cli.graph.StraightLine;
import dev.cusp.cli.graph.SvgCanvas;
import dev.cusp.ir.Func;
import dev.cusp.lift.Lift;
import dev.cusp.rules.RuleBook;
import java.lang.reflect.Method;
import java.util.List;

/**
 * A function without branches or loops, at a point, as a graph: its operations with their values
 * and adjoints, and between them the local partial derivatives.
 *
 * <p>An adjoint is the derivative of the result by the value of a node: the sum, over the edges
 * that leave it, of the partial derivative times the adjoint at the other end.
 *
 * @param nodes inputs first, each after those it is computed from, the result last
 */
public record ComputationGraph(List<Node> nodes, List<Edge> edges) {
  /**
   * An input or an operation.
   *
   * @param label {@code x1} or {@code v1 = sin(x1)}
   */
  public record Node(String label, Role role, double value, double adjoint) {}

  /** What a node is in the function. */
  public enum Role {
    INPUT,
    OPERATION,
    RESULT
  }

  /**
   * From an operand to the operation that uses it.
   *
   * @param from position of the operand's node
   * @param to position of the operation's node
   * @param formula the partial derivative in symbols, or empty
   * @param partial its value
   */
  public record Edge(int from, int to, String formula, double partial) {}

  public ComputationGraph {
    nodes = List.copyOf(nodes);
    edges = List.copyOf(edges);
  }

  /** The graph of a static method of floating-point numbers at the given point. */
  public static ComputationGraph of(Method method, double... inputs) {
    ClassLoader loader = method.getDeclaringClass().getClassLoader();
    return of(new Lift(new RuleCalls(RuleBook.standard(), loader)).method(method), inputs);
  }

  /** The graph of a function of floating-point numbers at the given point. */
  public static ComputationGraph of(Func func, double... inputs) {
    return new StraightLine(func).graph(inputs);
  }

  /** A picture of it, as the text of an SVG file. */
  public String toSvg() {
    Picture picture = picture();
    SvgCanvas canvas = new SvgCanvas(picture.width(), picture.height());
    picture.drawOn(canvas);
    return canvas.toString();
  }

  /** The same picture, as the bytes of a PNG file. */
  public byte[] toPng() {
    Picture picture = picture();
    ImageCanvas canvas = new ImageCanvas(picture.width(), picture.height());
    picture.drawOn(canvas);
    return canvas.toPng();
  }

  private Picture picture() {
    return new Picture(this, GraphLayout.of(this));
  }
}
