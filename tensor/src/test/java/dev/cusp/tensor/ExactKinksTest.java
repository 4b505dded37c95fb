package dev.cusp.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cusp.ad.NonsmoothException;
import dev.cusp.ad.NonsmoothException.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Functions of tensors at their worst points, in many directions. */
final class ExactKinksTest {
  /** A function, a point, and all gradients that there are nearby. */
  record Case(String name, double[] x, UnaryOperator<Tensor> f, double[]... limits) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Tensor relu(Tensor x) {
    return x.map(v -> v > 0 ? v : 0);
  }

  private static double[] at(double... x) {
    return x;
  }

  private static Tensor carried(Tensor x) {
    Tensor start = x.at(0, 0);
    return Loops.scan(
            (Tensor best, Tensor each) -> {
              Tensor next = best.maximum(each);
              return new Loops.Step<>(next, next);
            },
            start,
            x)
        .carry();
  }

  private static Tensor halved(Tensor x) {
    return Loops.whileLoop(
            (List<Tensor> c) -> c.get(0).gt(1),
            c -> List.of(c.get(0).div(2), c.get(1).add(0.5)),
            List.of(x.at(0, 0), Tensor.scalar(0)))
        .stream()
        .reduce(Tensor::add)
        .orElseThrow();
  }

  static Stream<Case> cases() {
    double[] one = {1};
    return Stream.of(
        new Case("relu(x) - relu(-x)", at(0), x -> x.relu().sub(x.neg().relu()), one),
        new Case("relu(relu(x)) - relu(-x)", at(0), x -> relu(relu(x)).sub(relu(x.neg())), one),
        new Case(
            "10 x - 9 (relu(x) - relu(-x))",
            at(0),
            x -> x.mul(10).sub(relu(x).sub(relu(x.neg())).mul(9)),
            one),
        new Case("|x|", at(0), Tensor::abs, at(1), at(-1)),
        new Case("relu(x) - max(x, 0)", at(0), x -> x.relu().sub(x.maximum(0)), at(0)),
        new Case(
            "x [x > 0] + x [x < 0]",
            at(0),
            x -> x.gt(0).where(x, 0).add(x.lt(0).as(DType.F64).mul(x)),
            one),
        new Case("where(x = 0, 0, x)", at(0), x -> x.eq(0).where(Tensor.scalar(0), x), one),
        new Case("x sign(x)", at(0), x -> x.abs().mul(x.signum()), one),
        new Case("clamp - hardTanh", at(1), x -> x.clamp(-1, 1).sub(x.hardTanh()), at(0)),
        new Case("max + min", at(1, 1), x -> x.max().add(x.min()), at(1, 1)),
        new Case("max of three", at(1, 1, 1), Tensor::max, at(1, 0, 0), at(0, 1, 0), at(0, 0, 1)),
        new Case(
            "max(max(x, y), z) - max(x, y, z)",
            at(1, 1, 1),
            x -> x.at(0, 0).maximum(x.at(0, 1)).maximum(x.at(0, 2)).sub(x.max()),
            at(0, 0, 0)),
        new Case(
            "max + median + min",
            at(1, 1, 2),
            x -> x.max().add(x.median(0)).add(x.min()),
            at(1, 1, 1)),
        new Case("median", at(1, 1, 1), x -> x.median(0), at(1, 0, 0), at(0, 1, 0), at(0, 0, 1)),
        new Case(
            "sorted, weighted",
            at(1, 1, 0),
            x -> x.sort(0).mul(Tensor.of(1.0, 2, 3)),
            at(2, 3, 1),
            at(3, 2, 1)),
        new Case(
            "the two largest",
            at(1, 1, 1),
            x -> x.topK(0, 2).values().add(x.min()),
            at(1, 1, 2),
            at(1, 2, 1),
            at(2, 1, 1)),
        new Case(
            "max pooling - cumulative",
            at(1, 1, 1, 1),
            x ->
                x.reshape(1, 4, 1)
                    .maxPool(Window.of(2).stride(1))
                    .reshape(-1)
                    .sub(x.slice(0, Range.from(1)).maximum(x.slice(0, Range.of(0, -1)))),
            at(0, 0, 0, 0)),
        new Case("cumMax", at(1, 1), x -> x.cumMax(0), at(2, 0), at(1, 1)),
        new Case(
            "scatterMax",
            at(1, 1, 1),
            x -> Tensor.of(1.0).scatterMax(0, Tensor.of(0, 0, 0), x).sub(x.max().maximum(1)),
            at(0, 0, 0)),
        new Case(
            "argmax order",
            at(1, 1),
            x -> x.take(x.argmax(0)).sub(x.flip(0).take(x.flip(0).argmax(0))),
            at(0, 0)),
        new Case(
            "|x - 1| / 4 + |y - 2 |x| + 1|",
            at(0, -1),
            x -> {
              Tensor a = x.at(0, 0);
              Tensor b = x.at(0, 1);
              return a.sub(1).abs().div(4).add(b.sub(a.abs().mul(2)).add(1).abs());
            },
            at(-2.25, 1),
            at(1.75, -1),
            at(1.75, 1),
            at(-2.25, -1)),
        new Case(
            "k + f f (3 - 2 f)",
            at(2),
            x -> {
              Tensor k = x.floor();
              Tensor f = x.sub(k);
              return k.add(f.square().mul(f.mul(-2).add(3)));
            },
            at(0)),
        new Case(
            "sin of a sawtooth",
            at(1),
            x -> x.sub(x.floor()).mul(2 * Math.PI).sin(),
            at(2 * Math.PI)),
        new Case("min(r, clamp(r)) at a bound", at(0.8), x -> x.minimum(x.clamp(0.8, 1.2)), at(1)),
        new Case("a product with a zero", at(0, 2, 3), Tensor::prod, at(6, 0, 0)),
        new Case("relu(x x)", at(0), x -> x.square().relu(), at(0)),
        new Case(
            "elements that are not 0",
            at(2, 0, 1),
            x -> x.ne(0).where(x.mul(Tensor.of(3.0, 5, 7)), 0),
            at(3, 5, 7)),
        new Case("a scan - max", at(1, 1, 1), x -> carried(x).sub(x.max()), at(0, 0, 0)),
        new Case("a while loop", at(2), ExactKinksTest::halved, at(0.5), at(0.25)),
        new Case(
            "a checkpoint",
            at(0),
            x -> Gradients.checkpoint(Tensor::relu).apply(x).sub(x.neg().relu()),
            one),
        new Case(
            "nearest of a codebook",
            at(0),
            x -> {
              Tensor codes = Tensor.of(-1.0, 1);
              return x.sub(codes.take(x.expandDims(1).sub(codes).abs().argmin(1))).square();
            },
            at(-2),
            at(2)),
        new Case(
            "between points of a table",
            at(2),
            x -> {
              Tensor knots = Tensor.of(0.0, 1, 2, 3);
              Tensor values = Tensor.of(0.0, 1, 4, 9);
              Tensor k = knots.searchSorted(x).sub(1).clamp(0, 2);
              Tensor slope = values.take(k.add(1)).sub(values.take(k));
              return values.take(k).add(slope.mul(x.sub(knots.take(k))));
            },
            at(3),
            at(5)),
        new Case(
            "relu of a product of matrices",
            at(0, 0),
            x -> {
              Tensor w = Tensor.ofNested(new double[][] {{1, -1, 1, -1}, {1, -1, -1, 1}});
              Tensor signs = Tensor.of(1.0, -1, 1, 1);
              return x.expandDims(0).matmul(w).relu().mul(signs); // x + y + |x - y|
            },
            at(2, 0),
            at(0, 2)));
  }

