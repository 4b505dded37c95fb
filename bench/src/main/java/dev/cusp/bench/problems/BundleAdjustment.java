package dev.cusp.bench.problems;

/**
 * Bundle adjustment: how far the points, seen by the cameras, are from where they were seen
 * (Microsoft ADBench, objective BA).
 *
 * <p>A camera has 11 numbers: rotation r as an angle-axis vector, centre C, focal length f,
 * principal point (u0, v0) and radial distortion (k1, k2). With {@code Y = rotate(r, X - C)} and
 * {@code p = (Y0, Y1) / Y2},
 *
 * <pre>
 * residual = w (f (1 + k1 |p|^2 + k2 |p|^4) p + (u0, v0) - feature)
 * </pre>
 */
public final class BundleAdjustment {
  /** Numbers of a camera. */
  public static final int CAMERA = 11;

  /** Numbers that one residual depends on: a camera, a point and a weight. */
  public static final int BLOCK = CAMERA + 3 + 1;

  private BundleAdjustment() {}

  /**
   * All errors: two residuals for each observation, then {@code 1 - w^2} for each weight.
   *
   * @param cameraOf the camera of each observation
   * @param pointOf the point of each observation
   * @param features where it was seen
   */
  public static double[] errors(
      double[] cameras,
      double[] points,
      double[] weights,
      int[] cameraOf,
      int[] pointOf,
      double[] features) {
    int p = weights.length;
    double[] errors = new double[3 * p];
    for (int i = 0; i < p; i++) {
      double[] seen = project(cameras, CAMERA * cameraOf[i], points, 3 * pointOf[i]);
      errors[2 * i] = weights[i] * (seen[0] - features[2 * i]);
      errors[2 * i + 1] = weights[i] * (seen[1] - features[2 * i + 1]);
      errors[2 * p + i] = 1 - weights[i] * weights[i];
    }
    return errors;
  }

  /**
   * The two residuals of one observation.
   *
   * @param block camera, point and weight
   */
  public static double[] residual(double[] block, double[] feature) {
    double[] seen = project(block, 0, block, CAMERA);
    double weight = block[CAMERA + 3];
    return new double[] {weight * (seen[0] - feature[0]), weight * (seen[1] - feature[1])};
  }

  /** Where the camera {@code cameras[c..]} sees the point {@code points[x..]}. */
  private static double[] project(double[] cameras, int c, double[] points, int x) {
    double[] r = {cameras[c], cameras[c + 1], cameras[c + 2]};
    double[] offset = {
      points[x] - cameras[c + 3], points[x + 1] - cameras[c + 4], points[x + 2] - cameras[c + 5]
    };
    double[] y = rotate(r, offset);
    double px = y[0] / y[2];
    double py = y[1] / y[2];
    double squared = px * px + py * py;
    double distortion = 1 + cameras[c + 9] * squared + cameras[c + 10] * squared * squared;
    return new double[] {
      px * distortion * cameras[c + 6] + cameras[c + 7],
      py * distortion * cameras[c + 6] + cameras[c + 8]
    };
  }

  /** The point turned about the axis r by the angle |r| (Rodrigues' formula). */
  private static double[] rotate(double[] r, double[] point) {
    double squared = r[0] * r[0] + r[1] * r[1] + r[2] * r[2];
    if (squared == 0) {
      return sum(point, 1, cross(r, point), 1);
    }
    double angle = Math.sqrt(squared);
    double cos = Math.cos(angle);
    double sin = Math.sin(angle);
    double[] axis = {r[0] / angle, r[1] / angle, r[2] / angle};
    double along = axis[0] * point[0] + axis[1] * point[1] + axis[2] * point[2];
    return sum(sum(point, cos, cross(axis, point), sin), 1, axis, along * (1 - cos));
  }

  private static double[] cross(double[] a, double[] b) {
    return new double[] {
      a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]
    };
  }

  /** {@code a s + b t}. */
  private static double[] sum(double[] a, double s, double[] b, double t) {
    return new double[] {a[0] * s + b[0] * t, a[1] * s + b[1] * t, a[2] * s + b[2] * t};
  }
}
