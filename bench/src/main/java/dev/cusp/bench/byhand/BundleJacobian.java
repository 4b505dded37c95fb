package dev.cusp.bench.byhand;

import static dev.cusp.bench.problems.BundleAdjustment.CAMERA;

/**
 * The Jacobian of {@link dev.cusp.bench.problems.BundleAdjustment#errors} by cameras, points and
 * weights, as a sparse matrix by rows: the two rows of each observation have 15 entries (11 camera,
 * 3 point, 1 weight), and each weight's row has one.
 *
 * <p>Both rows of an observation come from one evaluation. With {@code Y = rotate(r, X - C)} the
 * row of a residual starts as {@code v = w d(residual)/dY} and goes back through the rotation:
 * {@code v} turned by {@code -r} is the derivative by X, and with the unit axis k and angle t, the
 * derivatives by t and k make up the one by r.
 */
public final class BundleJacobian {
  private static final int BLOCK = CAMERA + 4;

  /** Where each row's entries begin; one more than rows. */
  public final int[] rows;

  public final int[] columns;
  public final double[] values;

  private final int[] cameraOf;
  private final int[] pointOf;

  /** The structure of the Jacobian of {@code n} cameras and {@code m} points. */
  public BundleJacobian(int n, int m, int[] cameraOf, int[] pointOf) {
    this.cameraOf = cameraOf;
    this.pointOf = pointOf;
    int p = cameraOf.length;
    rows = new int[3 * p + 1];
    columns = new int[(2 * BLOCK + 1) * p];
    values = new double[columns.length];
    for (int row = 0; row < 2 * p; row++) {
      int i = row / 2;
      int at = row * BLOCK;
      rows[row] = at;
      for (int j = 0; j < CAMERA; j++) {
        columns[at + j] = CAMERA * cameraOf[i] + j;
      }
      for (int j = 0; j < 3; j++) {
        columns[at + CAMERA + j] = CAMERA * n + 3 * pointOf[i] + j;
      }
      columns[at + CAMERA + 3] = CAMERA * n + 3 * m + i;
    }
    for (int i = 0; i < p; i++) {
      rows[2 * p + i] = 2 * p * BLOCK + i;
      columns[2 * p * BLOCK + i] = CAMERA * n + 3 * m + i;
    }
    rows[3 * p] = values.length;
  }

  /** Computes {@link #values}. */
  public void compute(double[] cameras, double[] points, double[] weights, double[] features) {
    int p = weights.length;
    for (int i = 0; i < p; i++) {
      block(
          cameras,
          CAMERA * cameraOf[i],
          points,
          3 * pointOf[i],
          weights[i],
          features[2 * i],
          features[2 * i + 1],
          values,
          2 * i * BLOCK);
    }
    for (int i = 0; i < p; i++) {
      values[2 * p * BLOCK + i] = -2 * weights[i];
    }
  }

  /** The two rows of one observation, to {@code out[at..]}. */
  private static void block(
      double[] cameras,
      int c,
      double[] points,
      int x,
      double w,
      double featureX,
      double featureY,
      double[] out,
      int at) {
    double r0 = cameras[c];
    double r1 = cameras[c + 1];
    double r2 = cameras[c + 2];
    double x0 = points[x] - cameras[c + 3];
    double x1 = points[x + 1] - cameras[c + 4];
    double x2 = points[x + 2] - cameras[c + 5];
    double focal = cameras[c + 6];
    double k1 = cameras[c + 9];
    double k2 = cameras[c + 10];

    double squared = r0 * r0 + r1 * r1 + r2 * r2;
    double angle = Math.sqrt(squared);
    boolean turned = squared != 0;
    double scale = turned ? 1 / angle : 1;
    double a0 = r0 * scale;
    double a1 = r1 * scale;
    double a2 = r2 * scale;
    double sin = turned ? Math.sin(angle) : 1;
    double cos = turned ? Math.cos(angle) : 1;
    double rest = turned ? 1 - cos : 0;
    double n0 = a1 * x2 - a2 * x1;
    double n1 = a2 * x0 - a0 * x2;
    double n2 = a0 * x1 - a1 * x0;
    double along = a0 * x0 + a1 * x1 + a2 * x2;
    double y0 = x0 * cos + n0 * sin + a0 * along * rest;
    double y1 = x1 * cos + n1 * sin + a1 * along * rest;
    double y2 = x2 * cos + n2 * sin + a2 * along * rest;

    double depth = 1 / y2;
    double px = y0 * depth;
    double py = y1 * depth;
    double rr = px * px + py * py;
    double distortion = 1 + k1 * rr + k2 * rr * rr;
    double slope = 2 * (k1 + 2 * k2 * rr);
    double wf = w * focal;

    for (int axis = 0; axis < 2; axis++) {
      double p = axis == 0 ? px : py;
      double q = axis == 0 ? cameras[c + 7] - featureX : cameras[c + 8] - featureY;
      double pxBar = wf * p * slope * px + (axis == 0 ? wf * distortion : 0);
      double pyBar = wf * p * slope * py + (axis == 1 ? wf * distortion : 0);
      double v0 = pxBar * depth;
      double v1 = pyBar * depth;
      double v2 = -(v0 * px + v1 * py);

      // X: v turned back
      double u0 = a1 * v2 - a2 * v1;
      double u1 = a2 * v0 - a0 * v2;
      double u2 = a0 * v1 - a1 * v0;
      double vAlong = a0 * v0 + a1 * v1 + a2 * v2;
      double xBar0 = v0 * cos - u0 * sin + a0 * vAlong * rest;
      double xBar1 = v1 * cos - u1 * sin + a1 * vAlong * rest;
      double xBar2 = v2 * cos - u2 * sin + a2 * vAlong * rest;

      // r: of the angle, and of the axis perpendicular to it
      double kBar0 = sin * (x1 * v2 - x2 * v1) + rest * (along * v0 + vAlong * x0);
      double kBar1 = sin * (x2 * v0 - x0 * v2) + rest * (along * v1 + vAlong * x1);
      double kBar2 = sin * (x0 * v1 - x1 * v0) + rest * (along * v2 + vAlong * x2);
      int o = at + axis * BLOCK;
      if (turned) {
        double angleBar =
            cos * (v0 * n0 + v1 * n1 + v2 * n2)
                + sin * (vAlong * along - (v0 * x0 + v1 * x1 + v2 * x2));
        double radial = angleBar - (a0 * kBar0 + a1 * kBar1 + a2 * kBar2) * scale;
        out[o] = a0 * radial + kBar0 * scale;
        out[o + 1] = a1 * radial + kBar1 * scale;
        out[o + 2] = a2 * radial + kBar2 * scale;
      } else {
        out[o] = kBar0;
        out[o + 1] = kBar1;
        out[o + 2] = kBar2;
      }
      out[o + 3] = -xBar0;
      out[o + 4] = -xBar1;
      out[o + 5] = -xBar2;
      out[o + 6] = w * p * distortion;
      out[o + 7] = axis == 0 ? w : 0;
      out[o + 8] = axis == 1 ? w : 0;
      out[o + 9] = wf * p * rr;
      out[o + 10] = wf * p * rr * rr;
      out[o + 11] = xBar0;
      out[o + 12] = xBar1;
      out[o + 13] = xBar2;
      out[o + 14] = p * distortion * focal + q;
    }
  }
}
