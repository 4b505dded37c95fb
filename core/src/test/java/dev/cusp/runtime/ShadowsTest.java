package dev.cusp.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cusp.NonDifferentiable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Layouts of classes, and shadows of object graphs. */
final class ShadowsTest {
  static class Base {
    static double ignored;
    double mass;
    private int[] counts = {1};
    String name = "base";
  }

  static final class Body extends Base {
    float charge;
    double mass; // hides the other
    int steps;
    double[] place = {1, 2};
    @NonDifferentiable double dt;
    @NonDifferentiable double[] grid = {1};
    Object next;
    DoubleUnaryOperator law = x -> x;
  }

  record Point(double x, long n, float y) {}

  @Test
  void fieldsOfSuperclassesComeFirst() {
    Layout layout = Layout.of(Body.class);
    String base = Base.class.getName();
    String body = Body.class.getName();
    assertThat(layout.numbers()).isEqualTo(4);
    assertThat(layout.links()).isEqualTo(6);
    assertThat(layout.number(base, "mass")).isEqualTo(0);
    assertThat(layout.number(body, "charge")).isEqualTo(1);
    assertThat(layout.number(body, "mass")).isEqualTo(2);
    assertThat(layout.number(body, "dt")).isEqualTo(3);
    assertThat(layout.link(base, "counts")).isEqualTo(0);
    assertThat(layout.link(body, "place")).isEqualTo(2);
    assertThat(layout.link(body, "name")).as("inherited").isEqualTo(1);
    assertThat(layout.isDifferentiable(body, "dt")).isFalse();
    assertThat(layout.isDifferentiable(body, "place")).isTrue();
    assertThat(Layout.of(Body.class)).isSameAs(layout);
  }

  @Test
  void anUnknownFieldIsAnError() {
    assertThatThrownBy(() -> Layout.of(Point.class).number(Point.class.getName(), "n"))
        .hasMessage("%1$s has no NUMBER %1$s.n in its layout".formatted(Point.class.getName()));
  }

  @Test
  void slotsReadAndWriteFields() {
    Body body = new Body();
    body.charge = 1.5f;
    Slot charge = Layout.of(Body.class).slots().get(3);
    assertThat(charge.name()).isEqualTo("charge");
    assertThat(charge.number(body)).isEqualTo(1.5);
    charge.set(body, 0.1);
    assertThat(body.charge).isEqualTo(0.1f);
  }

  @Test
  void aClosedModuleIsAnErrorWithARemedy() throws NoSuchFieldException {
    Slot slot =
        new Slot(ArrayList.class.getDeclaredField("elementData"), Layout.Kind.LINK, 0, true);
    assertThatThrownBy(() -> slot.get(new ArrayList<>()))
        .hasMessage(
            "cannot access the field java.util.ArrayList.elementData: open its package with"
                + " --add-opens java.base/java.util=ALL-UNNAMED or with opens java.util in"
                + " module-info.java");
  }

  enum Color {
    RED
  }

  @Test
  void whatHoldsNoNumbersHasNoShadow() {
    DoubleUnaryOperator lambda = x -> x;
    for (Object constant :
        new Object[] {null, "s", 1, Color.RED, String.class, lambda, new int[3], List.of()}) {
      assertThat(Shadows.zeroLike(constant)).as("%s", constant).isNull();
    }
  }

  @Test
  void arraysHaveArrays() {
    assertThat(Shadows.zeroLike(new double[] {1, 2})).isEqualTo(new double[2]);
    assertThat(Shadows.zeroLike(new float[] {1, 2})).isEqualTo(new float[2]);
    assertThat(Shadows.zeroLike(new double[][] {{1}, null})).isEqualTo(new double[][] {{0}, null});
    assertThat(Shadows.zeroLike(new float[2][1][3])).isInstanceOf(float[][][].class);
    Object[] points = (Object[]) Shadows.zeroLike(new Point[] {new Point(1, 2, 3), null});
    assertThat(points.getClass()).isEqualTo(Object[].class);
    assertThat(((Shadow) points[0]).d).hasSize(2);
    assertThat(points[1]).isNull();
    assertThat((Object[]) Shadows.zeroLike(new int[2][2])).containsOnlyNulls();
  }

  @Test
  void sharingAndCyclesAreKept() {
    Body one = new Body();
    Body two = new Body();
    one.next = two;
    two.next = one;
    two.place = one.place;
    Shadow first = (Shadow) Shadows.zeroLike(one);
    Shadow second = (Shadow) first.r[4];
    assertThat(second.r[4]).isSameAs(first);
    assertThat(second.r[2]).isSameAs(first.r[2]).isEqualTo(new double[2]);
    assertThat(first.r[3]).as("a constant").isNull();
    assertThat(first.r[0]).as("whole numbers").isNull();

    ((double[]) first.r[2])[0] = 5;
    second.d[0] = 7;
    Shadow copy = (Shadow) Shadows.copy(first);
    assertThat(((Shadow) copy.r[4]).r[4]).isSameAs(copy);
    Shadows.add(first, copy);
    assertThat((double[]) first.r[2]).containsExactly(10, 0);
    assertThat(second.d[0]).isEqualTo(14);
    assertThat(((Shadow) copy.r[4]).d[0]).isEqualTo(7);
    Shadows.clear(first);
    assertThat((double[]) first.r[2]).containsOnly(0);
    assertThat(second.d).containsOnly(0);
  }

  static final class Node {
    double value;
    Node next;
  }

  @Test
  void aLongListDoesNotOverflowTheStack() {
    Node head = null;
    for (int i = 0; i < 1_000_000; i++) {
      Node node = new Node();
      node.next = head;
      head = node;
    }
    Object shadow = Shadows.zeroLike(head);
    Shadows.add(shadow, Shadows.copy(shadow));
    Shadows.clear(shadow);
    assertThat(((Shadow) shadow).r[0]).isInstanceOf(Shadow.class);
  }

  @Test
  void shadowsOfDifferentStructureAreNotAdded() {
    assertThatThrownBy(() -> Shadows.add(new double[2], new double[3]))
        .hasMessage("shadows of different length: 2 and 3");
    assertThatThrownBy(() -> Shadows.add(new double[2], new Shadow(1, 1)))
        .hasMessage("shadows of different structure: double[] and Shadow");
    assertThatThrownBy(() -> Shadows.add(new Object[] {null}, new Object[] {new double[1]}))
        .hasMessage("shadows of different structure: none and double[]");
    assertThatThrownBy(() -> Shadows.copy("text")).hasMessage("not a shadow: a java.lang.String");
  }
}
