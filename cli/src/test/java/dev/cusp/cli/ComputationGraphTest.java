package dev.cusp.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cusp.cli.ComputationGraph.Edge;
import dev.cusp.cli.ComputationGraph.Node;
import dev.cusp.cli.ComputationGraph.Role;
import dev.cusp.ir.Builder;
import dev.cusp.ir.Func;
import dev.cusp.ir.Op;
import dev.cusp.ir.Type;
import dev.cusp.ir.Value;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

final class ComputationGraphTest {
  /** {@code sin(x1) + x1 * x2}. */
  private static Func func() {
    Builder b = Builder.root();
    Value x1 = b.param(Type.DOUBLE, "x1");
    Value x2 = b.param(Type.DOUBLE, "x2");
    Op sin =
        new Op.Call(
            Op.Call.Kind.STATIC,
            ClassDesc.of("java.lang.Math"),
            "sin",
            MethodTypeDesc.ofDescriptor("(D)D"),
            false);
    Value sum = b.add(b.value(sin, Type.DOUBLE, "t", x1), b.mul(x1, x2));
    return new Func("f", b.region(List.of(sum)), ComputationGraphTest.class, null);
  }

  @Test
  void valuesAndAdjoints() {
    ComputationGraph graph = ComputationGraph.of(func(), 0.5, 4.2);
    assertThat(graph.nodes())
        .extracting(Node::label)
        .containsExactly("x1", "x2", "v1 = sin(x1)", "v2 = x1 \u00b7 x2", "f = v1 + v2");
    Node x1 = graph.nodes().getFirst();
    assertThat(x1.role()).isEqualTo(Role.INPUT);
    assertThat(x1.adjoint()).isEqualTo(Math.cos(0.5) + 4.2, within(1e-15));
    Node f = graph.nodes().getLast();
    assertThat(f).isEqualTo(new Node("f = v1 + v2", Role.RESULT, Math.sin(0.5) + 0.5 * 4.2, 1));
    assertThat(graph.edges())
        .contains(new Edge(0, 3, "x2", 4.2), new Edge(1, 3, "x1", 0.5))
        .filteredOn(edge -> edge.formula().equals("cos(x1)"))
        .hasSize(1);
  }

  static double chain(double x) {
    return 10 * Math.log(1 + Math.exp(-2 * x));
  }

  @Test
  void ofAMethod() throws NoSuchMethodException {
    ComputationGraph graph =
        ComputationGraph.of(
            ComputationGraphTest.class.getDeclaredMethod("chain", double.class), 0.3);
    assertThat(graph.nodes())
        .extracting(Node::label)
        .containsExactly(
            "x",
            "v1 = \u22122 \u00b7 x",
            "v2 = exp(v1)",
            "v3 = 1 + v2",
            "v4 = log(v3)",
            "f = 10 \u00b7 v4");
    assertThat(graph.nodes().getFirst().adjoint())
        .isEqualTo(-20 / (1 + Math.exp(0.6)), within(1e-14));
  }

  @Test
  void theSvgIsXmlThatShowsEveryNode() throws Exception {
    String svg = ComputationGraph.of(func(), 0.5, 4.2).toSvg();
    var document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(svg)));
    assertThat(document.getDocumentElement().getNodeName()).isEqualTo("svg");
    assertThat(document.getDocumentElement().getTextContent())
        .contains("v1 = sin(x1)", "0.4794", "5.0776", "cos(x1) = 0.8776");
  }

  @Test
  void thePngIsAnImageOfTheSameShape() throws IOException {
    var image =
        ImageIO.read(new ByteArrayInputStream(ComputationGraph.of(func(), 0.5, 4.2).toPng()));
    assertThat(image.getWidth()).isBetween(1200, 2400);
    assertThat(image.getHeight()).isBetween(500, 1000);
  }

  @Test
  void whatIsNoNumberHasNoPlace() {
    Builder b = Builder.root();
    Value x = b.param(Type.DOUBLE, "x");
    Value y = b.load(b.zero(Type.DOUBLES), b.constant(0), "y");
    Func func = new Func("f", b.region(List.of(b.add(x, y))), ComputationGraphTest.class, null);
    assertThatThrownBy(() -> ComputationGraph.of(func, 1))
        .hasMessageStartingWith("a computation graph has no node for");
  }
}
