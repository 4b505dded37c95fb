package dev.cusp.ad;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cusp.ir.Func;
import dev.cusp.ir.Op;
import dev.cusp.ir.Region;
import dev.cusp.ir.Stmt;
import dev.cusp.rules.RuleBook;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Looking out for ties changes nothing but that: derivatives are made the same way. */
class WatchTest {
  private static double logSumExp(double[] v) {
    double max = v[0];
    for (double e : v) {
      if (e > max) {
        max = e;
      }
    }
    double sum = 0;
    for (double e : v) {
      sum += Math.exp(e - max);
    }
    return max + Math.log(sum);
  }

  /** As ADBench's GMM: a loop that can be reversed round by round, and what comes after it. */
  static double mixture(double[] x) {
    double total = 0;
    for (int i = 0; i < 50; i++) {
      double[] terms = new double[x.length];
      for (int k = 0; k < x.length; k++) {
        terms[k] = Math.sin(i * x[k]);
      }
      total += logSumExp(terms);
    }
    return total - logSumExp(x);
  }

  private static Stream<Stmt> statements(Region r) {
    return r.body().stream()
        .flatMap(
            s -> Stream.concat(Stream.of(s), s.regions().stream().flatMap(WatchTest::statements)));
  }

  private static Stream<Op> reverse(Compiled.AtTie atTie) {
    Method method =
        Arrays.stream(WatchTest.class.getDeclaredMethods())
            .filter(m -> m.getName().equals("mixture"))
            .findFirst()
            .orElseThrow();
    Compiled compiled = new Compiled(method, RuleBook.standard(), true, atTie, 0);
    Func f = compiled.watched(new Object[1], Set.of(0));
    Func vjp = Derivatives.vjp(Derivatives.linearize(f, Set.of(0), compiled.calls()), true);
    return statements(vjp.body()).map(Stmt::op);
  }

  private static long loops(Compiled.AtTie atTie) {
    return reverse(atTie).filter(Op.Loop.class::isInstance).count();
  }

  private static long kept(Compiled.AtTie atTie) {
    return reverse(atTie)
        .filter(op -> op instanceof Op.Call c && c.owner().equals(Residuals.TAPE))
        .count();
  }

  @Test
  void aLoopIsFusedThoughTiesAreLookedFor() {
    assertThat(reverse(Compiled.AtTie.RAY).filter(Op.Throw.class::isInstance).count()).isEqualTo(2);
    assertThat(loops(Compiled.AtTie.RAY)).isEqualTo(loops(Compiled.AtTie.IGNORE));
    assertThat(kept(Compiled.AtTie.RAY)).isEqualTo(kept(Compiled.AtTie.IGNORE));
  }
}
