package dev.cusp.rl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cusp.tensor.Key;
import dev.cusp.tensor.Tensor;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Each way to learn solves a small problem; the same key gives the same policy. */
final class LearningTest {
  private static double mean(Policy policy, Environment environment) {
    return Arrays.stream(policy.returns(environment, 50, Key.of(8))).average().orElseThrow();
  }

  /** A game of four rows and three columns; without learning the mean return is below 0. */
  private static final Catch GAME = new Catch(4, 3);

  private static Learning until(double good) {
    return (_, _, lately) -> !(lately >= good);
  }

  @Test
  void allLearn() {
    Key key = Key.of(5);
    assertThat(mean(PolicyGradient.ppo(20_480).learn(GAME, key, until(0.95)), GAME))
        .isGreaterThan(0.9);
    assertThat(mean(PolicyGradient.actorCritic(40_960).learn(GAME, key, until(0.95)), GAME))
        .isGreaterThan(0.9);
    assertThat(mean(PolicyGradient.reinforce(81_920).learn(GAME, key, until(0.95)), GAME))
        .isGreaterThan(0.9);
    assertThat(mean(Dqn.of(20_480).learn(GAME, key, until(0.8)), GAME)).isGreaterThan(0.9);
  }

  @Test
  void theSameKeyGivesTheSame() {
    Tensor seen = Runner.rows(new double[] {0.01, 0.02, -0.03, 0.04});
    Environment pole = new CartPole();
    Tensor first = PolicyGradient.ppo(1024).learn(pole, Key.of(3), Learning.quiet()).scores(seen);
    Tensor again = PolicyGradient.ppo(1024).learn(pole, Key.of(3), Learning.quiet()).scores(seen);
    assertThat(again.equalTo(first)).isTrue();
    assertThatThrownBy(() -> PolicyGradient.ppo(100))
        .hasMessage("100 steps by 8 episodes of 32 steps a round, in batches of 256");
  }

  /** Rewards 1, 2, 3 in order, then it ends; or it is broken off before. */
  private record Three(int limit) implements Environment {
    @Override
    public int actions() {
      return 1;
    }

    @Override
    public double[] start(RandomGenerator random) {
      return new double[] {0};
    }

    @Override
    public Outcome step(double[] state, int action, RandomGenerator random) {
      double next = state[0] + 1;
      return new Outcome(new double[] {next}, next, next == 3);
    }
  }

  /** With trace 1 an advantage and its value are the discounted rewards, whatever the critic. */
  @Test
  void advantages() {
    ActorCritic model = ActorCritic.of(new Three(9), 4, Key.of(2));
    Runner whole = new Runner(new Three(9), 1, Key.of(1));
    double[] returns = Rollout.of(whole, model, 1, 6).targets(model, 0.5, 1).returns();
    double[] wanted = {1 + 0.5 * (2 + 0.5 * 3), 2 + 0.5 * 3, 3};
    for (int i = 0; i < 6; i++) {
      assertThat(returns[i]).isCloseTo(wanted[i % 3], within(1e-6)); // the critic is in float
    }
    Runner broken = new Runner(new Three(2), 1, Key.of(1));
    double ahead = model.values(Runner.rows(new double[] {2})).item();
    double[] cut = Rollout.of(broken, model, 1, 4).targets(model, 0.5, 1).returns();
    assertThat(cut[1]).isCloseTo(2 + 0.5 * ahead, within(1e-6));
    assertThat(cut[0]).isCloseTo(1 + 0.5 * (2 + 0.5 * ahead), within(1e-6));
    assertThat(broken.finished()).containsExactly(3.0, 3.0);
  }

  private static Dqn.Stretch stretch(int limit, int ahead, int memory, int steps, int at) {
    Dqn dqn = new Dqn(1, 2, memory, 1, 1, ahead, 0.01, 0.5, 1e-3, 0.1);
    Runner runner = new Runner(new Three(limit), 2, Key.of(1));
    Runner.Experience[] remembered = new Runner.Experience[memory];
    for (int made = 0; made < steps; made++) {
      remembered[made % memory] = runner.step(made % 2, 0);
    }
    return dqn.stretch(remembered, steps, at);
  }

  private static void is(Dqn.Stretch s, double reward, double later, double next, boolean isEnd) {
    assertThat(s.whole().reward()).isEqualTo(reward);
    assertThat(s.later()).isEqualTo(later);
    assertThat(s.whole().next()).containsExactly(next);
    assertThat(s.whole().isEnd()).isEqualTo(isEnd);
  }

  /** Two episodes take turns; rewards are summed to the end, the break, or what is known. */
  @Test
  void rewardsAhead() {
    is(stretch(9, 1, 20, 12, 0), 1, 0.5, 1, false);
    is(stretch(9, 2, 20, 12, 1), 1 + 0.5 * 2, 0.25, 2, false);
    is(stretch(9, 2, 20, 12, 2), 2 + 0.5 * 3, 0.25, 3, true);
    is(stretch(9, 8, 20, 12, 0), 1 + 0.5 * (2 + 0.5 * 3), 0.125, 3, true);
    is(stretch(9, 8, 20, 12, 4), 3, 0.5, 3, true);
    is(stretch(2, 8, 20, 12, 1), 1 + 0.5 * 2, 0.25, 2, false);
    is(stretch(2, 8, 20, 12, 3), 2, 0.5, 2, false);
    is(stretch(9, 8, 20, 9, 7), 1, 0.5, 1, false);
    is(stretch(9, 8, 6, 16, 12), 1 + 0.5 * 2, 0.25, 2, false);
  }

  /** Actions are drawn in proportion to exp(score): a third and two thirds, within 4.5 sigma. */
  @Test
  void draws() {
    var random = new SplittableRandom(4);
    double[] scores = {9, 0, Math.log(2)};
    int n = 20_000;
    int second = 0;
    for (int i = 0; i < n; i++) {
      second += Policy.drawn(scores, 1, 2, random);
    }
    assertThat(Math.abs(second - n * 2 / 3.0)).isLessThan(4.5 * Math.sqrt(n * 2 / 9.0));
  }
}
