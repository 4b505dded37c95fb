package dev.cusp.bench.cases;

import dev.cusp.Function;
import dev.cusp.JacobianInto;
import dev.cusp.Kinks;
import dev.cusp.Program;
import dev.cusp.bench.byhand.HandJacobian;
import dev.cusp.bench.data.HandInstance;
import dev.cusp.bench.problems.HandModel;
import dev.cusp.bench.problems.HandTracking;
import java.util.function.Supplier;

/** The Jacobian by the pose, and for a complicated instance by the points' coordinates too. */
record HandCase(HandInstance h, boolean complicated) implements Case {
  @Override
  public Supplier<?> value() {
    return complicated
        ? () ->
            HandTracking.complicated(h.theta(), h.us(), h.model(), h.correspondences(), h.points())
        : () -> HandTracking.simple(h.theta(), h.model(), h.correspondences(), h.points());
  }

  @Override
  public Supplier<?> byHand() {
    HandJacobian jacobian = new HandJacobian(h.model());
    int rows = h.points().length;
    double[] out = new double[rows * (complicated ? 28 : 26)];
    return () -> {
      if (complicated) {
        jacobian.complicated(h.theta(), h.us(), h.correspondences(), out);
      } else {
        jacobian.simple(h.theta(), h.correspondences(), out);
      }
      return out;
    };
  }

  @Override
  public Supplier<?> byCusp(Kinks kinks) {
    HandModel model = h.model();
    int[] correspondences = h.correspondences();
    double[] points = h.points();
    if (!complicated) {
      Function<double[], double[]> errors =
          theta -> HandTracking.simple(theta, model, correspondences, points);
      return columns(errors, kinks, h.theta());
    }
    double[] us = h.us();
    Function<double[], double[]> errors =
        z -> HandTracking.complicatedAlong(z, us, model, correspondences, points);
    double[] z = new double[28];
    System.arraycopy(h.theta(), 0, z, 2, 26);
    return columns(errors, kinks, z);
  }

  private Supplier<?> columns(Function<double[], double[]> errors, Kinks kinks, double[] x) {
    JacobianInto jacobian = Program.of(errors).with(kinks).jacobianInto();
    double[][] columns = new double[x.length][h.points().length];
    return () -> {
      jacobian.columns(x, columns);
      return columns;
    };
  }
}
