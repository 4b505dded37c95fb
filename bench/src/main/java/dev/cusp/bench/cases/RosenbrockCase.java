package dev.cusp.bench.cases;

import dev.cusp.GradientInto;
import dev.cusp.Kinks;
import dev.cusp.Objective;
import dev.cusp.Program;
import dev.cusp.bench.byhand.RosenbrockGradient;
import dev.cusp.bench.problems.Rosenbrock;
import java.util.Optional;
import java.util.function.Supplier;
import org.hipparchus.analysis.differentiation.Gradient;
import org.hipparchus.util.MathArrays;

record RosenbrockCase(double[] x) implements Case {
  /** Above this, differences and dual numbers take seconds. */
  private static final int SMALL = 1000;

  @Override
  public Supplier<?> value() {
    return () -> Rosenbrock.value(x);
  }

  @Override
  public Supplier<?> byHand() {
    double[] g = new double[x.length];
    return () -> {
      RosenbrockGradient.valueAndGradient(x, g);
      return g;
    };
  }

  @Override
  public Supplier<?> byCusp(Kinks kinks) {
    Objective<double[]> value = Rosenbrock::value;
    GradientInto gradient = Program.of(value).with(kinks).gradientInto();
    double[] g = new double[x.length];
    return () -> {
      gradient.apply(x, g);
      return g;
    };
  }

  @Override
  public Optional<Supplier<?>> byDualNumbers() {
    return x.length > SMALL ? Optional.empty() : Optional.of(() -> dual(x));
  }

  @Override
  public Optional<Supplier<?>> byDifferences() {
    return x.length > SMALL
        ? Optional.empty()
        : Optional.of(() -> Differences.gradient(Rosenbrock::value, x));
  }

  /** The program again, in Hipparchus' numbers with a value and all n derivatives. */
  private static double[] dual(double[] x) {
    int n = x.length;
    Gradient[] g = MathArrays.buildArray(Gradient.constant(n, 0).getField(), n);
    for (int i = 0; i < n; i++) {
      g[i] = Gradient.variable(n, i, x[i]);
    }
    Gradient sum = Gradient.constant(n, 0);
    for (int i = 0; i < n - 1; i++) {
      Gradient t = g[i + 1].subtract(g[i].square());
      Gradient u = g[i].negate().add(1);
      sum = sum.add(t.square().multiply(100)).add(u.square());
    }
    return sum.getGradient();
  }
}
