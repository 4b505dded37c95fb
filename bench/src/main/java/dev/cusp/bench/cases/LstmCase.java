package dev.cusp.bench.cases;

import dev.cusp.Kinks;
import dev.cusp.Objective;
import dev.cusp.Program;
import dev.cusp.bench.byhand.LstmGradient;
import dev.cusp.bench.data.LstmInstance;
import dev.cusp.bench.problems.Lstm;
import java.util.List;
import java.util.function.Supplier;

record LstmCase(LstmInstance l) implements Case {
  @Override
  public Supplier<?> value() {
    return () -> Lstm.loss(l.main(), l.extra(), l.state(), l.sequence(), l.layers(), l.bits());
  }

  @Override
  public Supplier<?> byHand() {
    LstmGradient gradient = new LstmGradient();
    return () -> {
      gradient.compute(l.main(), l.extra(), l.state(), l.sequence(), l.layers(), l.bits());
      return List.of(gradient.main, gradient.extra);
    };
  }

  @Override
  public Supplier<?> byCusp(Kinks kinks) {
    double[] state = l.state();
    double[] sequence = l.sequence();
    int layers = l.layers();
    int bits = l.bits();
    Objective.Two<double[], double[]> loss =
        (main, extra) -> Lstm.loss(main, extra, state, sequence, layers, bits);
    Program program = Program.of(loss).with(kinks);
    return () -> program.gradients(null, l.main(), l.extra());
  }
}
