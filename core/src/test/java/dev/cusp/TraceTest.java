package dev.cusp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cusp.ad.NonsmoothException;
import dev.cusp.ad.Site;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What one evaluation meets: every kind of site, counted by hand. */
class TraceTest {
  private static double relu(double x) {
    return x > 0 ? x : 0;
  }

  private static Trace.Visit visit(Trace trace, String operation) {
    List<Trace.Visit> found =
        trace.visits().stream().filter(v -> v.site().operation().equals(operation)).toList();
    assertThat(found).as("%s in %s", operation, trace).hasSize(1);
    return found.getFirst();
  }

  private static void counts(Trace trace, String operation, long evaluated, long ties) {
    Trace.Visit v = visit(trace, operation);
    assertThat(List.of(v.evaluated(), v.ties())).as(operation).containsExactly(evaluated, ties);
  }

  // ---- what is counted

  static double branches(double[] x) {
    double sum = 0;
    for (double v : x) {
      sum += relu(v) - relu(-v);
    }
    return sum;
  }

  @Test
  void aMethodCalledFromSeveralPlacesIsOneSiteAtItsOwnLine() {
    Trace trace = Cusp.trace(TraceTest::branches, new double[] {0, 1, 0});
    assertThat(trace.visits()).hasSize(1);
    counts(trace, "comparison (>)", 6, 4);
    assertThat(visit(trace, "comparison (>)").site().source()).hasToString("TraceTest.java:15");
    assertThat(trace.value()).isEqualTo(1);
    assertThat((double[]) trace.gradients().getFirst()).containsExactly(1, 1, 1);
    assertThat(trace.ties()).isEqualTo(4);
  }

  static double largest(double[] x, int low, int high) {
    int middle = (low + high) / 2;
    return high - low == 1 ? x[low] : Math.max(largest(x, low, middle), largest(x, middle, high));
  }

  static double tournament(double[] x) {
    return largest(x, 0, x.length);
  }

  @Test
  void recursionIsFollowed() {
    Trace trace = Cusp.trace(TraceTest::tournament, new double[] {1, 1, 1, 0});
    counts(trace, "Math.max", 3, 2);
  }

  @Checkpoint
  static double size(double x) {
    return Math.abs(x);
  }

  static double checkpointed(double x) {
    return size(x) - size(-x) + x;
  }

  @Test
  void checkpointsAreFollowed() {
    Trace trace = Cusp.trace(TraceTest::checkpointed, 0.0);
    counts(trace, "Math.abs", 2, 2);
    assertThat(trace.gradients()).containsExactly(1.0);
  }

  static final class Best {
    private double value = Double.NEGATIVE_INFINITY;

    void offer(double x) {
      if (x >= value) {
        value = x;
      }
    }
  }

  static double object(double[] x) {
    Best best = new Best();
    for (double v : x) {
      best.offer(v);
    }
    return best.value;
  }

  @Test
  void objectsAreFollowed() {
    Trace trace = Cusp.trace(TraceTest::object, new double[] {2, 2, 1, 2});
    counts(trace, "comparison (>=)", 4, 2);
  }

  static double sorted(double[] x) {
    Arrays.sort(x);
    return x[1];
  }

  @Test
  void whatTheLibraryDoesInsideAMethodIsAtItsCallAndArgumentsStay() {
    double[] x = {2, 1, 1};
    Trace trace = Cusp.trace(TraceTest::sorted, x);
    assertThat(trace.visits())
        .isNotEmpty()
        .allSatisfy(v -> assertThat(v.site().kind()).isEqualTo(Site.Kind.BRANCH))
        .allSatisfy(v -> assertThat(v.site().source()).hasToString("TraceTest.java:107"));
    assertThat(trace.ties()).isPositive();
    assertThat(x).containsExactly(2, 1, 1);
  }

  static double unreached(double x) {
    return x > 0 ? x : Math.abs(x + 1);
  }

  @Test
  void whatIsNotReachedIsListedToo() {
    Trace.Visit v = visit(Cusp.trace(TraceTest::unreached, 1.0), "Math.abs");
    assertThat(v.evaluated()).isZero();
    assertThat(v.treatment()).isEqualTo("not reached");
  }

  // ---- kinds and treatments

  static double kinds(double[] x) {
    double kinks = Math.abs(x[0]) + Math.max(x[0], x[1]) + Math.clamp(x[1], 0.0, 1.0);
    double steps = Math.floor(x[2]) + (int) x[3] + Math.round(x[2]);
    double jumps = x[3] % 2 + Math.IEEEremainder(x[2], 1) + Math.atan2(x[0] - 1, x[2]);
    double asked = Cusp.stopGradient(x[3]) + Cusp.withGradient(x[3], bar -> bar);
    double random = Math.random() + new SplittableRandom(1).nextDouble();
    return kinks
        + steps * jumps
        + Math.sqrt(x[1])
        + asked
        + 0 * random
        + Double.compare(x[0], x[1]);
  }

