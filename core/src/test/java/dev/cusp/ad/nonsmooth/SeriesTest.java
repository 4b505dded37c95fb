package dev.cusp.ad.nonsmooth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Truncated series against the functions themselves, and their algebra. */
class SeriesTest {
  private static final int WHOLE = Series.WHOLE;
  private static final Series T = Series.line(0, 1);

  /** The known terms at a small t. */
  private static double at(Series s, double t) {
    double sum = 0;
    for (int i = s.exponents.length - 1; i >= 0; i--) {
      sum += s.coefficients[i] * Math.pow(t, s.exponents[i] / (double) WHOLE);
    }
    return sum;
  }

  private static Series f(String function, Series x) {
    return Elementary.value(function, x);
  }

  /** c + v t + t² / 2 of any function: at t = 1/64 nine orders leave an error of t^9 = 6e-17. */
  @ParameterizedTest
  @CsvSource({
    "exp, 0.3",
    "exp, 0",
    "exp, -2",
    "expm1, 0",
    "expm1, 0.7",
    "log, 2.5",
    "log, 0.8",
    "log10, 3",
    "log1p, 0",
    "log1p, 1.5",
    "sqrt, 2",
    "sqrt, 0.9",
    "cbrt, 5",
    "cbrt, -1.2",
    "sin, 0",
    "sin, 1",
    "cos, 0",
    "cos, 2",
    "tan, 0",
    "tan, 0.4",
    "asin, 0",
    "asin, 0.2",
    "acos, 0",
    "acos, -0.1",
    "atan, 0",
    "atan, 1.3",
    "sinh, 0",
    "sinh, 1",
    "cosh, 0",
    "cosh, -1",
    "tanh, 0",
    "tanh, 0.6",
    "tanh, 4"
  })
  void functionsInsideTheirDomains(String function, double c) {
    Series x = Series.line(c, 0.75).plus(T.times(T).times(0.5));
    Series y = f(function, x);
    Series slope = Elementary.slope(function, x, y);
    double t = 1.0 / 64;
    double point = c + 0.75 * t + t * t / 2;
    assertThat(at(y, t)).isCloseTo(Elementary.call(function, point), within(4e-14));
    double h = 1e-3;
    double difference =
        (8 * (Elementary.call(function, point + h) - Elementary.call(function, point - h))
                - Elementary.call(function, point + 2 * h)
                + Elementary.call(function, point - 2 * h))
            / (12 * h);
    assertThat(at(slope, t)).isCloseTo(difference, within(1e-10 * (1 + Math.abs(difference))));
    assertThat(y.order()).isGreaterThan(Series.SPAN);
  }

  @ParameterizedTest
  @CsvSource({
    "sqrt, 0, 1, 0.5", "cbrt, 0, -1, 0.3333333333333333", "acos, 1, -1, 0.5",
    "acos, -1, 1, 0.5", "asin, 1, -1, 0.5", "asin, -1, 1, 0.5"
  })
  void functionsAtTheEndsOfTheirDomains(String function, double c, double v, double power) {
    Series x = Series.line(c, v).plus(T.times(T).times(0.25));
    Series y = f(function, x);
    double t = 1.0 / 256;
    double value = Elementary.call(function, c + v * t + t * t / 4);
    assertThat(at(y, t)).isCloseTo(value, within(1e-13));
    Series varying = y.without(0);
    assertThat(varying.lead()).isEqualTo((int) Math.rint(WHOLE * power));
    Series slope = Elementary.slope(function, x, y);
    Series chain = slope.times(x.derivative());
    assertThat(at(chain.minus(y.derivative()), t) / at(chain, t)).isCloseTo(0, within(1e-12));
  }

  @Test
  void functionsAtInfinity() {
    Series u = T.inverse();
    assertThat(at(f("atan", u), 1e-2)).isCloseTo(Math.atan(1e2), within(1e-14));
    assertThat(f("tanh", u).limit()).isEqualTo(1);
    assertThat(f("exp", u.negated()).limit()).isEqualTo(0);
    assertThat(f("exp", u.negated()).times(u).times(u).limit()).isEqualTo(0);
    assertThat(f("exp", u).isFaulty()).isTrue();
    assertThat(f("log", u).times(T).limit()).isEqualTo(0);
    assertThat(f("sin", u).times(T).limit()).isEqualTo(0);
    assertThatThrownBy(() -> f("sin", u).limit()).isInstanceOf(Unresolved.class);
    assertThat(f("sqrt", u.negated()).isNaN()).isTrue();
    assertThat(f("log", T.negated()).isNaN()).isTrue();
  }

  /** Four terms on a grid of halves, thirds or whole powers. */
  private static Series random(Random random, int lead, int grid) {
    Terms terms = new Terms(lead, lead + 4 * grid, Series.EXACT);
    terms.add(lead, 0.5 + random.nextDouble(), 0);
    for (int i = 0; i < 3; i++) {
      terms.add(lead + grid * (1 + random.nextInt(4)), random.nextDouble() - 0.5, 0);
    }
    return terms.finish();
  }

  private static void same(Series found, Series expected) {
    Series difference = found.minus(expected);
    assertThat(difference.exponents).as("%s and %s", found, expected).isEmpty();
    assertThat(found.exponents).isNotEmpty();
  }

