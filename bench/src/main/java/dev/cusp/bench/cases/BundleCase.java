package dev.cusp.bench.cases;

import static dev.cusp.bench.problems.BundleAdjustment.BLOCK;
import static dev.cusp.bench.problems.BundleAdjustment.CAMERA;

import dev.cusp.GradientInto;
import dev.cusp.Kinks;
import dev.cusp.Objective;
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

  /**
   * Two gradients: with a copy of its camera, point and weight for each observation, the rows of
   * all first residuals are the gradient of their sum, and so are those of the second.
   */
  @Override
  public Supplier<?> byCusp(Kinks kinks) {
    double[] features = b.features();
    GradientInto first = gradient(z -> BundleAdjustment.sumsOfResiduals(z, features)[0], kinks);
    GradientInto second = gradient(z -> BundleAdjustment.sumsOfResiduals(z, features)[1], kinks);
    int p = b.weights().length;
    double[] blocks = new double[BLOCK * p];
    double[] x = new double[BLOCK * p];
    double[] y = new double[BLOCK * p];
    double[] values = new double[(2 * BLOCK + 1) * p];
    return () -> {
      copyBlocks(blocks);
      first.apply(blocks, x);
      second.apply(blocks, y);
      for (int i = 0; i < p; i++) {
        System.arraycopy(x, BLOCK * i, values, 2 * BLOCK * i, BLOCK);
        System.arraycopy(y, BLOCK * i, values, 2 * BLOCK * i + BLOCK, BLOCK);
        values[2 * BLOCK * p + i] = -2 * b.weights()[i];
      }
      return values;
    };
  }

  private static GradientInto gradient(Objective<double[]> sum, Kinks kinks) {
    return Program.of(sum).with(kinks).gradientInto();
  }

  private void copyBlocks(double[] blocks) {
    for (int i = 0; i < b.weights().length; i++) {
      int at = BLOCK * i;
      System.arraycopy(b.cameras(), CAMERA * b.cameraOf()[i], blocks, at, CAMERA);
      System.arraycopy(b.points(), 3 * b.pointOf()[i], blocks, at + CAMERA, 3);
      blocks[at + CAMERA + 3] = b.weights()[i];
    }
  }
}
