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

  /**
   * By convention: the rod stands at the limit, exactly. There the derivative by hand takes one
   * side, and so does this; the default would break the ties along a ray.
   */
  @Override
  public Supplier<?> byCusp() {
    return byCusp(Kinks.CONVENTION);
  }

  @Override
  public Supplier<?> byCusp(Kinks kinks) {
    Objective.Three<double[], Double, Integer> program =
        inPlace ? Stencil::gaussSeidel : Stencil::jacobi;
    Program gradients = Program.of((Object) program).with(kinks);
    return () -> gradients.gradients(null, start, c, steps);
  }
}
