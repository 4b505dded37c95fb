package dev.cusp.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cusp.NonDifferentiable;
import dev.cusp.runtime.Shadow;
import dev.cusp.runtime.Shadows;
import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Arguments as vectors, and gradients and tangents in their shape. */
final class TreeTest {
  record Layer(double[] weight, double bias, int units, String name) {}

  record Model(Layer[] layers, float rate, @NonDifferentiable double dt, DoubleUnaryOperator f) {}

  static final class Body {
    final double mass;
    double[][] place;
    float charge;
    boolean fixed = true;
    Body other;

    Body() {
      this(1);
    }

    Body(double mass) {
      this.mass = mass;
    }
  }

  static Model model() {
    Layer first = new Layer(new double[] {1, 2}, 3, 2, "first");
    Layer second = new Layer(new double[] {4}, 5, 1, "second");
    return new Model(new Layer[] {first, second}, 6, 0.5, Math::tanh);
  }

  @Test
  void theLeavesHaveNamesAndAnOrder() {
    assertThat(Tree.flatten(model())).containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(Tree.names(model()))
        .containsExactly(
            "layers[0].weight[0]",
            "layers[0].weight[1]",
            "layers[0].bias",
            "layers[1].weight[0]",
            "layers[1].bias",
            "rate");
    assertThat(Tree.names(new double[][] {{1}, {2, 3}}))
        .containsExactly("[0][0]", "[1][0]", "[1][1]");
    assertThat(Tree.names(2.5)).containsExactly("value");
    assertThat(Tree.flatten(new Object[] {2.5, 3, "s", new float[] {1}, null}))
        .containsExactly(2.5, 1);
  }

  @Test
  void unflattenIsTheInverse() {
    Model doubled = Tree.unflatten(model(), new double[] {2, 4, 6, 8, 10, 12});
    assertThat(doubled.layers()[1].bias()).isEqualTo(10);
    assertThat(doubled.layers()[1].name()).isEqualTo("second");
    assertThat(doubled.rate()).isEqualTo(12f);
    assertThat(doubled.dt()).isEqualTo(0.5);
    assertThat(doubled.f()).isNotNull();
    assertThat(Tree.flatten(Tree.map(model(), x -> 2 * x))).isEqualTo(Tree.flatten(doubled));
    assertThatThrownBy(() -> Tree.unflatten(model(), new double[3]))
        .hasMessage("the tree has 6 numbers, but 3 are given");
  }

  @Test
  void treesAreVectors() {
    Model x = model();
    Model y = Tree.random(x, new Random(1));
    double a = 0.25;
    double[] flatX = Tree.flatten(x);
    double[] flatY = Tree.flatten(y);
    double[] sum = new double[flatX.length];
    double inner = 0;
    for (int i = 0; i < sum.length; i++) {
      sum[i] = flatY[i] + a * flatX[i];
      inner += flatX[i] * flatY[i];
    }
    assertThat(Tree.flatten(Tree.axpy(a, x, y)))
        .containsExactly(sum, within(1e-6)); // rate is a float
    assertThat(Tree.inner(x, y)).isEqualTo(inner);
    assertThat(Tree.norm(x)).isEqualTo(Math.sqrt(1 + 4 + 9 + 16 + 25 + 36));
    assertThat(Tree.zip(x, y, (p, q) -> p).layers()[0].weight()).containsExactly(1, 2);
    assertThat(Tree.zip(2.0, 3.0, Double::sum)).isEqualTo(5.0);
    assertThat(Tree.axpy(1, new double[] {1}, new double[] {2})).containsExactly(3);
  }

  @Test
  void differentShapesAreAnErrorThatNamesThePath() {
    Model x = model();
    Layer wide = new Layer(new double[3], 0, 0, "");
    Model other = new Model(new Layer[] {x.layers()[0], wide}, 0, 0, null);
    assertThatThrownBy(() -> Tree.inner(x, other))
        .hasMessage(
            "trees of different shape: layers[1].weight has 1 numbers in the first, but"
                + " layers[1].weight has 3 in the second");
    Model shorter = new Model(new Layer[] {x.layers()[0]}, 0, 0, null);
    assertThatThrownBy(() -> Tree.inner(shorter.layers(), x.layers()))
        .hasMessage("trees of different shape: only the second one has [1].weight");
  }

  @Test
  void aGradientHasTheShapeOfItsArgument() {
    Model primal = model();
    Shadow shadow = (Shadow) Shadows.zeroLike(primal);
    shadow.d[0] = 0.1; // rate
    shadow.d[1] = 99; // dt, a constant
    Shadow first = (Shadow) ((Object[]) shadow.r[0])[0];
    ((double[]) first.r[0])[1] = 7;
    first.d[0] = 8;
    Model gradient = (Model) Tree.toGradient(primal, shadow);
    assertThat(gradient.rate()).isEqualTo(0.1f);
    assertThat(gradient.dt()).isZero();
    assertThat(gradient.f()).isSameAs(primal.f());
    assertThat(gradient.layers()[0].weight()).isSameAs(first.r[0]).containsExactly(0, 7);
    assertThat(gradient.layers()[0].bias()).isEqualTo(8);
    assertThat(gradient.layers()[0].units()).isEqualTo(2);
    assertThat(gradient.layers()[1].name()).isEqualTo("second");
  }

