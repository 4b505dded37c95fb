package dev.cusp.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cusp.UseRules;
import dev.cusp.rules.RulesFor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The door to derivatives: shapes of arguments, conventions, closed forms. */
@UseRules(GradientsTest.TableRules.class)
final class GradientsTest {
  record Layer(Tensor weight, Tensor bias) {}

  record Model(List<Layer> layers, Map<String, Tensor> scales, String name, Tensor labels) {}

  private static Tensor loss(Model m, Tensor x) {
    Tensor y = x;
    for (Layer layer : m.layers()) {
      y = y.matmul(layer.weight()).add(layer.bias()).tanh();
    }
    return y.mul(m.scales().get("out")).square().mean();
  }

  /** Against central differences of step 1e-6, which err by 1e-10 or so. */
  @Test
  void gradientsHaveTheShapeOfRecords() {
    Key key = Key.of(4);
    Layer first =
        new Layer(key.split(0).normal(DType.F64, 3, 5), key.split(1).normal(DType.F64, 5));
    Layer second =
        new Layer(key.split(2).normal(DType.F64, 5, 2), key.split(3).normal(DType.F64, 2));
    Map<String, Tensor> scales = Map.of("out", Tensor.scalar(1.5));
    Model model = new Model(List.of(first, second), scales, "a model", Tensor.of(1, 2));
    Tensor x = key.split(4).normal(DType.F64, 7, 3);
    var result = Gradients.valueAndGradient((Model m) -> loss(m, x)).apply(model);
    Model gradient = result.gradient();
    assertThat(gradient.name()).isEqualTo("a model");
    assertThat(gradient.labels()).isSameAs(model.labels());
    double h = 1e-6;
    Model above = Leaves.zip(model, gradient, (p, d) -> p.add(d.mul(h)));
    Model below = Leaves.zip(model, gradient, (p, d) -> p.sub(d.mul(h)));
    double slope = (loss(above, x).item() - loss(below, x).item()) / (2 * h);
    double square = Leaves.of(gradient).stream().mapToDouble(d -> d.square().sum().item()).sum();
    assertThat(slope).isCloseTo(square, within(1e-8));
    assertThat(result.value().item()).isEqualTo(loss(model, x).item());
  }

  /** d/dx of x times the derivative at x of y -> x y is 2 x, not 3 x: levels are kept apart. */
  @Test
  void levelsAreNotConfused() {
    var slope = Gradients.<Tensor>of(x -> Gradients.<Tensor>of(y -> x.mul(y)).apply(x).mul(x));
    assertThat(slope.apply(Tensor.scalar(5)).item()).isEqualTo(10);
  }

  @Test
  void elementsMayBeReadOnTheWay() {
    var gradient =
        Gradients.<Tensor>of(x -> x.sum().item() > 0 ? x.square().sum() : x.pow(3).sum());
    assertThat(gradient.apply(Tensor.of(1.0, 2.0)).toDoubles()).containsExactly(2, 4);
    assertThat(gradient.apply(Tensor.of(-1.0, -2.0)).toDoubles()).containsExactly(3, 12);
    Tensor y = Tensor.of(1.0, 3.0);
    Tensor twice =
        Gradients.<Tensor>of(
                x -> {
                  Tensor square = x.square();
                  square.evaluate();
                  return square.sum();
                })
            .apply(y);
    assertThat(twice.toDoubles()).containsExactly(2, 6);
  }

