package dev.cusp.rl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Environments against transitions recorded from Gymnasium. */
final class EnvironmentsTest {
  private static List<String[]> recorded(String environment) throws IOException {
    try (InputStream in = EnvironmentsTest.class.getResourceAsStream("gymnasium.csv")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.split(","))
          .filter(words -> words[0].equals(environment))
          .toList();
    }
  }

  private static double[] numbers(String text) {
    return Stream.of(text.split(";")).mapToDouble(Double::parseDouble).toArray();
  }

  private static void close(double[] found, double[] wanted, double most, String what) {
    assertThat(found).as(what).hasSameSizeAs(wanted);
    for (int i = 0; i < wanted.length; i++) {
      assertThat(found[i]).as(what).isCloseTo(wanted[i], within(most));
    }
  }

  /** The sums are in another order: 1e-12; what is seen Gymnasium has in float: 3e-6. */
  @ParameterizedTest
  @ValueSource(strings = {"CartPole", "Acrobot", "MountainCar"})
  void steps(String name) throws IOException {
    Environment environment =
        switch (name) {
          case "CartPole" -> new CartPole();
          case "Acrobot" -> new Acrobot();
          default -> new MountainCar();
        };
    var random = new SplittableRandom(1);
    assertThat(recorded(name)).hasSizeGreaterThan(60);
    for (String[] line : recorded(name)) {
      String what = Arrays.toString(line);
      var outcome = environment.step(numbers(line[1]), Integer.parseInt(line[2]), random);
      close(outcome.state(), numbers(line[3]), 1e-12, what);
      assertThat(outcome.reward()).as(what).isEqualTo(Double.parseDouble(line[4]));
      assertThat(outcome.isEnd()).as(what).isEqualTo(line[5].equals("1"));
      double[] seen = numbers(line[6]);
      boolean isScaled = environment instanceof MountainCar;
      double[] wanted = isScaled ? environment.observation(seen) : seen;
      close(environment.observation(outcome.state()), wanted, isScaled ? 9e-5 : 3e-6, what);
    }
    assertThatThrownBy(() -> environment.step(new double[4], 3, random))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  /** Discounted, the hints of an episode that ends add up to what the first state lacks. */
  @Test
  void hintsAddUp() {
    MountainCar car = new MountainCar();
    double discount = 0.98;
    Shaped shaped = car.shaped(discount);
    var random = new SplittableRandom(3);
    double[] state = {-0.5, 0};
    double first = shaped.potential().applyAsDouble(state);
    double sum = 0;
    double factor = 1;
    boolean isEnd = false;
    for (int i = 0; i < 200 && !isEnd; i++) {
      int action = state[1] < 0 ? 0 : 2; // pushing along reaches the goal
      var plain = car.step(state, action, random);
      var hinted = shaped.step(state, action, random);
      sum += factor * (hinted.reward() - plain.reward());
      factor *= discount;
      state = hinted.state();
      isEnd = hinted.isEnd();
    }
    assertThat(isEnd).isTrue();
    assertThat(first).isNegative();
    assertThat(sum).isCloseTo(-first, within(1e-9));
  }

  /** Every field and action of the lake: where one gets to, and how often, within 4.5 sigma. */
  @ParameterizedTest
  @ValueSource(strings = {"FrozenLake4x4", "FrozenLake8x8"})
  void lakes(String name) throws IOException {
    FrozenLake lake = name.endsWith("4x4") ? FrozenLake.small() : FrozenLake.large();
    Map<String, Map<String, Double>> wanted = new HashMap<>();
    for (String[] line : recorded(name)) {
      String to = "%s,%s,%s".formatted(line[3], Double.parseDouble(line[4]), line[5].equals("1"));
      wanted
          .computeIfAbsent(line[1] + ";" + line[2], _ -> new HashMap<>())
          .put(to, Double.parseDouble(line[6]));
    }
    var random = new SplittableRandom(2);
    int n = 900;
    wanted.forEach((from, to) -> {
      double[] at = numbers(from);
      Map<String, Integer> counts = new HashMap<>();
      for (int i = 0; i < n; i++) {
        var o = lake.step(new double[] {at[0]}, (int) at[1], random);
        String where = "%d,%s,%s".formatted((int) o.state()[0], o.reward(), o.isEnd());
        counts.merge(where, 1, Integer::sum);
      }
      assertThat(counts.keySet()).as(from).isEqualTo(to.keySet());
      to.forEach((where, p) ->
          assertThat((double) counts.get(where))
              .isCloseTo(n * p, within(4.5 * Math.sqrt(Math.max(0, n * p * (1 - p))) + 1e-9)));
    });
  }

  /**
   * Sticking at 18 and more: a mean of -0.1081 with an error of 0.0021 over 200,000 of Gymnasium's
   * games, of which 0.0873 were drawn.
   */
  @Test
  void blackjack() {
    Blackjack game = new Blackjack();
    var random = new SplittableRandom(3);
    int n = 200_000;
    double sum = 0;
    double draws = 0;
    for (int i = 0; i < n; i++) {
      Environment.Outcome o = new Environment.Outcome(game.start(random), 0, false);
      while (!o.isEnd()) {
        double worth = game.observation(o.state())[0] * 5 + 12;
        o = game.step(o.state(), worth < 17.5 ? 1 : 0, random);
      }
      sum += o.reward();
      draws += o.reward() == 0 ? 1 : 0;
    }
    assertThat(sum / n).isCloseTo(-0.108125, within(4.5 * 0.0021 * Math.sqrt(2)));
    assertThat(draws / n).isCloseTo(0.087305, within(4.5 * 0.00063 * Math.sqrt(2)));
  }

  @Test
  void catching() {
    Catch game = Catch.standard();
    double[] state = {0, 4, 2};
    var random = new SplittableRandom(1);
    Environment.Outcome o = new Environment.Outcome(state, 0, false);
    int steps = 0;
    while (!o.isEnd()) {
      assertThat(o.reward()).isZero();
      o = game.step(o.state(), 2, random);
      steps++;
    }
    assertThat(steps).isEqualTo(9);
    assertThat(o.reward()).isEqualTo(1);
    assertThat(game.step(new double[] {8, 0, 4}, 1, random).reward()).isEqualTo(-1);
    assertThat(Arrays.stream(game.observation(state)).sum()).isEqualTo(2);
    assertThatThrownBy(() -> new Catch(1, 5)).hasMessage("a game of 1 rows and 5 columns");
    assertThatThrownBy(() -> new FrozenLake(List.of("SF", "F"), true))
        .hasMessageStartingWith("a lake has equally long rows");
  }
}
