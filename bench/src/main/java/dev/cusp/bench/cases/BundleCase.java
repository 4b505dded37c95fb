package dev.cusp.bench.cases;

import static dev.cusp.bench.problems.BundleAdjustment.BLOCK;
import static dev.cusp.bench.problems.BundleAdjustment.CAMERA;

import dev.cusp.Function;
import dev.cusp.JacobianInto;
import dev.cusp.Kinks;
import dev.cusp.Program;
import dev.cusp.bench.byhand.BundleJacobian;
import dev.cusp.bench.data.BundleInstance;
import dev.cusp.bench.problems.BundleAdjustment;
import java.util.function.Supplier;

/** The entries of the sparse Jacobian, row by row. */
record BundleCase(BundleInstance b) implements Case {
  @Override
  public Supplier<?> value() {
    return () ->
        BundleAdjustment.errors(
            b.cameras(), b.points(), b.weights(), b.cameraOf(), b.pointOf(), b.features());
  }

  @Override
  public Supplier<?> byHand() {
    BundleJacobian jacobian =
        new BundleJacobian(
            b.cameras().length / CAMERA, b.points().length / 3, b.cameraOf(), b.pointOf());
    return () -> {
      jacobian.compute(b.cameras(), b.points(), b.weights(), b.features());
      return jacobian.values;
    };
  }

  /** The Jacobian of one observation's residuals by its camera, point and weight, for each. */
  @Override
  public Supplier<?> byCusp(Kinks kinks) {
    double[] feature = new double[2];
    Function<double[], double[]> residual = z -> BundleAdjustment.residual(z, feature);
    JacobianInto jacobian = Program.of(residual).with(kinks).jacobianInto();
    int p = b.weights().length;
    double[] block = new double[BLOCK];
    double[][] rows = new double[2][BLOCK];
    double[] values = new double[(2 * BLOCK + 1) * p];
    return () -> {
      for (int i = 0; i < p; i++) {
        System.arraycopy(b.cameras(), CAMERA * b.cameraOf()[i], block, 0, CAMERA);
        System.arraycopy(b.points(), 3 * b.pointOf()[i], block, CAMERA, 3);
        block[CAMERA + 3] = b.weights()[i];
        System.arraycopy(b.features(), 2 * i, feature, 0, 2);
        jacobian.rows(block, rows);
        System.arraycopy(rows[0], 0, values, 2 * BLOCK * i, BLOCK);
        System.arraycopy(rows[1], 0, values, 2 * BLOCK * i + BLOCK, BLOCK);
        values[2 * BLOCK * p + i] = -2 * b.weights()[i];
      }
      return values;
    };
  }
}