  /** As PyTorch's amax and JAX: shares for equal maxima; abs and relu have slope 0 at 0. */
  @Test
  void kinksByConvention() {
    Tensor x = Tensor.of(2.0, 2.0, 1.0);
    assertThat(Gradients.<Tensor>of(v -> v.max()).apply(x).toDoubles())
        .containsExactly(0.5, 0.5, 0);
    Tensor pair = Tensor.of(1.0, 3.0);
    Tensor other = Tensor.of(1.0, 2.0);
    assertThat(Gradients.<Tensor>of(v -> v.maximum(other).sum()).apply(pair).toDoubles())
        .containsExactly(0.5, 1);
    assertThat(Gradients.<Tensor>of(v -> other.minimum(v).sum()).apply(pair).toDoubles())
        .containsExactly(0.5, 0);
    assertThat(Gradients.<Tensor>of(v -> v.maximum(1).sum()).apply(pair).toDoubles())
        .containsExactly(0, 1);
    Tensor zero = Tensor.of(0.0);
    assertThat(Gradients.<Tensor>of(v -> v.abs().sum()).apply(zero).toDoubles()).containsExactly(0);
    assertThat(Gradients.<Tensor>of(v -> v.map(GradientsTest::relu).sum()).apply(zero).toDoubles())
        .containsExactly(0);
  }

  static double relu(double x) {
    return x > 0 ? x : 0;
  }

  @Test
  void throughFloatsAndInts() {
    Tensor x = Tensor.of(0.5, 2.0);
    Tensor slope = Gradients.<Tensor>of(v -> v.as(DType.F32).square().as(DType.F64).sum()).apply(x);
    assertThat(slope.toDoubles()).containsExactly(1, 4);
    Tensor none = Gradients.<Tensor>of(v -> v.as(DType.I32).as(DType.F64).sum()).apply(x);
    assertThat(none.toDoubles()).containsExactly(0, 0);
  }

  @Test
  void pullbacksCanBeCalledAgain() {
    var vjp = Gradients.<Tensor, Tensor>vjp(x -> x.exp(), Tensor.of(0.0, 1.0));
    assertThat(vjp.value().toDoubles()).containsExactly(1, Math.E);
    assertThat(vjp.pullback().apply(Tensor.of(1.0, 0.0)).toDoubles()).containsExactly(1, 0);
    assertThat(vjp.pullback().apply(Tensor.of(0.0, 2.0)).toDoubles())
        .containsExactly(0, 2 * Math.E);
    assertThatThrownBy(() -> vjp.pullback().apply(Tensor.scalar(1)))
        .hasMessageStartingWith(
            "pullback: the cotangent has shape [] in place 0, but the primal [2]");
  }

  /** A method that is looked up in a table, with a rule of the user's. */
  static final class Table {
    private static final double[] SQUARES = {0, 1, 4, 9};

    static double square(double x) {
      return SQUARES[(int) x];
    }
  }

  @RulesFor(Table.class)
  static final class TableRules {
    static double square(double x, double xDot) {
      return 2 * x * xDot;
    }
  }

  @Test
  void rulesOfTheUser() {
    Tensor x = Tensor.of(3.0, 1.0);
    assertThat(x.map(v -> Table.square(v)).toDoubles()).containsExactly(9, 1);
    assertThat(Gradients.<Tensor>of(v -> v.map(w -> Table.square(w)).sum()).apply(x).toDoubles())
        .containsExactly(6, 2);
  }

  @Test
  void cotangentsOfSumsAreNotCopied() {
    Tensor x = Tensor.of(1f, 2f);
    Tensor y = Tensor.of(3f, 4f);
    Tensor wide = Tensor.of(5.0, 6.0);
    Tensor bar = Tensor.of(7f, 8f);
    List<Tensor> bars = Sweeps.vjp(List.of(x.add(y)), List.of(x, y), List.of(bar));
    assertThat(bars.get(0)).isSameAs(bar);
    assertThat(bars.get(1)).isSameAs(bar);
    Tensor wideBar = Tensor.of(0.1, 0.2);
    List<Tensor> mixed = Sweeps.vjp(List.of(x.add(wide)), List.of(x, wide), List.of(wideBar));
    assertThat(mixed.get(0)).hasToString("[0.1 0.2]");
    assertThat(mixed.get(0).type()).isEqualTo(DType.F32);
    assertThat(mixed.get(1)).isSameAs(wideBar);
  }
}
