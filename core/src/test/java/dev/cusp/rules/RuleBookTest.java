package dev.cusp.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cusp.ir.Type;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which rule is found for a call, and what is said of a rule that fits none. */
final class RuleBookTest {
  /** What the rules below are for. */
  static class Spline {
    double at(double x) {
      return x;
    }

    static double bend(double x, int order, double[] knots) {
      return x * order * knots[0];
    }

    static double[] solve(double[] a, float[] b) {
      return a;
    }

    static double root(double p, double q, double[] r) {
      return p;
    }
  }

  static class Copy extends Spline {}

  static class Other extends Spline {
    @Override
    double at(double x) {
      return 2 * x;
    }
  }

  @RulesFor(Spline.class)
  static final class SplineRules {
    static double at(Spline self, double x, double xDot) {
      return helper(xDot);
    }

    static double bend(double x, double xDot, int order, double[] knots) {
      return order * knots[0] * xDot;
    }

    private static double helper(double xDot) {
      return xDot;
    }
  }

  /** Reverse rules. */
  @RulesFor(Spline.class)
  public static final class SolverRules {
    @Vjp
    public static void solve(
        double[] a, float[] b, double[] x, double[] xBar, double[] aBar, float[] bBar) {}

    @Vjp
    public static double[] root(
        double p, double q, double[] r, double x, double xBar, double[] rBar) {
      return new double[] {xBar, 0};
    }
  }

  private static final MethodTypeDesc UNARY = MethodTypeDesc.ofDescriptor("(D)D");
  private static final RuleBook BOOK = RuleBook.with(SplineRules.class, SolverRules.class);

  @Test
  void aRuleIsFoundByOwnerNameAndType() {
    assertThat(RuleBook.standard().rule(Math.class, "exp", UNARY).getDeclaringClass())
        .isEqualTo(MathRules.class);
    assertThat(RuleBook.standard().rule(Math.class, "exp", MethodTypeDesc.ofDescriptor("(F)F")))
        .isNull();
    assertThat(RuleBook.standard().rule(Spline.class, "at", UNARY)).isNull();
    assertThat(
            BOOK.rule(Spline.class, "bend", MethodTypeDesc.ofDescriptor("(DI[D)D"))
                .getParameterCount())
        .isEqualTo(4);
  }

  @Test
  void aRuleHoldsForSubclassesThatDoNotOverride() {
    assertThat(BOOK.rule(Spline.class, "at", UNARY)).isNotNull();
    assertThat(BOOK.rule(Copy.class, "at", UNARY)).isNotNull();
    assertThat(BOOK.rule(Other.class, "at", UNARY)).isNull();
  }

  @Test
  void reverseRulesAreKeptApart() {
    MethodTypeDesc solve = MethodTypeDesc.ofDescriptor("([D[F)[D");
    assertThat(BOOK.vjp(Spline.class, "solve", solve)).isNotNull();
    assertThat(BOOK.rule(Spline.class, "solve", solve)).isNull();
    assertThat(BOOK.vjp(Spline.class, "root", MethodTypeDesc.ofDescriptor("(DD[D)D"))).isNotNull();
    assertThat(BOOK.vjp(Spline.class, "at", UNARY)).isNull();
  }

  /** Someone's own convention for abs. */
  @RulesFor(Math.class)
  static final class MyMath {
    static double abs(double x, double xDot) {
      return x >= 0 ? xDot : -xDot;
    }
  }

  @Test
  void theClassAddedLastWins() {
    assertThat(RuleBook.with(MyMath.class).rule(Math.class, "abs", UNARY).getDeclaringClass())
        .isEqualTo(MyMath.class);
    assertThat(RuleBook.standard().rule(Math.class, "abs", UNARY).getDeclaringClass())
        .isEqualTo(ArithmeticRules.class);
  }

  @Test
  void booksOfTheSameClassesAreEqual() {
    assertThat(RuleBook.with(MyMath.class)).isEqualTo(RuleBook.standard().plus(MyMath.class));
    assertThat(RuleBook.with(MyMath.class)).isNotEqualTo(RuleBook.standard());
    assertThat(BOOK.plus(SplineRules.class).rule(Copy.class, "at", UNARY)).isNotNull();
  }

