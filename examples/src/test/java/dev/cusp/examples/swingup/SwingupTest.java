package dev.cusp.examples.swingup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cusp.tensor.Key;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** The motor is too weak to lift the pendulum, and learns to swing it. */
final class SwingupTest {
  private static final Pendulum HANGING = new Pendulum(Math.PI, 0);

  private static double highest(int action, int steps) {
    double[] state = HANGING.start(RandomGenerator.of("L64X128MixRandom"));
    double least = Math.PI;
    for (int i = 0; i < steps; i++) {
      state = HANGING.step(state, action, null).state();
      least = Math.min(least, Math.abs(Pendulum.angle(state)));
    }
    return least;
  }

  @Test
  void noTorqueLiftsItAtOnce() {
    for (int action = 0; action < HANGING.actions(); action++) {
      assertThat(highest(action, 200)).isGreaterThan(Math.PI / 2);
    }
  }

  /** A rod of 1 m that swings by little has a period of 2 pi sqrt(2 / (3 g)), 1.62 s. */
  @Test
  void itSwingsAsARodDoes() {
    double[] state = {Math.PI - 0.05, 0};
    int crossings = 0;
    int steps = 2000;
    for (int i = 0; i < steps; i++) {
      double[] next = HANGING.step(state, 2, null).state();
      crossings += (next[0] - Math.PI) * (state[0] - Math.PI) < 0 ? 1 : 0;
      state = next;
    }
    double period = 2 * steps * Pendulum.STEP / crossings;
    // a crossing more or less of 123, and the error of steps of 0.05 s, (0.05 * 3.9)^2 / 24
    assertThat(period).isCloseTo(2 * Math.PI * Math.sqrt(2 / 30.0), within(0.02));
  }

  @Test
  void itLearnsToSwing() {
    Swingup.Learned learned = Swingup.learn(100_000, Key.of(1));
    assertThat(Swingup.up(learned.policy(), 10, Key.of(2))).isGreaterThanOrEqualTo(8);
    assertThat(learned.returns().getLast()).isGreaterThan(learned.returns().getFirst() + 30);
  }
}
