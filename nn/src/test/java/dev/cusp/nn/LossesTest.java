package dev.cusp.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cusp.tensor.DType;
import dev.cusp.tensor.Gradients;
import dev.cusp.tensor.Key;
import dev.cusp.tensor.Tensor;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Losses: closed forms, extremes, and gradients against differences. */
final class LossesTest {
  private static final Tensor X = Tensor.ofNested(new double[][] {{1, 2, 0.5}, {-1, 0.25, 3}});
  private static final Tensor Y = Tensor.ofNested(new double[][] {{0, 1, 1}, {1, 0, 0}});

  private static void is(Tensor loss, double expected) {
    assertThat(loss.item()).isCloseTo(expected, within(1e-14 * (1 + Math.abs(expected))));
  }

  @Test
  void crossEntropyIsTheLogarithmOfWhatTheLabelGot() {
    Tensor labels = Tensor.of(1, 0);
    double first = Math.log(Math.exp(1) + Math.exp(2) + Math.exp(0.5)) - 2;
    double second = Math.log(Math.exp(-1) + Math.exp(0.25) + Math.exp(3)) + 1;
    is(Losses.crossEntropy(X, labels), (first + second) / 2);
    double even = (3 * (first + 2) - 3.5 + 3 * (second - 1) - 2.25) / 6;
    is(Losses.crossEntropy(X, labels, 0.1), 0.9 * (first + second) / 2 + 0.1 * even);
  }

  @Test
  void extremeLogitsDoNotOverflow() {
    Tensor huge = Tensor.ofNested(new double[][] {{1000, -1000}, {-1000, 1000}});
    is(Losses.crossEntropy(huge, Tensor.of(0, 1)), 0);
    is(Losses.crossEntropy(huge, Tensor.of(1, 1)), 1000);
    is(Losses.binaryCrossEntropy(huge, Tensor.of(1.0, 1)), 500);
    Tensor bar = Gradients.<Tensor>of(x -> Losses.crossEntropy(x, Tensor.of(1, 1))).apply(huge);
    assertThat(bar.toDoubles()).containsExactly(0.5, -0.5, 0, 0);
  }

  @Test
  void theOthersAreTheirFormulas() {
    is(Losses.meanSquared(X, Y), (1 + 1 + 0.25 + 4 + 0.0625 + 9) / 6);
    is(Losses.meanAbsolute(X, Y), (1 + 1 + 0.5 + 2 + 0.25 + 3) / 6);
    is(Losses.huber(X, Y, 1.5), (0.5 + 0.5 + 0.125 + 1.875 + 0.03125 + 3.375) / 6);
    is(Losses.hinge(Tensor.of(0.5, 2, -1), Tensor.of(1.0, 1, -1)), 0.5 / 3);
    double p = 1 / (1 + Math.exp(-0.5));
    is(Losses.binaryCrossEntropy(Tensor.of(0.5), Tensor.of(1.0)), -Math.log(p));
    is(Losses.focal(Tensor.of(0.5), Tensor.of(1.0), 2), -Math.log(p) * (1 - p) * (1 - p));
    is(
        Losses.kullbackLeibler(Tensor.of(0.25, 0.75).log(), Tensor.of(0.5, 0.5)),
        0.5 * Math.log(2) + 0.5 * Math.log(2.0 / 3));
    is(Losses.kullbackLeibler(Tensor.of(0.25, 0.75).log(), Tensor.of(0.0, 1)), Math.log(4.0 / 3));
    Tensor a = Tensor.ofNested(new double[][] {{0, 0}});
    Tensor b = Tensor.ofNested(new double[][] {{3, 4}});
    Tensor c = Tensor.ofNested(new double[][] {{0, 1}});
    is(Losses.triplet(a, b, c, 0.5), 4.5);
    is(Losses.triplet(a, c, b, 0.5), 0);
    is(Losses.contrastive(a, b, Tensor.of(1.0), 7), 25);
    is(Losses.contrastive(a, b, Tensor.of(0.0), 7), 4);
  }

  static List<Function<Tensor, Tensor>> all() {
    return List.of(
        x -> Losses.crossEntropy(x, Tensor.of(2, 0)),
        x -> Losses.crossEntropy(x, Tensor.of(2, 0), 0.2),
        x -> Losses.binaryCrossEntropy(x, Y),
        x -> Losses.focal(x, Y, 1.5),
        x -> Losses.meanSquared(x, Y),
        x -> Losses.meanAbsolute(x, Y),
        x -> Losses.huber(x, Y, 0.7),
        x -> Losses.hinge(x, Y.mul(2).sub(1)),
        x -> Losses.kullbackLeibler(x.logSoftmax(-1), Y),
        x -> Losses.triplet(x, Y, X.neg(), 2),
        x -> Losses.contrastive(x, Y, Tensor.of(1.0, 0), 6));
  }

  /** Central differences of step 1e-5 err by about 1e-10. */
  @ParameterizedTest
  @MethodSource("all")
  void gradientsAgreeWithDifferences(Function<Tensor, Tensor> loss) {
    Tensor x = X.add(0.1);
    Tensor dot = Key.of(4).normal(DType.F64, 2, 3);
    double h = 1e-5;
    double difference =
        (loss.apply(x.add(dot.mul(h))).item() - loss.apply(x.sub(dot.mul(h))).item()) / (2 * h);
    double slope = Gradients.<Tensor>of(loss).apply(x).mul(dot).sum().item();
    assertThat(slope).isCloseTo(difference, within(1e-7));
  }
}
