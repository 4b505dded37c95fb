package dev.cusp.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cusp.check.Entry.Verdict;
import java.util.DoubleSummaryStatistics;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

final class JudgeTest {
  private static final Judge JUDGE = new Judge(1e-7, Math.ulp(1.0));

  @Test
  void oneNumberAgrees() {
    Slope slope = Slope.smooth(2 + 1e-10, 1e-10);
    assertThat(judge(2, 2 + 1e-15, slope).verdict()).isEqualTo(Verdict.AGREES);
    assertThat(judge(0, 0, Slope.smooth(1e-12, 1e-11)).verdict()).isEqualTo(Verdict.AGREES);
  }

  @Test
  void theModesPart() {
    Entry entry = judge(2, 2 + 1e-8, Slope.smooth(2, 1e-10));
    assertThat(entry.verdict()).isEqualTo(Verdict.PARTS);
    assertThat(entry.note()).isEqualTo("forward and reverse part");
  }

  @Test
  void aWrongRuleIsSeen() {
    Entry entry = judge(0.93, 0.93, Slope.smooth(0.468, 1e-10));
    assertThat(entry.isGood()).isFalse();
    assertThat(entry.note()).isEqualTo("difference quotients say otherwise");
  }

  @Test
  void notANumberIsNotANumberThatAgrees() {
    assertThat(judge(Double.NaN, Double.NaN, Slope.smooth(1, 1e-10)).isGood()).isFalse();
  }

  @Test
  void roughQuotientsDecideNothing() {
    assertThat(judge(2, 2, Slope.smooth(2.3, 0.4)).verdict()).isEqualTo(Verdict.UNSURE);
  }

  @Test
  void atAKinkASlopeNearByWillDo() {
    Slope kink = new Slope(Slope.Kind.KINK, 1, -1, 1e-10);
    assertThat(judge(1, 1, kink, -1, 1).verdict()).isEqualTo(Verdict.KINK);
    assertThat(judge(0, 0, kink, -1, 1).verdict()).isEqualTo(Verdict.KINK);
    assertThat(judge(2, 2, kink, -1, 1).verdict()).isEqualTo(Verdict.PARTS);
    assertThat(judge(1, 1, kink, -1, 1).note())
        .isEqualTo("slope -1.0 to the left, 1.0 to the right");
  }

  /** {@code |x + y| - |x|} along x at 0: no kink on the axis, but beside it slopes from -2 to 2. */
  @Test
  void aKinkBesideTheAxisCounts() {
    assertThat(judge(2, 2, Slope.smooth(0, 1e-12), -2, 2).verdict()).isEqualTo(Verdict.KINK);
    assertThat(judge(2, 2, Slope.smooth(0, 1e-12), 0, 0).verdict()).isEqualTo(Verdict.PARTS);
  }

  @Test
  void jumpsAndSteepPlaces() {
    Slope jump = new Slope(Slope.Kind.JUMP, 0, 1e9, 0);
    assertThat(judge(0, 0, jump).note()).contains("the value jumps here");
    assertThat(judge(0, 0, jump).isGood()).isFalse();
    Slope steep = new Slope(Slope.Kind.STEEP, 1e9, 1e9, 0);
    double infinite = Double.POSITIVE_INFINITY;
    assertThat(judge(infinite, infinite, steep).isGood()).isTrue();
    assertThat(judge(5, 5, steep).isGood()).isFalse();
  }

  private static Entry judge(double reverse, double forward, Slope slope, double... nearBy) {
    return JUDGE.judge("x", reverse, forward, slope, () -> statistics(nearBy));
  }

  private static DoubleSummaryStatistics statistics(double... slopes) {
    return DoubleStream.of(slopes).summaryStatistics();
  }
}
