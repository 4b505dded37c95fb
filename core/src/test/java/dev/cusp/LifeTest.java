package dev.cusp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cusp.expectation.Baseline;
import dev.cusp.expectation.Estimator;
import dev.cusp.expectation.Sampler;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The game of life on a torus, with mistakes: each cell does what the rules say but for a
 * probability. After the example of Arya et al. 2022.
 */
final class LifeTest {
  private static int neighbours(boolean[] board, int n, int cell) {
    int sum = 0;
    for (int i = -1; i <= 1; i++) {
      for (int j = -1; j <= 1; j++) {
        int row = (cell / n + i + n) % n;
        int column = (cell % n + j + n) % n;
        sum += (i != 0 || j != 0) && board[row * n + column] ? 1 : 0;
      }
    }
    return sum;
  }

  private static boolean lives(boolean[] board, int n, int cell) {
    int around = neighbours(board, n, cell);
    return around == 3 || board[cell] && around == 2;
  }

  /** The squared number of cells alive after some steps, from a board drawn too. */
  private static double life(double[] p, Sampler s, int n, int steps) {
    boolean[] board = new boolean[n * n];
    for (int cell = 0; cell < board.length; cell++) {
      board[cell] = s.flip(p[1]);
    }
    for (int t = 0; t < steps; t++) {
      boolean[] next = new boolean[board.length];
      for (int cell = 0; cell < board.length; cell++) {
        next[cell] = s.flip(lives(board, n, cell) ? 1 - p[0] : p[0]);
      }
      board = next;
    }
    double alive = 0;
    for (boolean cell : board) {
      alive += cell ? 1 : 0;
    }
    return alive * alive;
  }

  /** The same of all 512 boards of 3 x 3 cells, each with its probability. */
  private static double expected(double[] p, int steps) {
    double[] now = new double[512];
    for (int b = 0; b < now.length; b++) {
      now[b] = Math.pow(p[1], Integer.bitCount(b)) * Math.pow(1 - p[1], 9 - Integer.bitCount(b));
    }
    for (int t = 0; t < steps; t++) {
      double[] next = new double[512];
      for (int b = 0; b < 512; b++) {
        boolean[] board = new boolean[9];
        for (int cell = 0; cell < 9; cell++) {
          board[cell] = (b >> cell & 1) == 1;
        }
        int ruled = 0;
        for (int cell = 0; cell < 9; cell++) {
          ruled |= lives(board, 3, cell) ? 1 << cell : 0;
        }
        for (int c = 0; c < 512; c++) {
          int mistakes = Integer.bitCount(c ^ ruled);
          next[c] += now[b] * Math.pow(p[0], mistakes) * Math.pow(1 - p[0], 9 - mistakes);
        }
      }
      now = next;
    }
    double sum = 0;
    for (int b = 0; b < 512; b++) {
      sum += now[b] * Integer.bitCount(b) * Integer.bitCount(b);
    }
    return sum;
  }

  @Test
  void smallBoardsAgreeWithAllBoards() {
    double[] at = {0.1, 0.4};
    double[] exact = DrawingProgramsTest.slope(p -> expected(p, 2), at);
    Objective.Two<double[], Sampler> f = (p, s) -> life(p, s, 3, 2);
    assertThat(Cusp.expectation(f).sites(at))
        .allMatch(site -> site.estimator() == Estimator.COUPLED);
    for (Estimator e :
        List.of(Estimator.COUPLED, Estimator.SCORE, Estimator.DISARM, Estimator.MEASURE_VALUED)) {
      var estimate = Cusp.expectation(f).with(e).estimate(at, 3, 10_000);
      assertThat(estimate.value()).isCloseTo(expected(at, 2), within(5 * estimate.error()));
      for (int i = 0; i < 2; i++) {
        assertThat(estimate.gradient()[i])
            .as("%s, %d", e, i)
            .isCloseTo(exact[i], within(5 * estimate.errors()[i]));
      }
    }
    // no mistakes: the slope is that of the first one
    double[] none = {0, 0.4};
    var certain = Cusp.expectation(f).estimate(none, 3, 10_000);
    double h = 1e-5; // one side only
    double slope =
        (-3 * expected(none, 2)
                + 4 * expected(new double[] {h, 0.4}, 2)
                - expected(new double[] {2 * h, 0.4}, 2))
            / (2 * h);
    assertThat(certain.gradient()[0]).isCloseTo(slope, within(5 * certain.errors()[0]));
  }

  /** Against differences from common random numbers, whose own error by their width is small. */
  @Test
  void largerBoards() {
    double[] at = {0.1, 0.4};
    Objective.Two<double[], Sampler> f = (p, s) -> life(p, s, 7, 3);
    var estimate = Cusp.expectation(f).with(Baseline.NONE).estimate(at, 5, 4000);
    double h = 0.01;
    int samples = 10_000;
    double mean = 0;
    double square = 0;
    for (int k = 0; k < samples; k++) {
      double up = life(new double[] {0.1 + h, 0.4}, new Sampler(k), 7, 3);
      double down = life(new double[] {0.1 - h, 0.4}, new Sampler(k), 7, 3);
      double difference = (up - down) / (2 * h);
      mean += difference / samples;
      square += difference * difference / samples;
    }
    double error = Math.sqrt((square - mean * mean) / samples);
    assertThat(estimate.gradient()[0])
        .isCloseTo(mean, within(5 * Math.hypot(error, estimate.errors()[0])));
    assertThat(estimate.errors()[0]).isLessThan(0.2 * Math.abs(mean));
  }
}
