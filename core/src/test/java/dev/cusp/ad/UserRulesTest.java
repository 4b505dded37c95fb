package dev.cusp.ad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cusp.Program;
import dev.cusp.UseRules;
import dev.cusp.check.CheckGradients;
import dev.cusp.rules.RuleBook;
import dev.cusp.rules.RulesFor;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Rules for methods that a program calls and that nobody can look into. */
@UseRules({UserRulesTest.LibraryRules.class, UserRulesTest.SplineRules.class})
final class UserRulesTest {
  /** Rules do the arithmetic that is asserted, up to a rounding or two. */
  private static final double ROUNDING = 1e-14;

  /** Somebody's library; the detour through a reference hides what it does. */
  static final class Library {
    private static final AtomicReference<DoubleUnaryOperator> CUBE =
        new AtomicReference<>(x -> x * x * x);

    private Library() {}

    static double cube(double x) {
      return CUBE.get().applyAsDouble(x);
    }

    static double twice(double x) {
      return 2 * CUBE.get().applyAsDouble(Math.cbrt(x));
    }
  }

  /** An object of the library, with a method. */
  static final class Spline {
    private final AtomicReference<double[]> knots = new AtomicReference<>();

    Spline(double a, double b) {
      knots.set(new double[] {a, b});
    }

    double at(double t) {
      return knots.get()[0] * t + knots.get()[1] * t * t;
    }

    double slope(double t) {
      return knots.get()[0] + 2 * knots.get()[1] * t;
    }
  }

  @RulesFor(Library.class)
  static final class LibraryRules {
    private LibraryRules() {}

    static double cube(double x, double xDot) {
      return 3 * x * x * xDot;
    }
  }

  @RulesFor(Spline.class)
  static final class SplineRules {
    private SplineRules() {}

    static double at(Spline spline, double t, double tDot) {
      return spline.slope(t) * tDot;
    }
  }

  @RulesFor(Library.class)
  static final class WrongRules {
    private WrongRules() {}

    static double twice(double x, double xDot) {
      return 3 * xDot;
    }
  }

  @RulesFor(Library.class)
  static final class CrookedRules {
    private CrookedRules() {}

    static double twice(double x, double xDot) {
      return 2 * xDot * xDot;
    }
  }

  @RulesFor(Library.class)
  static final class StrayRules {
    private StrayRules() {}

    static double thrice(double x, double xDot) {
      return 3 * xDot;
    }
  }

  private static Program program(String name, RuleBook rules) {
    return Program.of(
        Arrays.stream(UserRulesTest.class.getDeclaredMethods())
            .filter(m -> m.getName().equals(name))
            .findFirst()
            .orElseThrow(),
        rules);
  }

  static double cubes(double[] x) {
    return Library.cube(x[0]) * Library.cube(x[1] * x[0]);
  }

  @Test
  void aRuleForAStaticMethod() {
    Program p = program("cubes", RuleBook.standard());
    double[] gradient =
        (double[]) p.gradients(null, new double[] {1.5, 0.5}).gradients().getFirst();
    // x0^6 x1^3
    assertThat(gradient[0]).isCloseTo(6 * Math.pow(1.5, 5) * 0.125, within(ROUNDING * 10));
    assertThat(gradient[1]).isCloseTo(3 * Math.pow(1.5, 6) * 0.25, within(ROUNDING * 10));
    assertThat(CheckGradients.of(p).check(new double[] {1.5, 0.5}).agrees()).isTrue();
    assertThat(p.hessian(null, new double[] {1.5, 0.5})[0][1])
        .isCloseTo(18 * Math.pow(1.5, 5) * 0.25, within(ROUNDING * 100));
  }

  static double splines(Spline s, double t) {
    return s.at(t * t) * t;
  }

  @Test
  void aRuleForAnInstanceMethod() {
    Program p = program("splines", RuleBook.standard());
    Spline spline = new Spline(2, 3);
    // 2 t^3 + 3 t^5
    assertThat((double) p.gradients(new int[] {1}, spline, 0.7).gradients().get(1))
        .isCloseTo(6 * 0.49 + 15 * Math.pow(0.7, 4), within(ROUNDING * 10));
    assertThat((double) p.gradientsForward(new int[] {1}, spline, 0.7).gradients().get(1))
        .isCloseTo(6 * 0.49 + 15 * Math.pow(0.7, 4), within(ROUNDING * 10));
  }

  static double doubles(double x) {
    return Library.twice(x) * x;
  }

  @Test
  void aWrongRuleIsFound() {
    Program p = program("doubles", RuleBook.with(WrongRules.class));
    assertThat((double) p.gradients(null, 2.0).gradients().getFirst())
        .isCloseTo(3 * 2 + 4, within(ROUNDING * 10));
    assertThat(CheckGradients.of(p).check(2.0).agrees()).isFalse();
  }

  @Test
  void aRuleThatIsNotLinearIsRefusedByName() {
    assertThatThrownBy(
            () -> program("doubles", RuleBook.with(CrookedRules.class)).gradients(null, 2.0))
        .isInstanceOf(DerivativeException.class)
        .hasMessageContaining("twice")
        .hasMessageContaining("linear");
  }

  @Test
  void aRuleForNoMethodIsRefusedByName() {
    assertThatThrownBy(() -> RuleBook.with(StrayRules.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("StrayRules.thrice")
        .hasMessageContaining("Library");
  }
}