  @Test
  void simpleArgumentsHaveSimpleGradients() {
    double[] bar = {1, 2};
    assertThat(Tree.toGradient(new double[2], bar)).isSameAs(bar);
    assertThat(Tree.toGradient(new double[] {1, 2}, null)).isEqualTo(new double[2]);
    assertThat(Tree.toGradient(3.0, 4.0)).isEqualTo(4.0);
    assertThat(Tree.toGradient(3f, 4.0)).isEqualTo(4f);
    assertThat(Tree.toGradient(3.0, null)).isEqualTo(0.0);
    assertThat(Tree.toGradient(3, null)).isEqualTo(3);
    assertThat(Tree.toGradient(null, null)).isNull();
    Object[] arguments = {1.0, new double[] {2}, "text"};
    assertThat((Object[]) Tree.toGradient(arguments, new Object[] {5.0, bar, null}))
        .containsExactly(5.0, bar, "text");
  }

  @Test
  void objectsAreMadeAnewSharingAndCyclesIncluded() {
    Body one = new Body(2);
    Body two = new Body(3);
    one.place = new double[][] {{1, 2}, {3}};
    two.place = one.place;
    one.other = two;
    two.other = one;
    Shadow shadow = (Shadow) Shadows.zeroLike(one);
    shadow.d[0] = 5;
    ((double[][]) shadow.r[0])[1][0] = 6;
    Body gradient = (Body) Tree.toGradient(one, shadow);
    assertThat(gradient.mass).isEqualTo(5);
    assertThat(gradient.fixed).isTrue();
    assertThat(gradient.other.other).isSameAs(gradient);
    assertThat(gradient.other.place).isSameAs(gradient.place);
    assertThat(gradient.place[1][0]).isEqualTo(6);
    assertThat(Tree.names(one))
        .containsExactly(
            "mass",
            "place[0][0]",
            "place[0][1]",
            "place[1][0]",
            "charge",
            "other.mass",
            "other.charge");
  }

  @Test
  void aTangentBecomesAShadowAndComesBack() {
    Model primal = model();
    Model tangent = Tree.random(primal, new Random(2));
    Object shadow = Tree.fromTangent(primal, tangent);
    assertThat(Tree.flatten(Tree.toGradient(primal, shadow))).isEqualTo(Tree.flatten(tangent));
    assertThat(Tree.fromTangent(new double[] {1}, new double[] {2})).isEqualTo(new double[] {2});
    assertThat(Tree.fromTangent(new double[] {1}, null)).isEqualTo(new double[1]);
    assertThat(Tree.fromTangent(1f, 2.0)).isEqualTo(2f);
  }

  @Test
  void aTangentOfAnotherShapeIsAnErrorThatNamesThePath() {
    Model primal = model();
    Layer narrow = new Layer(new double[0], 0, 0, null);
    Model tangent = new Model(new Layer[] {primal.layers()[0], narrow}, 0, 0, null);
    assertThatThrownBy(() -> Tree.fromTangent(primal, tangent))
        .hasMessage("layers[1].weight has 1 elements, but its tangent has 0");
    assertThatThrownBy(() -> Tree.fromTangent(primal, "text"))
        .hasMessageEndingWith("TreeTest$Model, but its tangent is a java.lang.String");
    assertThatThrownBy(() -> Tree.fromTangent(1.0, "text"))
        .hasMessage("the argument is a number, but its tangent is a java.lang.String");
    double[] shared = {1};
    assertThatThrownBy(
            () -> Tree.fromTangent(new double[][] {shared, shared}, new double[][] {{1}, {2}}))
        .hasMessage("[1] is met twice in the argument, but its tangents there are two objects");
  }

  record Boxed(Double rate, @NonDifferentiable Double step) {}

  @Test
  void boxedFieldsAreNumbers() {
    Double shared = 1.0;
    Double[] boxes = {shared, null, shared};
    Shadow shadow = (Shadow) Tree.fromTangent(new Boxed(shared, 2.0), new Boxed(3.0, 4.0));
    assertThat(Tree.toGradient(new Boxed(shared, 2.0), shadow)).isEqualTo(new Boxed(3.0, 2.0));
    Object[] shadows = (Object[]) Tree.fromTangent(boxes, new Double[] {5.0, null, 7.0});
    assertThat((Double[]) Tree.toGradient(boxes, shadows)).containsExactly(5.0, null, 7.0);
    assertThat(Tree.flatten(new Boxed(shared, 2.0))).containsExactly(1);
  }

  record Positive(double x) {
    Positive {
      if (x <= 0) {
        throw new IllegalArgumentException("not positive");
      }
    }
  }

  static final class NoDefault {
    final double x;

    NoDefault(double x) {
      this.x = x;
    }
  }

  record Chain(Chain[] next, double x) {}

  @Test
  void whatCannotBeMadeAnewIsAnErrorThatNamesThePath() {
    Object[] positive = {new Positive(1)};
    assertThatThrownBy(() -> Tree.map(positive, x -> -x))
        .hasMessage(
            "the constructor of %s refused the values [-1.0] for [0]"
                .formatted(Positive.class.getName()))
        .hasRootCauseMessage("not positive");
    assertThat(Tree.map(new NoDefault(1), x -> 3 * x).x).isEqualTo(3);
    Chain[] link = new Chain[1];
    link[0] = new Chain(link, 1);
    assertThatThrownBy(() -> Tree.map(link[0], x -> x))
        .hasMessage("next[0] contains itself: a record cannot be rebuilt in a cycle");
    assertThat(Arrays.equals(Tree.flatten(link[0]), new double[] {1})).isTrue();
  }
}
