package dev.cusp.bench.cases;

import dev.cusp.GradientInto;
import dev.cusp.Kinks;
import dev.cusp.Objective;
import dev.cusp.Program;
import dev.cusp.bench.byhand.BranchLoopGradient;
import dev.cusp.bench.problems.BranchLoop;
import java.util.Optional;
import java.util.function.Supplier;
import org.hipparchus.analysis.differentiation.Gradient;

record BranchLoopCase(double[] p) implements Case {
  @Override
  public Supplier<?> value() {
    return () -> BranchLoop.value(p);
  }

  @Override
  public Supplier<?> byHand() {
    double[] g = new double[3];
    return () -> {
      BranchLoopGradient.valueAndGradient(p, g);
      return g;
    };
  }

  @Override
  public Supplier<?> byCusp(Kinks kinks) {
    Objective<double[]> value = BranchLoop::value;
    GradientInto gradient = Program.of(value).with(kinks).gradientInto();
    double[] g = new double[3];
    return () -> {
      gradient.apply(p, g);
      return g;
    };
  }

  @Override
  public Optional<Supplier<?>> byDualNumbers() {
    return Optional.of(() -> dual(p));
  }

  @Override
  public Optional<Supplier<?>> byDifferences() {
    return Optional.of(() -> Differences.gradient(BranchLoop::value, p));
  }

  /** The program again, in Hipparchus' numbers with a value and three derivatives. */
  private static double[] dual(double[] p) {
    Gradient x = Gradient.variable(3, 0, p[0]);
    Gradient a = Gradient.variable(3, 1, p[1]);
    Gradient b = Gradient.variable(3, 2, p[2]);
    Gradient sum = Gradient.constant(3, 0);
    for (int i = 0; i < BranchLoop.STEPS; i++) {
      if (x.getValue() < 0.5) {
        x = x.add(a.multiply(x.negate().add(1)));
      } else {
        x = x.multiply(b).subtract(x.sin().multiply(0.1));
      }
      sum = sum.add(x.square());
    }
    return sum.divide(BranchLoop.STEPS).getGradient();
  }
}