  private static boolean isOneOf(double[] gradient, double[][] limits) {
    return Arrays.stream(limits)
        .anyMatch(limit ->
            IntStream.range(0, limit.length)
                .allMatch(i -> Math.abs(limit[i] - gradient[i]) < 1e-12));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void gradientsAreLimits(Case c) {
    Function<Tensor, Tensor> f = x -> c.f.apply(x).sum();
    Tensor x = Tensor.of(c.x);
    for (int seed = 0; seed < 4; seed++) {
      var exact = Gradients.exact(f, seed);
      var both = Gradients.valueAndGradient(exact).apply(x);
      assertThat(both.value().item()).isCloseTo(f.apply(x).item(), within(1e-15));
      double[] gradient = both.gradient().toDoubles();
      assertThat(isOneOf(gradient, c.limits)).as(both.gradient().toString()).isTrue();
      Tensor v = Key.of(seed).normal(DType.F64, c.x.length);
      double along = Gradients.jvp(exact, x, v).tangent().item();
      assertThat(along).isCloseTo(both.gradient().mul(v).sum().item(), within(1e-12));
    }
  }

  @Test
  void everySideIsFound() {
    long found =
        IntStream.range(0, 20)
            .mapToObj(seed -> Gradients.exact((Tensor x) -> x.abs().sum(), seed))
            .map(f -> Gradients.of(f).apply(Tensor.of(0.0)).item())
            .distinct()
            .count();
    assertThat(found).isEqualTo(2);
  }

  @Test
  void floatsToo() {
    Function<Tensor, Tensor> f = x -> x.relu().sub(x.neg().relu()).sum();
    Tensor x = Tensor.zeros(DType.F32, 3, 4);
    assertThat(Gradients.of(Gradients.exact(f)).apply(x))
        .hasToString(Tensor.ones(DType.F32, 3, 4).toString());
  }

  @Test
  void whereItIsSmoothNothingChanges() {
    Function<Tensor, Tensor> f =
        x -> x.relu().mul(x.sin()).max(1).sum().add(x.sort(0).square().sum());
    Tensor x = Key.of(3).normal(DType.F64, 4, 5);
    Tensor plain = Gradients.of(f).apply(x);
    assertThat(Gradients.of(Gradients.exact(f)).apply(x).allClose(plain, 1e-14, 1e-14)).isTrue();
    Function<Tensor, Tensor> g = t -> t.abs().pow(3).sum();
    assertThat(Gradients.hessian(Gradients.exact(g)).apply(Tensor.of(-1.0, 2)).toDoubles())
        .containsExactly(6, 0, 0, 12);
  }

  @Test
  void jumpsAreRefused() {
    assertThatThrownBy(() -> Gradients.exact((Tensor x) -> x.floor().mul(x)).apply(Tensor.of(3.0)))
        .isInstanceOfSatisfying(
            NonsmoothException.class, e -> assertThat(e.kind()).isEqualTo(Kind.DISCONTINUOUS))
        .hasMessageContaining(
            "element 0 of its result is 9.0 here and 6.0 nearby, from ExactKinksTest.java:");
  }

  @Test
  void infiniteSlopesAreRefused() {
    assertThatThrownBy(() -> Gradients.exact((Tensor x) -> x.sqrt()).apply(Tensor.of(0.0)))
        .isInstanceOf(NonsmoothException.class)
        .hasMessageContaining("from ExactKinksTest.java:");
  }

  @Test
  void whatTangentsDoNotDecideIsRefused() {
    Function<Tensor, Tensor> f = x -> x.square().gt(0).where(x, 0).sum();
    assertThatThrownBy(() -> Gradients.exact(f).apply(Tensor.of(0.0)))
        .isInstanceOfSatisfying(
            NonsmoothException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNRESOLVED))
        .hasMessageContaining("ExactKinksTest.java:");
  }
}