  @Test
  void everyKindIsThere() {
    double[] x = {0.5, 0.5, 2.5, 3.25};
    Trace trace = Program.of((Objective<double[]>) TraceTest::kinds).trace((Object) x);
    assertThat(visit(trace, "Math.abs").site().kind()).isEqualTo(Site.Kind.KINK);
    assertThat(visit(trace, "Math.floor").site().kind()).isEqualTo(Site.Kind.STEP);
    assertThat(visit(trace, "(int)").site().kind()).isEqualTo(Site.Kind.STEP);
    assertThat(visit(trace, "%").site().kind()).isEqualTo(Site.Kind.JUMP);
    assertThat(visit(trace, "Math.atan2").site().kind()).isEqualTo(Site.Kind.JUMP);
    assertThat(visit(trace, "Math.sqrt").site().kind()).isEqualTo(Site.Kind.STEEP);
    assertThat(visit(trace, "Math.random").treatment()).isEqualTo("a constant");
    assertThat(visit(trace, "SplittableRandom.nextDouble").site().kind())
        .isEqualTo(Site.Kind.RANDOM);
    assertThat(visit(trace, "Cusp.stopGradient").treatment()).isEqualTo("stopped");
    assertThat(visit(trace, "Cusp.withGradient").treatment()).isEqualTo("rewritten");
    counts(trace, "Math.max", 1, 1);
    counts(trace, "Math.round", 1, 1);
    counts(trace, "Math.IEEEremainder", 1, 1);
    counts(trace, "Double.compare", 1, 1);
    counts(trace, "Math.clamp", 1, 0);
  }

  static double rounded(double[] x) {
    double sum = 0;
    for (double v : x) {
      sum += Cusp.surrogate(Math.rint(v), v) * v;
    }
    return sum;
  }

  @Test
  void surrogatesAreCounted() {
    Trace trace = Cusp.trace(TraceTest::rounded, new double[] {0.2, 1.2, 1.4});
    assertThat(visit(trace, "surrogate").site().kind()).isEqualTo(Site.Kind.SURROGATE);
    assertThat(visit(trace, "surrogate").treatment()).isEqualTo("another derivative");
    counts(trace, "surrogate", 3, 0);
  }

  private static String treatment(Kinks kinks, Scalar f, String operation) {
    return visit(Program.of(f).with(kinks).trace(0.0), operation).treatment();
  }

  @Test
  void whatIsDoneDependsOnWhatWasAskedFor() {
    assertThat(treatment(Kinks.EXACT, Math::abs, "Math.abs")).isEqualTo("decided along the ray");
    assertThat(treatment(Kinks.CONVENTION, Math::abs, "Math.abs")).isEqualTo("slope 0");
    assertThat(treatment(Kinks.FAIL, Math::abs, "Math.abs")).isEqualTo("refused");
    Scalar max = x -> Math.max(x, 2 * x);
    assertThat(treatment(Kinks.CONVENTION, max, "Math.max")).startsWith("an even split");
    Scalar branch = x -> x >= 0 ? x : 0;
    assertThat(treatment(Kinks.CONVENTION, branch, "comparison (>=)"))
        .isEqualTo("the branch taken");
    assertThat(treatment(Kinks.CONVENTION, Math::floor, "Math.floor")).isEqualTo("slope 0");
  }

  @Test
  void aJumpIsReportedAndNotThrown() {
    Trace jump = Program.of((Scalar) x -> Math.floor(x) * x).trace(3.0);
    assertThat(jump.refusal().kind()).isEqualTo(NonsmoothException.Kind.DISCONTINUOUS);
    assertThat(jump.value()).isEqualTo(9);
    assertThat(jump.gradients()).isEmpty();
    assertThat(visit(jump, "Math.floor").treatment()).isEqualTo("refused");
    assertThat(jump.toString()).contains("gradient  none: DISCONTINUOUS, the program jumps");
  }

  // ---- as text

  @Test
  void itIsATable() {
    Trace trace = Program.of((Objective<double[]>) TraceTest::branches).trace(new double[] {0, 2});
    assertThat(trace)
        .hasToString(
            """
            value     2.0
            gradient  [1.0, 1.0]

            where              what            kind    evaluated  ties  treated
            TraceTest.java:15  comparison (>)  branch          4     2  decided along the ray

            instead:
              comparison (>): a weighted sum of both branches, where the program jumps\
            """);
  }

  @Test
  void aSmoothProgramIsSaidToBeSo() {
    Trace trace = Program.of((Scalar) Math::sin).trace(0.0);
    assertThat(trace.visits()).isEmpty();
    assertThat(trace.toString()).endsWith("Smooth: no branch, kink or jump depends on an input.");
  }
}
