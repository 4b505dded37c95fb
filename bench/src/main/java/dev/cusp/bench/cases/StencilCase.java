package dev.cusp.bench.cases;

import dev.cusp.Kinks;
import dev.cusp.Objective;
import dev.cusp.Program;
import dev.cusp.bench.byhand.StencilGradient;
import dev.cusp.bench.problems.Stencil;
import java.util.List;
import java.util.function.Supplier;

/** The gradients by the start and by the conductivity c. */
record StencilCase(boolean inPlace, double[] start, double c, int steps) implements Case {
  @Override
  public Supplier<?> value() {
    return inPlace
        ? () -> Stencil.gaussSeidel(start, c, steps)
        : () -> Stencil.jacobi(start, c, steps);
  }

  @Override
  public Supplier<?> byHand() {
    StencilGradient gradient = new StencilGradient();
    double[] g = new double[start.length];
    return () -> {
      if (inPlace) {
        gradient.gaussSeidel(start, c, steps, g);
      } else {
        gradient.jacobi(start, c, steps, g);
      }
      return List.of(g, gradient.cBar());
    };
  }

  @Override
  public Supplier<?> byCusp() {
    Objective.Three<double[], Double, Integer> program =
        inPlace ? Stencil::gaussSeidel : Stencil::jacobi;
    // the rod stands at the limit, exactly: there the derivative by hand takes one side, and so
    // does
    // this; the default would break the ties along a ray
    Program gradients = Program.of((Object) program).with(Kinks.CONVENTION);
    return () -> gradients.gradients(null, start, c, steps);
  }
}
