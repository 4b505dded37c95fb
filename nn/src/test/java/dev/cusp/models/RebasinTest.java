package dev.cusp.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cusp.data.Batch;
import dev.cusp.data.Digits;
import dev.cusp.nn.Dense;
import dev.cusp.nn.Functions;
import dev.cusp.nn.LayerNorm;
import dev.cusp.nn.Losses;
import dev.cusp.nn.Sequential;
import dev.cusp.nn.Template;
import dev.cusp.optim.Adam;
import dev.cusp.optim.Trained;
import dev.cusp.tensor.Gradients;
import dev.cusp.tensor.Key;
import dev.cusp.tensor.Leaves;
import dev.cusp.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Assignments against all permutations; networks put back into order, and merged. */
final class RebasinTest {
  private static final Template<Sequential> TEMPLATE =
      Sequential.of(
          Functions.flatten(),
          Dense.of(48),
          Functions.relu(),
          Dense.of(24),
          Functions.relu(),
          Dense.of(10));

  private static double best(double[][] gains, int row, boolean[] isTaken) {
    if (row == gains.length) {
      return 0;
    }
    double best = Double.NEGATIVE_INFINITY;
    for (int j = 0; j < gains.length; j++) {
      if (!isTaken[j]) {
        isTaken[j] = true;
        best = Math.max(best, gains[row][j] + best(gains, row + 1, isTaken));
        isTaken[j] = false;
      }
    }
    return best;
  }

  @Test
  void assignmentsAreTheBestOfAllPermutations() {
    Random random = new Random(1);
    for (int trial = 0; trial < 200; trial++) {
      int n = trial % 7;
      boolean isWhole = trial % 2 == 0;
      double[][] gains = new double[n][n];
      for (double[] row : gains) {
        // of few values, so that there are ties
        Arrays.setAll(row, _ -> isWhole ? random.nextInt(4) : random.nextGaussian());
      }
      int[] columns = Assignment.of(gains);
      assertThat(columns).doesNotHaveDuplicates();
      double sum = 0;
      for (int i = 0; i < n; i++) {
        sum += gains[i][columns[i]];
      }
      assertThat(sum).isCloseTo(best(gains, 0, new boolean[n]), within(1e-12));
    }
    assertThatThrownBy(() -> Assignment.of(new double[][] {{1, Double.NaN}, {1, 1}}))
        .hasMessageContaining("square matrix of finite numbers");
  }

  /** Its units in another order, which is what has to be found. */
  private static Sequential shuffled(Sequential model, Key key) {
    Tensor first = key.split(0).permutation(48);
    Tensor second = key.split(1).permutation(24);
    Dense a = (Dense) model.layers().get(1);
    Dense b = (Dense) model.layers().get(3);
    Dense c = (Dense) model.layers().get(5);
    return new Sequential(
        List.of(
            model.layers().get(0),
            new Dense(a.weight().take(1, first), a.bias().take(first)),
            model.layers().get(2),
            new Dense(b.weight().take(first).take(1, second), b.bias().take(second)),
            model.layers().get(4),
            new Dense(c.weight().take(second), c.bias())));
  }

  @Test
  void anOrderThatWasLostIsFound() {
    Sequential model = TEMPLATE.make(Key.of(1), 8, 8, 1);
    Sequential other = shuffled(model, Key.of(2));
    Tensor x = Digits.test().range(0, 20).all().x();
    assertThat(other.apply(x).sub(model.apply(x)).abs().max().item()).isLessThan(1e-4);
    Sequential matched = Rebasin.matched(model, other, Key.of(3));
    for (int i = 0; i < Leaves.of(model).size(); i++) {
      assertThat(Leaves.of(matched).get(i).toDoubles())
          .isEqualTo(Leaves.of(model).get(i).toDoubles());
    }
  }

  private static Sequential trained(Key key) {
    Batch batch = Digits.training().all();
    Tensor x = batch.x().evaluate();
    Adam adam = Adam.of(0.005);
    Trained<Sequential> now = adam.start(TEMPLATE.make(key, 8, 8, 1));
    for (int step = 0; step < 80; step++) {
      now =
          adam.step(
              now,
              Gradients.<Sequential>valueAndGradient(
                      m -> Losses.crossEntropy(m.apply(x), batch.y()))
                  .apply(now.model()));
    }
    return now.model();
  }

  private static double loss(Sequential model) {
    Batch batch = Digits.training().all();
    return Losses.crossEntropy(model.apply(batch.x()), batch.y()).item();
  }

  /** The barrier: how much worse the mean of two networks is than they are in the mean. */
  @Test
  void theMeanOfTwoNetworksIsBetterWhenTheyAreMatched() {
    Sequential a = trained(Key.of(5));
    Sequential b = trained(Key.of(6));
    Sequential matched = Rebasin.matched(a, b, Key.of(7));
    assertThat(loss(matched)).isCloseTo(loss(b), within(1e-5));
    double ends = (loss(a) + loss(b)) / 2;
    double before = loss(Rebasin.between(a, b, 0.5)) - ends;
    double after = loss(Rebasin.between(a, matched, 0.5)) - ends;
    assertThat(before).isGreaterThan(0.1);
    assertThat(after).isLessThan(before / 2);
  }

  @Test
  void whatIsNotMatchedIsRefused() {
    Sequential model = TEMPLATE.make(Key.of(1), 8, 8, 1);
    Sequential other = Sequential.of(Functions.flatten(), Dense.of(10)).make(Key.of(1), 8, 8, 1);
    assertThatThrownBy(() -> Rebasin.matched(model, other, Key.of(1)))
        .hasMessage("units are matched of networks of the same sizes only");
    Sequential normed = Sequential.of(Dense.of(4), LayerNorm.of()).make(Key.of(1), 3);
    assertThatThrownBy(() -> Rebasin.matched(normed, normed, Key.of(1)))
        .hasMessage(
            "units are matched in rows of Dense layers and functions, not in one with LayerNorm");
  }
}
