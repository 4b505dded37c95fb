package dev.cusp.ad;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cusp.ir.Op;
import dev.cusp.rules.RuleBook;
import dev.cusp.rules.RulesFor;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import org.junit.jupiter.api.Test;

/** The JDK's rules are lifted once for all programs, those with rules of their own apart. */
final class RuleCallsTest {
  private static final Op.Call SIN =
      new Op.Call(
          Op.Call.Kind.STATIC,
          ClassDesc.of("java.lang.Math"),
          "sin",
          MethodTypeDesc.of(ConstantDescs.CD_double, ConstantDescs.CD_double),
          false);

  @RulesFor(Math.class)
  static final class Backwards {
    static double sin(double x, double xDot) {
      return -xDot;
    }
  }

  private static RuleCalls calls(RuleBook book) {
    return new RuleCalls(book, RuleCallsTest.class.getClassLoader());
  }

  @Test
  void standardRulesAreShared() {
    RuleCalls calls = calls(RuleBook.standard());
    assertThat(calls.rule(SIN))
        .isSameAs(calls(RuleBook.standard()).rule(SIN))
        .isSameAs(calls.locked().rule(SIN));
  }

  @Test
  void rulesOfOnesOwnAreNot() {
    RuleCalls own = calls(RuleBook.with(Backwards.class));
    assertThat(own.rule(SIN).source().toString()).startsWith("RuleCallsTest.java:");
    assertThat(calls(RuleBook.standard()).rule(SIN).source().toString())
        .startsWith("MathRules.java:");
  }
}
