package dev.cusp.examples.changes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cusp.Cusp;
import org.junit.jupiter.api.Test;

final class ChangesTest {
  /** What the fits may miss; moving the last jump by a sample costs twenty times this. */
  private static final double NEARLY = 0.002;

  private final double best = Changes.hard(Changes.searched());

  @Test
  void noTruthAndNoNeighbourBeatsTheBest() {
    double[] p = Changes.searched();
    assertThat(best).isLessThan(Changes.hard(Changes.TRUTH));
    for (int k = 0; k < p.length; k++) {
      double[] other = p.clone();
      other[k] += 0.05;
      assertThat(Changes.hard(other)).isGreaterThan(best);
      other[k] -= 0.1;
      assertThat(Changes.hard(other)).isGreaterThan(best);
    }
  }

  @Test
  void eachFindsIt() {
    double[][] found = {Changes.byStraightThrough(), Changes.bySmoothing(), Changes.byRelaxation()};
    for (double[] p : found) {
      assertThat(Changes.hard(p)).isBetween(best, best + NEARLY);
      for (int k = 0; k < 3; k++) {
        assertThat(p[k]).isCloseTo(Changes.TRUTH[k], within(0.05)); // a sample
      }
    }
  }

  @Test
  void theValueIsTheStaircasesWhateverTheSlope() {
    double[] p = {2.5, 5, 7.5, 1, 3, 2, 5};
    assertThat(Changes.straightThrough(p, 3)).isEqualTo(Changes.hard(p));
    assertThat(Changes.straightThrough(p, 60)).isEqualTo(Changes.hard(p));
    double[] gentle = Cusp.gradient(Changes::straightThrough).apply(p, 3.0);
    double[] steep = Cusp.gradient(Changes::straightThrough).apply(p, 60.0);
    assertThat(gentle[0]).isNotEqualTo(steep[0]);
    // the derivative by a level has no soft step in it, but the values of hard ones
    assertThat(gentle[3]).isEqualTo(steep[3]);
    // the soft one tends to it, but for the samples that stand at a jump
    assertThat(Changes.relaxed(Changes.searched(), 1e6)).isCloseTo(best, within(1e-12));
  }
}
