package dev.cusp.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cusp.tensor.Samples.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Many examples at a time are what they are one by one. */
final class VmapTest {
  static List<Sample> all() {
    // how many elements these have depends on numbers, so there is no shape for all examples
    return Samples.all().stream()
        .filter(s -> !s.name().startsWith("mask") && !s.name().equals("unique"))
        .toList();
  }

  /** Another example of the same numbers, so that it is where the operation is defined. */
  private static Tensor other(Tensor x) {
    return x.flatten().flip(0).reshape(Shape.ints(x.shape().lengths()));
  }

  private static void check(Function<Tensor, Tensor> f, Tensor x) {
    Tensor one = f.apply(x);
    Tensor two = f.apply(other(x));
    Tensor both = Vmap.of(f).apply(Views.stack(0, x, other(x)));
    Tensor expected = Views.stack(0, one, two);
    assertThat(both.shape()).isEqualTo(expected.shape());
    assertThat(both.type()).isEqualTo(expected.type());
    // sums of products are taken in another order
    assertThat(both.allClose(expected, 1e-9, 1e-9)).as("%s%n%s", both, expected).isTrue();
  }

  private static Tensor weighted(Tensor y) {
    return y.mul(Key.of(99).uniform(DType.F64, Shape.ints(y.shape().lengths()))).sum();
  }

  /** Value and gradient, with one argument different for each example and the others the same. */
  @ParameterizedTest
  @MethodSource("all")
  void agreesWithOneByOne(Sample s) {
    for (int i = 0; i < s.args().size(); i++) {
      int number = i;
      Function<Tensor, Tensor> f =
          x -> {
            List<Tensor> args = new ArrayList<>(s.args());
            args.set(number, x);
            return s.f().apply(args);
          };
      Tensor x = s.args().get(i);
      check(f, x);
      if (x.type().isFloating() && f.apply(x).type().isFloating()) {
        check(Gradients.of(t -> weighted(f.apply(t))), x);
      }
    }
  }

  /** All arguments different, as a list. */
  @ParameterizedTest
  @MethodSource("all")
  void agreesWhereAllDiffer(Sample s) {
    List<Tensor> other = s.args().stream().map(VmapTest::other).toList();
    List<Tensor> both = new ArrayList<>();
    for (int i = 0; i < other.size(); i++) {
      both.add(Views.stack(0, s.args().get(i), other.get(i)));
    }
    Tensor expected = Views.stack(0, s.f().apply(s.args()), s.f().apply(other));
    Tensor actual = Vmap.of(s.f()).apply(both);
    assertThat(actual.allClose(expected, 1e-9, 1e-9)).as("%s%n%s", actual, expected).isTrue();
  }

  record Model(Tensor weight, Tensor bias) {}

  record Example(Tensor x, Tensor label) {}

  private static Tensor loss(Model m, Example e) {
    Tensor z = e.x().expandDims(0).matmul(m.weight()).squeeze(0).add(m.bias()).tanh();
    return z.sub(e.label()).square().sum();
  }

  @Test
  void gradientsOfExamples() {
    Model model = new Model(Samples.draw(1, 3, 2), Samples.draw(2, 2));
    Example all = new Example(Samples.draw(3, 5, 3), Samples.draw(4, 5, 2));
    Model each =
        Vmap.of((Example e) -> Gradients.of((Model m) -> loss(m, e)).apply(model)).apply(all);
    assertThat(each.weight().shape()).isEqualTo(Shape.of(5, 3, 2));
    Function<Model, Tensor> total = m -> Vmap.of((Example e) -> loss(m, e)).apply(all).sum();
    Model sum = Gradients.of(total).apply(model);
    assertThat(each.weight().sum(0).allClose(sum.weight(), 1e-12, 1e-12)).isTrue();
    assertThat(each.bias().sum(0).allClose(sum.bias(), 1e-12, 1e-12)).isTrue();
  }

  @Test
  void insideOneAnother() {
    Tensor x = Samples.draw(1, 3);
    Tensor y = Samples.draw(2, 4);
    Tensor outer = Vmap.of((Tensor a) -> Vmap.of((Tensor b) -> a.sub(b).abs()).apply(y)).apply(x);
    assertThat(outer.allClose(x.expandDims(1).sub(y).abs(), 0, 0)).isTrue();
    Tensor w = Samples.draw(3, 2, 5);
    Tensor a = Samples.draw(4, 3, 5);
    Tensor b = Samples.draw(5, 4, 2);
    Tensor forms =
        Vmap.of((Tensor p) -> Vmap.of((Tensor q) -> w.matmul(p).mul(q).sum()).apply(b)).apply(a);
    assertThat(forms.allClose(a.matmul(w.transpose()).matmul(b.transpose()), 1e-13, 1e-13))
        .isTrue();
  }

  @Test
  void loopsOfDifferentLengths() {
    Function<Tensor, Tensor> halvings =
        x ->
            Loops.whileLoop(
                    10,
                    c -> c.get(0).gt(1),
                    (List<Tensor> c) -> List.of(c.get(0).div(2), c.get(1).add(1)),
                    List.of(x, Tensor.scalar(0)))
                .get(1);
    assertThat(Vmap.of(halvings).apply(Tensor.of(1.0, 2, 9, 100)).toDoubles())
        .containsExactly(0, 1, 4, 7);
  }

  @Test
  void whatIsWrongIsSaid() {
    assertThatThrownBy(() ->
            Vmap.of((List<Tensor> x) -> x.get(0))
                .apply(List.of(Samples.draw(1, 2), Samples.draw(1, 3))))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining(
            "vmap: shapes [2] and [3] are not equally long along axis 0, at VmapTest");
    assertThatThrownBy(
            () -> Vmap.of((Tensor x) -> x.item() > 0 ? x : x.neg()).apply(Samples.draw(1, 2)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("where");
  }
}