  /** What cancels, cancels exactly: rounding errors leave no terms behind. */
  @Test
  void identities() {
    Random random = new Random(42);
    for (int k = 0; k < 200; k++) {
      int grid = new int[] {12, 6, 4}[k % 3];
      Series a = random(random, WHOLE * random.nextInt(-2, 3), grid);
      Series b = random(random, grid * random.nextInt(-2, 3), grid);
      same(a.over(b).times(b), a);
      same(a.plus(b).times(a.minus(b)), a.times(a).minus(b.times(b)));
      same(Expansions.power(a, 0.5).times(Expansions.power(a, 0.5)), a);
      same(Expansions.power(a, 1.5), a.times(f("sqrt", a)));
      Series root = f("cbrt", a);
      same(root.times(root).times(root), a);
      Series small = random(random, grid * random.nextInt(1, 3), grid);
      same(f("log", f("exp", small)), small);
      same(f("expm1", small), f("exp", small).minus(Series.ONE));
      same(f("log1p", small), f("log", small.plus(Series.ONE)));
      Series sin = f("sin", small);
      Series cos = f("cos", small);
      same(sin.times(sin), Series.ONE.minus(cos.times(cos)));
      same(f("tan", small), sin.over(cos));
      same(f("asin", sin), small);
      same(f("acos", cos), small);
      same(f("atan", f("tan", small)), small);
      same(f("tanh", small), f("sinh", small).over(f("cosh", small)));
      same(a.times(b).derivative(), a.derivative().times(b).plus(a.times(b.derivative())));
    }
  }

  @Test
  void termsThatCancelAreAbsent() {
    Series x = Series.line(0.1, 0.7000001);
    Series cube = x.times(x).times(x);
    Series other = x.times(x.times(x));
    assertThat(cube.minus(other).isZero()).isTrue();
    Series sevenths = x.over(Series.of(7)).times(Series.of(7));
    assertThat(sevenths.minus(x).isZero()).isTrue();
    Series tenth = Series.of(0.1);
    Series sum = tenth.plus(Series.of(0.2)).minus(Series.of(0.3));
    assertThat(sum.isZero()).isTrue();
    assertThat(Series.of(1).plus(Series.of(1e-13)).minus(Series.of(1)).signum()).isEqualTo(1);
  }

  /** The value at the point itself is the program's: there rounding counts. */
  @Test
  void aGermIsWhatTheProgramComputes() {
    Germ sum = Germ.sum(Germ.of(Series.line(0.1, 1)), Germ.of(Series.line(0.2, 1)));
    Germ rest = Germ.difference(sum, Germ.of(Series.line(0.3, 2)));
    assertThat(rest.value().limit()).isEqualTo(0.1 + 0.2 - 0.3);
    assertThat(rest.value().signum()).isEqualTo(1);
  }

  @Test
  void signsAndLimits() {
    assertThat(T.negated().signum()).isEqualTo(-1);
    assertThat(T.minus(T).signum()).isEqualTo(0);
    assertThat(T.inverse().limit()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(Series.line(3, 1).limit()).isEqualTo(3);
    assertThat(Series.NAN.limit()).isNaN();
    Series lost = f("sin", T).minus(f("sin", T));
    assertThat(lost.isZero()).isFalse();
    assertThatThrownBy(lost::signum)
        .isInstanceOf(Unresolved.class)
        .hasMessageContaining("all terms below t^");
    assertThat(lost.limit()).isEqualTo(0);
  }

  @Test
  void powersOffTheGridAreUnknown() {
    assertThat(Expansions.power(T, 1.0 / 3).lead()).isEqualTo(4);
    assertThat(Expansions.power(T, 0.7).isFaulty()).isTrue();
    assertThat(Expansions.power(T.times(T), 1.25).lead()).isEqualTo(30);
    assertThat(Expansions.power(T.negated(), 0.5).isNaN()).isTrue();
  }

  @Test
  void infiniteConstantsAreAsInJava() {
    Series infinite = Series.of(Double.NEGATIVE_INFINITY);
    assertThat(infinite.plus(T).limit()).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(infinite.plus(infinite.negated()).isNaN()).isTrue();
    assertThat(infinite.times(T).limit()).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(infinite.times(Series.ZERO).isNaN()).isTrue();
    assertThat(T.over(infinite).isZero()).isTrue();
    assertThat(T.over(Series.ZERO).limit()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(f("exp", infinite).isZero()).isTrue();
    assertThat(Germ.max(Germ.of(infinite), Germ.of(T)).value()).isEqualTo(T);
  }

  @Test
  void lengthsAreBounded() {
    UnaryOperator<Series> iteration = s -> s.times(s).plus(Series.line(0.1, 1)).over(s).settled();
    Series s = Series.line(1, 0.5);
    for (int i = 0; i < 50; i++) {
      s = iteration.apply(s);
    }
    assertThat(s.exponents.length).isLessThan(100);
    assertThat(s.order()).isGreaterThan(Series.SPAN);
    Series power = Series.ONE;
    for (int i = 0; i < 60; i++) {
      power = power.times(Series.line(1, 1));
    }
    assertThat(power.exponents.length).isLessThan(100);
    assertThat(power.coefficient(2 * WHOLE)).isEqualTo(60 * 59 / 2);
  }

  @Test
  void seriesArePrinted() {
    assertThat(Series.line(2, 3).toString()).isEqualTo("2.0 + 3.0 t^1");
    assertThat(Expansions.power(T, 0.5).toString()).isEqualTo("1.0 t^(1/2)");
    assertThat(Series.unknownFrom(24).toString()).isEqualTo("O(t^2)");
    assertThat(Series.ZERO.toString()).isEqualTo("0");
  }
}
