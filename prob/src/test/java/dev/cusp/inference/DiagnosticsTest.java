package dev.cusp.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against ArviZ 0.23.4. */
final class DiagnosticsTest {
  /** Four chains of 500 draws, of uniform numbers by a linear congruential generator. */
  private static Chain[] chains(String kind) {
    Chain[] chains = new Chain[4];
    for (int c = 0; c < 4; c++) {
      double[][] rows = new double[500][1];
      long state = c + 1;
      double before = 0;
      int chain = c;
      DoubleUnaryOperator f =
          switch (kind) {
            case "scale" -> u -> (u - 0.5) * (1 + 0.5 * chain);
            case "heavy" -> u -> Math.tan(Math.PI * (u - 0.5));
            case "shift" -> u -> u + 0.1 * chain;
            case "ties" -> u -> Math.floor(u * 5);
            default -> u -> u - 0.5;
          };
      double keep = kind.equals("ar") ? 0.7 : kind.equals("alternating") ? -0.6 : 0;
      for (double[] row : rows) {
        state = state * 6364136223846793005L + 1442695040888963407L;
        before = keep * before + f.applyAsDouble(((state >>> 11) + 0.5) * 0x1p-53);
        row[0] = before;
      }
      chains[c] = new Chain(rows, 1, 1, 0, 1);
    }
    return chains;
  }

  @ParameterizedTest
  @CsvSource({
    "ar,1.003261424663422,328.6495181711069,680.9798932043582,0.02234134495400929",
    "scale,1.1252454491329025,1823.7179573784829,96.15621339534013,0.012579408670428574",
    "heavy,0.9998611003362403,1994.2613515342805,1973.3912379368976,8.984500183054141",
    "shift,1.0859348250699883,31.307435911000564,105.5478377084952,0.04940893053608696",
    "alternating,1.000238245302007,6602.059991327962,1978.9980135090827,0.004376025025804452",
    "ties,0.9991588810220092,1806.7133111383798,1915.5294614473098,0.03252782785375003"
  })
  void asArviz(String kind, double rHat, double bulk, double tail, double error) {
    Summary s = Summary.of(0, chains(kind));
    assertThat(s.rHat()).isCloseTo(rHat, within(1e-9));
    assertThat(s.bulkDraws() / bulk).isCloseTo(1, within(1e-9));
    assertThat(s.tailDraws() / tail).isCloseTo(1, within(1e-9));
    assertThat(s.error() / error).isCloseTo(1, within(1e-9));
  }

  @Test
  void badInput() {
    Chain three = new Chain(new double[3][1], 1, 1, 0, 1);
    Chain nine = new Chain(new double[9][1], 1, 1, 0, 1);
    assertThatThrownBy(() -> Diagnostics.rHat(0, three))
        .hasMessage("chains of 3 draws are too short");
    assertThatThrownBy(() -> Diagnostics.bulkDraws(0, nine, three))
        .hasMessage("chains of 9 and of 3 draws; they have to be of one length");
    assertThat(Diagnostics.rHat(0, nine, nine)).isNaN();
  }
}
