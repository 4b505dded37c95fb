package dev.cusp.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cusp.kernel.Routine;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Operations of a user's own: several results, both modes, twice. */
final class PrimitiveTest {
  /** A complex number's magnitude and angle, of its two parts. */
  record Polar() implements Primitive {
    @Override
    public List<Spec> results(List<Spec> inputs) {
      return inputs;
    }

    @Override
    public Routine routine(List<Spec> inputs) {
      return (given, results) -> {
        double[] x = (double[]) given[0];
        double[] y = (double[]) given[1];
        Arrays.setAll((double[]) results[0], i -> Math.hypot(x[i], y[i]));
        Arrays.setAll((double[]) results[1], i -> Math.atan2(y[i], x[i]));
      };
    }

    @Override
    public List<Tensor> jvp(List<Tensor> inputs, List<Tensor> results, List<Tensor> dots) {
      Tensor x = inputs.get(0);
      Tensor y = inputs.get(1);
      Tensor r = results.get(0);
      Tensor xDot = dots.get(0) == null ? x.mul(0) : dots.get(0);
      Tensor yDot = dots.get(1) == null ? y.mul(0) : dots.get(1);
      return List.of(
          x.mul(xDot).add(y.mul(yDot)).div(r), x.mul(yDot).sub(y.mul(xDot)).div(r.square()));
    }

    @Override
    public List<Tensor> vjp(List<Tensor> inputs, List<Tensor> results, List<Tensor> bars) {
      Tensor x = inputs.get(0);
      Tensor y = inputs.get(1);
      Tensor r = results.get(0);
      Tensor rBar = bars.get(0) == null ? r.mul(0) : bars.get(0).div(r);
      Tensor angleBar = bars.get(1) == null ? r.mul(0) : bars.get(1).div(r.square());
      return List.of(x.mul(rBar).sub(y.mul(angleBar)), y.mul(rBar).add(x.mul(angleBar)));
    }
  }

  private static final Tensor X = Tensor.of(3.0, -1, 0.5);
  private static final Tensor Y = Tensor.of(4.0, 2, -0.25);

  @Test
  void allResultsAreComputedWhicheverIsRead() {
    List<Tensor> polar = Primitive.call(new Polar(), X, Y.mul(2).div(2));
    assertThat(polar.get(1).mul(2).get(0)).isEqualTo(2 * Math.atan2(4, 3));
    assertThat(polar.get(0).get(0)).isEqualTo(5);
    assertThat(polar.get(1).get(1)).isEqualTo(Math.atan2(2, -1));
  }

  /** What reads both results, behind views and each other's. */
  private static Tensor f(List<Tensor> xs) {
    List<Tensor> polar = Primitive.call(new Polar(), xs.get(0), xs.get(1));
    List<Tensor> again = Primitive.call(new Polar(), polar.get(1).add(4), polar.get(0));
    return polar.get(0).square().mul(again.get(1)).sum();
  }

  private static double g(double x, double y) {
    double r = Math.hypot(x, y);
    return r * r * Math.atan2(r, Math.atan2(y, x) + 4);
  }

  @Test
  void bothModesOfBothOrdersAgreeWithTheSameFunctionOfNumbers() {
    Function<List<Tensor>, Tensor> same = xs -> xs.get(0).zip(xs.get(1), PrimitiveTest::g).sum();
    List<Tensor> args = List.of(X, Y);
    List<Tensor> dots = List.of(Tensor.of(1.0, 2, 3), Tensor.of(-1.0, 0.5, 2));
    agree(Gradients.of(PrimitiveTest::f).apply(args), Gradients.of(same).apply(args));
    agree(
        List.of(Gradients.jvp(PrimitiveTest::f, args, dots).tangent()),
        List.of(Gradients.jvp(same, args, dots).tangent()));
    agree(hvp(PrimitiveTest::f, args, dots), hvp(same, args, dots));
  }

  private static List<Tensor> hvp(
      Function<List<Tensor>, Tensor> f, List<Tensor> args, List<Tensor> dots) {
    return Gradients.jvp(Gradients.of(f), args, dots).tangent();
  }

  private static void agree(List<Tensor> xs, List<Tensor> ys) {
    for (int i = 0; i < xs.size(); i++) {
      assertThat(xs.get(i).toDoubles()).containsExactly(ys.get(i).toDoubles(), within(1e-12));
    }
  }
}
