package dev.cusp.mixed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cusp.Cusp;
import dev.cusp.expectation.DrawSite;
import dev.cusp.expectation.Estimator;
import dev.cusp.expectation.Expectation;
import dev.cusp.expectation.Sampler;
import dev.cusp.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Programs that draw numbers and compute with tensors. */
final class ExpectedTensorsTest {
  record Model(Tensor weight, Tensor bias) {}

  /** The expected result is the sum of all squares. */
  private static double noisy(Model model, Sampler s) {
    double z = s.normal(0, 1);
    return model.weight().mul(z).add(model.bias()).square().sum().item();
  }

  @Test
  void gradientsAreModels() {
    Model at = new Model(Tensor.of(1.0, 2), Tensor.of(0.5, -0.1));
    var e = Cusp.expectation(ExpectedTensorsTest::noisy).estimate(at, 3, 2000);
    for (int i = 0; i < 2; i++) {
      double error = e.errors().weight().toDoubles()[i];
      assertThat(e.gradient().weight().toDoubles()[i])
          .isCloseTo(2 * at.weight().toDoubles()[i], within(5 * error));
      error = e.errors().bias().toDoubles()[i];
      assertThat(e.gradient().bias().toDoubles()[i])
          .isCloseTo(2 * at.bias().toDoubles()[i], within(5 * error));
    }
  }

  private static double gated(Tensor w, Sampler s) {
    double x = w.square().sum().item();
    return s.flip(1 / (1 + x)) ? x : 0;
  }

  private static double steps(Tensor w, Sampler s) {
    double x = 0;
    for (int i = 0; i < 5; i++) {
      x += s.flip(w.mul(0.1 * i).sum().sigmoid().item()) ? 1 : -1;
    }
    return x;
  }

  /** Of x / (1 + x) with x the sum of squares: exact, for the flip is enumerated. */
  @Test
  void probabilitiesMayComeFromTensors() {
    Tensor at = Tensor.of(1.0, 2);
    Expectation<Tensor> expectation = Cusp.expectation(ExpectedTensorsTest::gated);
    assertThat(expectation.sites(at))
        .extracting(DrawSite::estimator)
        .containsExactly(Estimator.ENUMERATION);
    double[] gradient = expectation.estimate(at, 1, 2).gradient().toDoubles();
    assertThat(gradient[0]).isCloseTo(2 / 36.0, within(1e-12));
    assertThat(gradient[1]).isCloseTo(4 / 36.0, within(1e-12));
  }

  @Test
  void drawsOfALoopAreCoupledOrScored() {
    Tensor at = Tensor.of(0.3, 0.4);
    double exact = 0;
    for (int i = 0; i < 5; i++) {
      double p = 1 / (1 + Math.exp(-0.07 * i));
      exact += 2 * p * (1 - p) * 0.1 * i;
    }
    Expectation<Tensor> expectation = Cusp.expectation(ExpectedTensorsTest::steps);
    for (var way : List.of(expectation, expectation.with(Estimator.SCORE))) {
      var e = way.estimate(at, 4, 500);
      for (int i = 0; i < 2; i++) {
        assertThat(e.gradient().toDoubles()[i])
            .isCloseTo(exact, within(5 * e.errors().toDoubles()[i]));
      }
    }
  }
}
