package dev.cusp.bench.cases;

import dev.cusp.Cusp;
import dev.cusp.Function;
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
    Function.Three<double[], Double, Integer, Program.Gradients> gradients =
        Cusp.gradients(program);
    return () -> gradients.apply(start, c, steps);
  }
}
