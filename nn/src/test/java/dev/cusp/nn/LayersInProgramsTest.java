package dev.cusp.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cusp.Cusp;
import dev.cusp.tensor.DType;
import dev.cusp.tensor.Gradients;
import dev.cusp.tensor.Key;
import dev.cusp.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Layers called by a program that is differentiated by its bytecode. */
final class LayersInProgramsTest {
  record Net(Dense first, LayerNorm norm, Dense second) {
    Tensor at(Tensor x) {
      Pass pass = Pass.inference();
      return second.apply(norm.apply(first.apply(x, pass).tanh(), pass), pass);
    }
  }

  record Scaled(Net net, double scale) {}

  private static final Tensor X = Key.of(1).normal(DType.F64, 6, 3);

  /** Numbers, loops and branches around a network. */
  private static double loss(Scaled model, double[] wanted) {
    double[] found = model.net().at(X).toDoubles();
    double sum = 0;
    for (int i = 0; i < wanted.length; i++) {
      double error = model.scale() * found[i] - wanted[i];
      sum += error > 0 ? error * error : -3 * error;
    }
    return sum;
  }

  @Test
  void gradientsAreThoseOfTensors() {
    Tensor hidden = Tensor.zeros(DType.F64, 6, 4);
    Net net =
        new Net(
            Dense.of(4).make(X, Key.of(2)),
            LayerNorm.of().make(hidden, Key.of(3)),
            Dense.of(1).make(hidden, Key.of(4)));
    double[] wanted = {-1, 2, -3, 4, 0.5, -6};
    Scaled at = new Scaled(net, 0.5);
    Scaled gradient = Cusp.gradient((Scaled m) -> loss(m, wanted)).apply(at);
    Tensor y = Tensor.of(wanted).expandDims(1);
    Net expected =
        Gradients.of((Net n) -> n.at(X).mul(0.5).sub(y).map(e -> e > 0 ? e * e : -3 * e).sum())
            .apply(net);
    assertThat(gradient.net().first().weight().allClose(expected.first().weight(), 1e-12, 1e-12))
        .isTrue();
    assertThat(gradient.net().norm().scale().allClose(expected.norm().scale(), 1e-12, 1e-12))
        .isTrue();
    assertThat(gradient.net().second().bias().allClose(expected.second().bias(), 1e-12, 1e-12))
        .isTrue();
    double h = 1e-6;
    double difference =
        (loss(new Scaled(net, 0.5 + h), wanted) - loss(new Scaled(net, 0.5 - h), wanted)) / (2 * h);
    assertThat(gradient.scale()).isCloseTo(difference, within(1e-7)); // h² and rounding over h
  }
}
