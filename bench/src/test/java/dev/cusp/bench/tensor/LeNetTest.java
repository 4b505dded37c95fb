package dev.cusp.bench.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cusp.tensor.DType;
import dev.cusp.tensor.Key;
import dev.cusp.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** A network learns to tell noisy patterns apart. */
final class LeNetTest {
  @Test
  void learns() {
    Key key = Key.of(1);
    Tensor labels = key.split(0).uniform(DType.F64, 64).mul(10).as(DType.I32).evaluate();
    Tensor patterns = key.split(1).normal(DType.F32, 10, 28, 28, 1).evaluate();
    Tensor noise = key.split(2).normal(DType.F32, 64, 28, 28, 1);
    Tensor images = patterns.take(labels).add(noise).evaluate();
    LeNet net = LeNet.of(key.split(3));
    double first = net.loss(images, labels).item();
    for (int step = 0; step < 40; step++) {
      net = net.step(images, labels, 0.05).gradient();
    }
    assertThat(first).isBetween(1.8, 3.5); // about log 10
    assertThat(net.loss(images, labels).item()).isLessThan(first / 10);
    Tensor right = net.scores(images).argmax(-1).eq(labels);
    assertThat(right.as(DType.F64).mean().item()).isGreaterThan(0.95);
  }
}
