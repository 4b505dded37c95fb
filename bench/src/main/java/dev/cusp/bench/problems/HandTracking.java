package dev.cusp.bench.problems;

/**
 * Fitting a hand to points: how far the points are from the skin of a posed hand (Microsoft
 * ADBench, objective HAND).
 *
 * <p>The pose {@code theta} has 26 numbers: rotation of the hand as an angle-axis vector,
 * translation, and for each of five fingers flexion and abduction of its first joint and flexion of
 * the other two. Every bone's transform follows from its parent's; a vertex of the skin is where
 * the bones take it on average, weighted.
 */
public final class HandTracking {
  public static final int PARAMETERS = 26;

  /** Below this angle the hand is not turned at all. */
  private static final double NO_ROTATION = 1e-4;

  private HandTracking() {}

  /** {@code points - vertices}, where point i corresponds to a vertex. */
  public static double[] simple(
      double[] theta, HandModel model, int[] correspondences, double[] points) {
    double[][] skin = skin(theta, model);
    double[] errors = new double[points.length];
    for (int i = 0; i < correspondences.length; i++) {
      for (int a = 0; a < 3; a++) {
        errors[3 * i + a] = points[3 * i + a] - skin[a][correspondences[i]];
      }
    }
    return errors;
  }

  /**
   * The same where point i corresponds to a place in a triangle of the skin.
   *
   * @param us the first two barycentric coordinates of each point
   */
  public static double[] complicated(
      double[] theta, double[] us, HandModel model, int[] correspondences, double[] points) {
    double[][] skin = skin(theta, model);
    double[] errors = new double[points.length];
    for (int i = 0; i < correspondences.length; i++) {
      int triangle = 3 * correspondences[i];
      int p = model.triangles()[triangle];
      int q = model.triangles()[triangle + 1];
      int r = model.triangles()[triangle + 2];
      double u = us[2 * i];
      double v = us[2 * i + 1];
      for (int a = 0; a < 3; a++) {
        double place = u * skin[a][p] + v * skin[a][q] + (1 - u - v) * skin[a][r];
        errors[3 * i + a] = points[3 * i + a] - place;
      }
    }
    return errors;
  }

  /**
   * The complicated errors, in 28 directions: {@code z[0]} and {@code z[1]} are added to the
   * coordinates of every point, and the rest is theta.
   *
   * <p>Since errors depend on the coordinates of their own point only, the Jacobian of this at zero
   * shifts has all entries of the Jacobian by {@code us} in two columns.
   */
  public static double[] complicatedAlong(
      double[] z, double[] us, HandModel model, int[] correspondences, double[] points) {
    double[] theta = new double[PARAMETERS];
    for (int j = 0; j < PARAMETERS; j++) {
      theta[j] = z[2 + j];
    }
    double[] shifted = new double[us.length];
    for (int i = 0; i < correspondences.length; i++) {
      shifted[2 * i] = us[2 * i] + z[0];
      shifted[2 * i + 1] = us[2 * i + 1] + z[1];
    }
    return complicated(theta, shifted, model, correspondences, points);
  }

  /** The vertices of the posed hand, {@code [axis][vertex]}. */
  private static double[][] skin(double[] theta, HandModel model) {
    double[][] transforms = transforms(theta, model);
    double[] x = model.positions()[0];
    double[] y = model.positions()[1];
    double[] z = model.positions()[2];
    double[][] skin = new double[3][x.length];
    for (int b = 0; b < transforms.length; b++) {
      double[] t = transforms[b];
      double[] weight = model.weights()[b];
      for (int a = 0; a < 3; a++) {
        double[] out = skin[a];
        double tx = t[4 * a];
        double ty = t[4 * a + 1];
        double tz = t[4 * a + 2];
        double shift = t[4 * a + 3];
        for (int v = 0; v < out.length; v++) {
          out[v] += weight[v] * (tx * x[v] + ty * y[v] + tz * z[v] + shift);
        }
      }
    }
    return moved(skin, rotation(theta[0], theta[1], theta[2]), theta);
  }

  /** The skin turned by the 3x3 matrix r and shifted by {@code theta[3..5]}. */
  private static double[][] moved(double[][] skin, double[] r, double[] theta) {
    double[] x = skin[0];
    double[] y = skin[1];
    double[] z = skin[2];
    double[][] moved = new double[3][x.length];
    for (int a = 0; a < 3; a++) {
      double[] out = moved[a];
      double rx = r[3 * a];
      double ry = r[3 * a + 1];
      double rz = r[3 * a + 2];
      double shift = theta[3 + a];
      for (int v = 0; v < out.length; v++) {
        out[v] = rx * x[v] + ry * y[v] + rz * z[v] + shift;
      }
    }
    return moved;
  }

  /** For each bone, what takes a vertex from where it is at rest to where the pose puts it. */
  private static double[][] transforms(double[] theta, HandModel model) {
    int bones = model.bones();
    double[][] absolutes = new double[bones][];
    double[][] transforms = new double[bones][];
    for (int b = 0; b < bones; b++) {
      double[] relative = product(model.relatives()[b], jointRotation(theta, b));
      int parent = model.parents()[b];
      absolutes[b] = parent < 0 ? relative : product(absolutes[parent], relative);
      transforms[b] = product(absolutes[b], model.inverses()[b]);
    }
    return transforms;
  }

  /**
   * The rotation of a bone about its joint: {@code Rz(abduction) Rx(flexion)}. Bone 0 is the wrist;
   * each finger has four, the first of which does not turn.
   */
  private static double[] jointRotation(double[] theta, int bone) {
    double flexion = 0;
    double abduction = 0;
    int finger = (bone - 1) / 4;
    int joint = (bone - 1) % 4;
    if (bone > 0 && finger < 5 && joint > 0) {
      int at = 6 + 4 * finger;
      flexion = theta[joint == 1 ? at : at + joint];
      abduction = joint == 1 ? theta[at + 1] : 0;
    }
    double sx = Math.sin(flexion);
    double cx = Math.cos(flexion);
    double sz = Math.sin(abduction);
    double cz = Math.cos(abduction);
    return new double[] {cz, -sz * cx, sz * sx, 0, sz, cz * cx, -cz * sx, 0, 0, sx, cx, 0};
  }

  /** The transform that does {@code b} and then {@code a}. */
  private static double[] product(double[] a, double[] b) {
    double[] c = new double[12];
    for (int i = 0; i < 12; i += 4) {
      for (int j = 0; j < 4; j++) {
        c[i + j] = a[i] * b[j] + a[i + 1] * b[4 + j] + a[i + 2] * b[8 + j];
      }
      c[i + 3] += a[i + 3];
    }
    return c;
  }

  /** The 3x3 rotation about the axis (x, y, z) by its length. */
  private static double[] rotation(double x, double y, double z) {
    double angle = Math.sqrt(x * x + y * y + z * z);
    if (angle < NO_ROTATION) {
      return new double[] {1, 0, 0, 0, 1, 0, 0, 0, 1};
    }
    double u = x / angle;
    double v = y / angle;
    double w = z / angle;
    double s = Math.sin(angle);
    double c = Math.cos(angle);
    return new double[] {
      u * u + (1 - u * u) * c,
      u * v * (1 - c) - w * s,
      u * w * (1 - c) + v * s,
      u * v * (1 - c) + w * s,
      v * v + (1 - v * v) * c,
      v * w * (1 - c) - u * s,
      u * w * (1 - c) - v * s,
      v * w * (1 - c) + u * s,
      w * w + (1 - w * w) * c
    };
  }
}