  @Test
  void theSubstituteIsChosenByTheOperands() {
    String copy = "(Ljava/lang/Object;ILjava/lang/Object;II)V";
    assertThat(first("arraycopy", System.class, copy, "[D", "I", "[D", "I", "I"))
        .isEqualTo(double[].class);
    assertThat(first("arraycopy", System.class, copy, "[[D", "I", "[[D", "I", "I"))
        .isEqualTo(Object[].class);
    assertThat(first("arraycopy", System.class, copy, "[Z", "I", "Ljava/lang/Object;", "I", "I"))
        .isEqualTo(Object.class);
    String copyOf = "([Ljava/lang/Object;I)[Ljava/lang/Object;";
    assertThat(first("copyOf", Arrays.class, copyOf, "[[D", "I")).isEqualTo(double[][].class);
    assertThat(first("copyOf", Arrays.class, copyOf, "[Ljava/lang/String;", "I"))
        .isEqualTo(Object[].class);
    assertThat(first("copyOf", Arrays.class, copyOf, "Ljava/lang/Object;", "I"))
        .isEqualTo(Object[].class);
    assertThat(first("clone", float[].class, "()Ljava/lang/Object;", "[F"))
        .isEqualTo(float[].class);
    assertThat(first("fill", Arrays.class, "([DD)V", "[D", "D")).isEqualTo(double[].class);
    assertThat(first("fill", Arrays.class, "([BB)V", "[B", "I")).isEqualTo(byte[].class);
    assertThat(first("hashCode", Arrays.class, "([D)I", "[D")).isNull();
  }

  /** The type of the first parameter of the substitute. */
  private static Class<?> first(String name, Class<?> owner, String type, String... operands) {
    List<Type> types = Stream.of(operands).map(ClassDesc::ofDescriptor).map(Type::of).toList();
    Method found =
        RuleBook.standard().substitute(owner, name, MethodTypeDesc.ofDescriptor(type), types);
    return found == null ? null : found.getParameterTypes()[0];
  }

  @RulesFor(Spline.class)
  static final class WithoutTangent {
    static double at(Spline self, double x) {
      return x;
    }
  }

  @RulesFor(Spline.class)
  static final class WrongName {
    static double att(Spline self, double x, double xDot) {
      return x;
    }
  }

  @RulesFor(Spline.class)
  static final class NotStatic {
    double at(double x, double xDot) {
      return x;
    }
  }

  @RulesFor(Spline.class)
  static final class NotPublic {
    @Vjp
    static void solve(
        double[] a, float[] b, double[] x, double[] xBar, double[] aBar, float[] bBar) {}
  }

  /** A substitute that takes too little. */
  static final class WrongSubstitute {
    @Substitute(Arrays.class)
    static void fill(double[] a) {}
  }

  @Test
  void errorsNameTheRuleAndItsOwner() {
    String here = RuleBookTest.class.getName();
    assertThatThrownBy(() -> RuleBook.with(WithoutTangent.class))
        .hasMessage(
            ("%1$s$WithoutTangent.at, which is static double at(%1$s$Spline, double), fits no"
                    + " method of %1$s$Spline: expected static double at(%1$s$Spline, double,"
                    + " double)")
                .formatted(here));
    assertThatThrownBy(() -> RuleBook.with(WrongName.class))
        .hasMessageEndingWith("Spline has no method att that could have one");
    assertThatThrownBy(() -> RuleBook.with(NotStatic.class))
        .hasMessageEndingWith("NotStatic.at: a rule must be static");
    assertThatThrownBy(() -> RuleBook.with(NotPublic.class))
        .hasMessageEndingWith("NotPublic.solve: a vjp rule must be public, in a public class");
    assertThatThrownBy(() -> RuleBook.with(WrongSubstitute.class))
        .hasMessageContaining("WrongSubstitute.fill")
        .hasMessageContaining("expected static void fill(");
    assertThatThrownBy(() -> RuleBook.with(String.class)).hasMessageContaining("mark it @RulesFor");
  }
}
