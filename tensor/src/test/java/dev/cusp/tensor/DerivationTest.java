package dev.cusp.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cusp.device.cpu.Cpu;
import dev.cusp.kernel.Routine;
import dev.cusp.schedule.Scheduler;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Gradients that are recorded late, and found by what they are derived from. */
final class DerivationTest {
  /** What is read before the gradient lets go of how it came about; the gradient knows still. */
  @Test
  void intermediateResultsMayBeReadFirst() {
    List<Tensor> seen = new ArrayList<>();
    Tensor gradient =
        Gradients.<Tensor>of(
                x -> {
                  Tensor square = x.square();
                  seen.add(square);
                  return square.sin().sum();
                })
            .apply(Tensor.of(1.0, 2.0));
    assertThat(seen.getFirst().toDoubles()).containsExactly(1, 4);
    assertThat(gradient.toDoubles()).containsExactly(2 * Math.cos(1), 4 * Math.cos(4));
  }

  /** The same structure after different pasts: what was read on the way is no constant. */
  @Test
  void pastsAreToldApart() {
    for (int power : new int[] {2, 3}) {
      Tensor gradient =
          Gradients.<Tensor>of(
                  x -> {
                    Tensor y = power == 2 ? x.mul(x) : x.mul(x).mul(x);
                    y.evaluate();
                    return y.sum();
                  })
              .apply(Tensor.of(2.0));
      assertThat(gradient.item()).isEqualTo(power == 2 ? 4 : 12);
    }
  }

  /** The identity, with a rule that looks at elements: a gradient of 10 where they are negative. */
  record Watching() implements Primitive {
    @Override
    public List<Spec> results(List<Spec> inputs) {
      return inputs;
    }

    @Override
    public Routine routine(List<Spec> inputs) {
      return (given, results) ->
          System.arraycopy(given[0], 0, results[0], 0, ((double[]) given[0]).length);
    }

    @Override
    public List<Tensor> jvp(List<Tensor> inputs, List<Tensor> results, List<Tensor> dots) {
      return vjp(inputs, results, dots);
    }

    @Override
    public List<Tensor> vjp(List<Tensor> inputs, List<Tensor> results, List<Tensor> bars) {
      return List.of(bars.getFirst().mul(inputs.getFirst().get(0) < 0 ? 10 : 1));
    }
  }

  @Test
  void rulesMayLookAtElements() {
    var gradient =
        Gradients.<Tensor>of(x -> Primitive.call(new Watching(), x.mul(1)).getFirst().sum());
    for (int i = 0; i < 2; i++) {
      assertThat(gradient.apply(Tensor.of(1.0)).item()).isEqualTo(1);
      assertThat(gradient.apply(Tensor.of(-1.0)).item()).isEqualTo(10);
    }
  }

  record Model(Tensor w, Tensor b) {}

  /** Of sum((x w + b - y)^2) the steps, one by one with a plan each time: none after the third. */
  @Test
  void stepsThatNobodyReadsHaveOnePlan() {
    Tensor x = Key.of(1).normal(DType.F64, 8, 3).evaluate();
    Tensor y = Key.of(2).normal(DType.F64, 8).evaluate();
    var step =
        Gradients.valueAndGradient(
            (Model m) -> x.matmul(m.w().reshape(3, 1)).reshape(8).add(m.b()).sub(y).square().sum());
    Model model = new Model(Tensor.zeros(DType.F64, 3), Tensor.scalar(0));
    List<Tensor> losses = new ArrayList<>();
    int plans = 0;
    for (int i = 0; i < 300; i++) {
      var both = step.apply(model);
      losses.add(both.value());
      model = Leaves.zip(model, both.gradient(), (p, d) -> p.sub(d.mul(0.02)));
      int now = ((Scheduler) Evaluator.standard()).plans();
      assertThat(i < 3 ? 0 : now - plans).as("new plans in step %d", i).isZero();
      plans = now;
      assertThat(i == 0 || losses.get(i - 1).isEvaluated()).isTrue();
    }
    double[] last = Gradients.<Model>of(m -> step.apply(m).value()).apply(model).w().toDoubles();
    assertThat(Arrays.stream(last).map(Math::abs).max().orElseThrow()).isCloseTo(0, within(1e-6));
  }

  /** Gradients share code where they do the same to other arrays. */
  @Test
  void theSameGradientCompilesOnce() {
    Scheduler scheduler = new Scheduler(new Cpu(), true);
    for (int i = 0; i < 5; i++) {
      double rate = i;
      Tensor gradient =
          Gradients.<Tensor>of(x -> x.mul(rate).sin().sum()).apply(Tensor.of(0.5, 1.0));
      assertThat(OperationsTest.elements(scheduler, gradient))
          .containsExactly(rate * Math.cos(0.5 * rate), rate * Math.cos(rate));
    }
    assertThat(scheduler.plans()).isEqualTo(1);
  }

  /** Used memory after 10,000 steps is that after 2,000; 1 kB kept of each would be 8 MB. */
  @Test
  void tenThousandStepsDoNotGrow() {
    Tensor x = Key.of(1).normal(DType.F64, 8, 3).evaluate();
    var step =
        Gradients.valueAndGradient((Model m) -> x.mul(m.w()).sum(1).add(m.b()).square().mean());
    Model model = new Model(Tensor.ones(DType.F64, 3), Tensor.scalar(1));
    List<Tensor> losses = new ArrayList<>();
    double before = 0;
    for (int i = 0; i < 10_000; i++) {
      var both = step.apply(model);
      model = Leaves.zip(model, both.gradient(), (p, d) -> p.sub(d.mul(0.01)));
      losses.add(both.value());
      before = i == 2_000 ? used() : before;
    }
    assertThat(used() - before).isLessThan(4e6);
    assertThat(losses.getLast().item()).isLessThan(losses.getFirst().item());
  }

  private static double used() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  @Test
  void theLargestTensorsAreNamedWhereMemoryIsShort() {
    Tensor large = Tensor.zeros(DType.F64, 2, 1_000_000_000).add(1).exp();
    assertThatThrownBy(() -> large.sum().add(large.slice(Range.of(0, 1)).sum()).item())
        .isInstanceOf(OutOfMemoryError.class)
        .hasMessageContaining("tensors that are computed together take 15258 MB, with 15258 MB for")
        .hasMessageContaining("exp at ");
  }
}
