package dev.cusp.bench.cases;

import static dev.cusp.bench.problems.BundleAdjustment.BLOCK;
import static dev.cusp.bench.problems.BundleAdjustment.CAMERA;

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
    Objective<double[]> first = z -> BundleAdjustment.sumOfResiduals(z, features, 0);
    Objective<double[]> second = z -> BundleAdjustment.sumOfResiduals(z, features, 1);
    Program firstProgram = Program.of(first).with(kinks);
    Program secondProgram = Program.of(second).with(kinks);
    int p = b.weights().length;
    double[] blocks = new double[BLOCK * p];
    double[] values = new double[(2 * BLOCK + 1) * p];
    return () -> {
      copyBlocks(blocks);
      double[] x = gradient(firstProgram, blocks);
      double[] y = gradient(secondProgram, blocks);
      for (int i = 0; i < p; i++) {
        System.arraycopy(x, BLOCK * i, values, 2 * BLOCK * i, BLOCK);
        System.arraycopy(y, BLOCK * i, values, 2 * BLOCK * i + BLOCK, BLOCK);
        values[2 * BLOCK * p + i] = -2 * b.weights()[i];
      }
      return values;
    };
  }

  private static double[] gradient(Program program, double[] blocks) {
    return (double[]) program.gradients(null, (Object) blocks).gradients().getFirst();
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
