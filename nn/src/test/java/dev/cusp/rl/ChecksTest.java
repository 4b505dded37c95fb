package dev.cusp.rl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cusp.tensor.DType;
import dev.cusp.tensor.Key;
import dev.cusp.tensor.Shape;
import dev.cusp.tensor.Tensor;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Environments that misbehave are refused in all ways to learn, with step, state and remedy. */
final class ChecksTest {
  /** Counts; from 2 on something is wrong with it. */
  private record Counter(
      int actions, int limit, UnaryOperator<double[]> shown, UnaryOperator<Outcome> outcome)
      implements Environment {
    Counter(UnaryOperator<double[]> shown, UnaryOperator<Outcome> outcome) {
      this(2, 5, shown, outcome);
    }

    @Override
    public double[] start(RandomGenerator random) {
      return new double[] {0};
    }

    @Override
    public double[] observation(double[] state) {
      return state[0] < 2 ? state : shown.apply(state);
    }

    @Override
    public Outcome step(double[] state, int action, RandomGenerator random) {
      Outcome fine = new Outcome(new double[] {state[0] + 1}, 1, false);
      return state[0] < 1 ? fine : outcome.apply(fine);
    }
  }

  private static void refused(Environment environment, String... words) {
    Key key = Key.of(1);
    assertThatThrownBy(() -> PolicyGradient.ppo(256).learn(environment, key, Learning.quiet()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(words)
        .hasMessageStartingWith(environment.getClass().getName().replaceFirst(".*\\.", ""));
    assertThatThrownBy(() -> Dqn.of(256).learn(environment, key, Learning.quiet()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(words);
  }

  /** 1e39 is a double, but no float, and networks are of floats. */
  @ParameterizedTest
  @CsvSource({"NaN, NaN", "Infinity, Infinity", "-Infinity, -Infinity", "1e39, 1.0E39"})
  void notFinite(double number, String said) {
    refused(
        new Counter(s -> new double[] {number}, o -> o),
        "after step 2, action ",
        "in the state [1.0]: number 0 of what is seen of the state [2.0] is " + said,
        "look for a division by 0");
    refused(
        new Counter(s -> s, o -> new Environment.Outcome(o.state(), number, false)),
        "step 2, action ",
        "in the state [1.0]: the reward is " + said,
        "such as -100");
  }

  @Test
  void otherShapes() {
    refused(
        new Counter(s -> new double[3], o -> o),
        "of the state [2.0] 3 numbers are seen, not 1 as at first");
    refused(new Counter(s -> null, o -> o), "of the state [2.0] no numbers are seen");
    refused(new Counter(s -> s, o -> null), "step 2, ", "there is no next state");
    refused(new Counter(0, 5, s -> s, o -> o), "has 0 actions; actions() is at least 1");
    refused(new Counter(2, 0, s -> s, o -> o), "after 0 steps; limit() is at least 1");
    refused(
        new Counter(2, Integer.MAX_VALUE, s -> s, o -> o),
        "after 2147483647 steps",
        "at most 1000000, since an episode may never end by itself");
  }

  private record InPlace() implements Environment {
    @Override
    public int actions() {
      return 1;
    }

    @Override
    public double[] start(RandomGenerator random) {
      return new double[1];
    }

    @Override
    public Outcome step(double[] state, int action, RandomGenerator random) {
      state[0]++;
      return new Outcome(state, 1, false);
    }

    @Override
    public int limit() {
      return 5;
    }
  }

  /** An environment that keeps its state in the array it is given would falsify what was seen. */
  @Test
  void changesTheState() {
    refused(
        new InPlace(),
        "step 1, ",
        "in the state [0.0]: step() changed the state",
        "to [1.0]",
        "clone()");
  }

  private static final double[] BUFFER = new double[1];

  /** One array for all that is seen is no mistake: it is copied. */
  @Test
  void oneArrayForAll() {
    Environment thrifty =
        new Counter(
            s -> {
              BUFFER[0] = s[0];
              return BUFFER;
            },
            o -> o);
    Runner runner = new Runner(thrifty, 1, Key.of(1));
    for (int i = 0; i < 5; i++) {
      var made = runner.step(0, 0);
      assertThat(made.seen()).containsExactly(i);
      assertThat(made.next()).containsExactly(i + 1);
    }
    assertThat(runner.finished()).containsExactly(5.0);
  }

  @Test
  void policies() {
    Environment fine = new Counter(s -> s, o -> o);
    Policy third = seen -> Tensor.of(new double[] {0, 0, 1}).expandDims(0);
    assertThatThrownBy(() -> third.episode(fine, Key.of(1)))
        .hasMessageStartingWith("the policy took action 2 of ChecksTest$Counter, which has")
        .hasMessageContaining("the actions 0 to 1");
    Policy unknown = seen -> Tensor.ofData(new float[] {1, Float.NaN}, Shape.of(1, 2), DType.F32);
    assertThatThrownBy(() -> unknown.returns(fine, 1, Key.of(1)))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("score of an action is NaN; a lower rate");
    double[] scores = {0, Double.NaN};
    assertThatThrownBy(() -> Policy.drawn(scores, 0, 2, new SplittableRandom(1)))
        .isInstanceOf(ArithmeticException.class);
  }
}
