package dev.cusp.rl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The best returns there are, by dynamic programming, of what the environments do. */
final class OptimalValuesTest {
  /** Gives one number for whatever is asked, and says from how many. */
  private static final class Scripted implements RandomGenerator {
    private final int number;
    private int choices = 1;

    Scripted(int number) {
      this.number = number;
    }

    @Override
    public int nextInt(int bound) {
      assertThat(choices).as("asked once").isEqualTo(1);
      choices = bound;
      return number;
    }

    @Override
    public int nextInt(int from, int to) {
      return from + nextInt(to - from);
    }

    @Override
    public long nextLong() {
      throw new AssertionError("another kind of random number");
    }
  }

  /** All that can come of an action, each equally likely. */
  private static List<Environment.Outcome> outcomes(Environment e, double[] state, int action) {
    List<Environment.Outcome> all = new ArrayList<>();
    Scripted random;
    do {
      random = new Scripted(all.size());
      all.add(e.step(state, action, random));
    } while (all.size() < random.choices);
    return all;
  }

  private static List<double[]> starts(Environment e) {
    List<double[]> all = new ArrayList<>();
    Scripted random;
    do {
      random = new Scripted(all.size());
      all.add(e.start(random));
    } while (all.size() < random.choices);
    return all;
  }

  /** The value of each field of a lake for so many steps, from the environment's own outcomes. */
  private static double[] values(FrozenLake lake, int fields, int steps) {
    double[] values = new double[fields];
    for (int left = 0; left < steps; left++) {
      double[] before = new double[fields];
      for (int at = 0; at < fields; at++) {
        double most = 0;
        for (int action = 0; action < 4; action++) {
          double sum = 0;
          var all = outcomes(lake, new double[] {at}, action);
          for (var o : all) {
            sum += o.reward() + (o.isEnd() ? 0 : values[(int) o.state()[0]]);
          }
          most = Math.max(most, sum / all.size());
        }
        before[at] = most;
      }
      values = before;
    }
    return values;
  }

  /** The same from the rules: one slips to either side as often as one goes where one wants. */
  private static double[] byRules(List<String> map, int steps) {
    int n = map.size();
    String fields = String.join("", map);
    double[] values = new double[n * n];
    for (int left = 0; left < steps; left++) {
      double[] before = new double[n * n];
      for (int at = 0; at < n * n; at++) {
        double[] to = new double[4]; // left, down, right, up
        int[] next = {
          at % n > 0 ? at - 1 : at,
          at / n < n - 1 ? at + n : at,
          at % n < n - 1 ? at + 1 : at,
          at / n > 0 ? at - n : at
        };
        for (int d = 0; d < 4; d++) {
          char field = fields.charAt(next[d]);
          to[d] = field == 'G' ? 1 : field == 'H' ? 0 : values[next[d]];
        }
        double sum = to[0] + to[1] + to[2] + to[3];
        for (int d = 0; d < 4 && "SF".indexOf(fields.charAt(at)) >= 0; d++) {
          before[at] = Math.max(before[at], (sum - to[d]) / 3); // all but the opposite one
        }
      }
      values = before;
    }
    return values;
  }

  /** Rounding of up to 5000 rounds of means: 1e-12. */
  @Test
  void lakes() {
    for (FrozenLake lake : List.of(FrozenLake.small(), FrozenLake.large())) {
      int fields = lake.map().size() * lake.map().size();
      double[] found = values(lake, fields, lake.limit());
      double[] wanted = byRules(lake.map(), lake.limit());
      for (int i = 0; i < fields; i++) {
        assertThat(found[i]).as("field %d", i).isCloseTo(wanted[i], within(1e-12));
      }
    }
    // without a limit 14 of 17 reach the goal of the small lake
    assertThat(values(FrozenLake.small(), 16, 5000)[0]).isCloseTo(14 / 17.0, within(1e-12));
    assertThat(values(FrozenLake.small(), 16, 100)[0]).isBetween(0.73, 0.75);
    assertThat(FrozenLake.small().solved()).isLessThan(values(FrozenLake.small(), 16, 100)[0]);
  }

  private static double value(Catch game, double... state) {
    double most = -1;
    for (int action = 0; action < 3; action++) {
      List<Environment.Outcome> all = outcomes(game, state, action);
      assertThat(all).as("nothing is drawn in a step").hasSize(1);
      var o = all.getFirst();
      most = Math.max(most, o.reward() + (o.isEnd() ? 0 : value(game, o.state())));
    }
    return most;
  }

  /** What the paddle reaches in time is caught: rows - 1 columns to either side of the middle. */
  @ParameterizedTest
  @CsvSource({"10, 5", "2, 5", "3, 9", "4, 4", "2, 1"})
  void catching(int rows, int columns) {
    Catch game = new Catch(rows, columns);
    double sum = 0;
    int caught = 0;
    List<double[]> starts = starts(game);
    assertThat(starts).hasSize(columns);
    for (double[] start : starts) {
      sum += value(game, start);
      caught += Math.abs(start[1] - columns / 2) < rows ? 1 : 0;
    }
    assertThat(sum).isEqualTo(2.0 * caught - columns);
  }
}
