package dev.cusp.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cusp.io.SafeTensors;
import dev.cusp.tensor.DType;
import dev.cusp.tensor.Gradients;
import dev.cusp.tensor.Key;
import dev.cusp.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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
        x -> Losses.contrastive(x, Y, Tensor.of(1.0, 0), 6),
        x -> Losses.ctc(x.expandDims(0), Tensor.of(2).reshape(1, 1), Tensor.of(2), Tensor.of(1)));
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

  /** The probability of some labels, summed over all ways to say them. */
  private static double byAlignments(double[][] logits, int... labels) {
    int classes = logits[0].length;
    double sum = 0;
    for (int code = 0; code < Math.pow(classes, logits.length); code++) {
      double log = 0;
      List<Integer> said = new ArrayList<>();
      int before = 0;
      int rest = code;
      for (double[] row : logits) {
        int now = rest % classes;
        rest /= classes;
        log += row[now] - Math.log(Arrays.stream(row).map(Math::exp).sum());
        if (now != 0 && now != before) {
          said.add(now);
        }
        before = now;
      }
      sum += said.equals(Arrays.stream(labels).boxed().toList()) ? Math.exp(log) : 0;
    }
    return -Math.log(sum);
  }

  @Test
  void ctcIsTheSumOverAllAlignments() {
    Tensor logits = Key.of(2).normal(DType.F64, 1, 5, 3);
    double[][] rows = new double[5][3];
    double[] all = logits.toDoubles();
    Arrays.setAll(rows, i -> Arrays.copyOfRange(all, 3 * i, 3 * i + 3));
    for (int[] labels : new int[][] {{1}, {1, 2}, {2, 2}, {1, 1, 1}, {2, 1, 2, 1, 2}, {}}) {
      Tensor padded = Tensor.of(Arrays.copyOf(labels, 6)).reshape(1, 6);
      Tensor loss = Losses.ctc(logits, padded, Tensor.of(5), Tensor.of(labels.length));
      is(loss, byAlignments(rows, labels));
    }
    Tensor tooLong = Tensor.of(1, 1, 1, 1).reshape(1, 4);
    var none =
        Gradients.<Tensor>valueAndGradient(x -> Losses.ctc(x, tooLong, Tensor.of(5), Tensor.of(4)))
            .apply(logits);
    assertThat(none.value().item()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(none.gradient().toDoubles()).containsOnly(0);
    Tensor nothing = Tensor.zeros(DType.I32, 1, 0);
    is(Losses.ctc(logits, nothing, Tensor.of(5), Tensor.of(0)), byAlignments(rows));
  }

  @Test
  void ctcIsPyTorchs() throws IOException {
    Map<String, Tensor> all =
        SafeTensors.read(Path.of("src/test/resources/dev/cusp/nn/ctc.safetensors")).tensors();
    Tensor labels = Tensor.ofNested(new int[][] {{2, 2, 1}, {3, 1, 0}, {0, 0, 0}});
    var vjp =
        Gradients.<Tensor, Tensor>vjp(
            x -> Ctc.losses(x, labels, Tensor.of(6, 5, 6), Tensor.of(3, 2, 0)), all.get("input"));
    assertThat(vjp.value().toDoubles())
        .containsExactly(all.get("output").toDoubles(), within(1e-13));
    Tensor bar = vjp.pullback().apply(Tensor.of(-1, 0.75, -0.25));
    assertThat(bar.toDoubles()).containsExactly(all.get("bar.input").toDoubles(), within(1e-13));
  }

  @Test
  void ctcOfFloatsAndLongSequencesIsFinite() {
    Tensor logits = Key.of(3).normal(DType.F32, 2, 400, 5).mul(30);
    Tensor labels = Key.of(4).integers(1, 5, 2, 100).as(DType.I32);
    var result =
        Gradients.<Tensor>valueAndGradient(
                x -> Losses.ctc(x, labels, Tensor.of(400, 300), Tensor.of(100, 90)))
            .apply(logits);
    assertThat(result.value().item()).isBetween(1.0, 1e5);
    assertThat(result.gradient().isFinite().all().item()).isEqualTo(1);
    // probabilities of each time's classes sum to 1, so their slopes sum to 0
    assertThat(result.gradient().sum(-1).abs().max().item()).isLessThan(1e-5);
  }

  @Test
  void shapesThatDoNotFitAreRefused() {
    assertThatThrownBy(() -> Losses.ctc(X, Y, Tensor.of(1), Tensor.of(1)))
        .hasMessageContaining("they have to be [batch, time, classes], [batch, most]");
  }
}
