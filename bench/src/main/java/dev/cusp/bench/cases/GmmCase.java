package dev.cusp.bench.cases;

import dev.cusp.Kinks;
import dev.cusp.Objective;
import dev.cusp.Program;
import dev.cusp.bench.byhand.GmmGradient;
import dev.cusp.bench.data.GmmInstance;
import dev.cusp.bench.problems.Gmm;
import java.util.List;
import java.util.function.Supplier;

record GmmCase(GmmInstance g) implements Case {
  @Override
  public Supplier<?> value() {
    return () -> Gmm.objective(g.alphas(), g.means(), g.icf(), g.x(), g.gamma(), g.m());
  }

  @Override
  public Supplier<?> byHand() {
    GmmGradient gradient = new GmmGradient();
    return () -> {
      gradient.compute(g.alphas(), g.means(), g.icf(), g.x(), g.gamma(), g.m());
      return List.of(gradient.alphas, gradient.means, gradient.icf);
    };
  }

  @Override
  public Supplier<?> byCusp(Kinks kinks) {
    double[] x = g.x();
    double gamma = g.gamma();
    int m = g.m();
    Objective.Three<double[], double[], double[]> objective =
        (alphas, means, icf) -> Gmm.objective(alphas, means, icf, x, gamma, m);
    Program program = Program.of(objective).with(kinks);
    return () -> program.gradients(null, g.alphas(), g.means(), g.icf());
  }
}
