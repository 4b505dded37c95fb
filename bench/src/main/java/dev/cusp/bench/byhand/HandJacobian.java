package dev.cusp.bench.byhand;

import dev.cusp.bench.problems.HandModel;
import java.util.Arrays;

/**
 * The Jacobians of {@link dev.cusp.bench.problems.HandTracking}, forward: the derivative of the
 * skin by each of the 26 pose parameters.
 *
 * <p>With the skin before the hand is turned {@code S = sum_b w_b T_b p} and the skin {@code R S +
 * t}, a finger's parameter has {@code R sum_b w_b dT_b p} over the at most three bones that it
 * moves, R's parameters have {@code dR S}, and t's are constant.
 *
 * <p>Columns are kept one after the other, as ADBench has them.
 */
public final class HandJacobian {
  private static final int FINGERS = 5;

  private final HandModel model;
  private final int vertices;

  /** The skin before it is turned, {@code [axis][vertex]}. */
  private final double[][] skin;

  /** By theta: {@code [parameter][axis][vertex]} of the turned skin, without the translation. */
  private final double[][][] tangents;

  private final double[][] turned;

  /** For all vertices of the model, as the objective computes them all. */
  public HandJacobian(HandModel model) {
    this.model = model;
    vertices = model.vertices();
    skin = new double[3][vertices];
    turned = new double[3][vertices];
    tangents = new double[26][3][vertices];
  }

  /** The Jacobian by theta: 26 columns of {@code 3 n} entries. */
  public void simple(double[] theta, int[] correspondences, double[] out) {
    differentiate(theta);
    int n = correspondences.length;
    for (int j = 0; j < 26; j++) {
      int at = j * 3 * n;
      if (j >= 3 && j < 6) {
        translation(j - 3, n, out, at);
        continue;
      }
      double[][] tangent = tangents[j];
      for (int i = 0; i < n; i++) {
        int v = correspondences[i];
        out[at + 3 * i] = -tangent[0][v];
        out[at + 3 * i + 1] = -tangent[1][v];
        out[at + 3 * i + 2] = -tangent[2][v];
      }
    }
  }

  /** The Jacobian by each point's own two coordinates, and by theta: 28 columns. */
  public void complicated(double[] theta, double[] us, int[] correspondences, double[] out) {
    differentiate(theta);
    double[] r = Rotation.matrix(theta[0], theta[1], theta[2]);
    turn(r, skin, turned);
    int n = correspondences.length;
    int[] corners = model.triangles();
    for (int i = 0; i < n; i++) {
      int p = corners[3 * correspondences[i]];
      int q = corners[3 * correspondences[i] + 1];
      int s = corners[3 * correspondences[i] + 2];
      for (int a = 0; a < 3; a++) {
        double[] place = turned[a];
        out[3 * i + a] = place[s] - place[p];
        out[3 * n + 3 * i + a] = place[s] - place[q];
      }
    }
    for (int j = 0; j < 26; j++) {
      int at = (2 + j) * 3 * n;
      if (j >= 3 && j < 6) {
        translation(j - 3, n, out, at);
        continue;
      }
      for (int i = 0; i < n; i++) {
        int p = corners[3 * correspondences[i]];
        int q = corners[3 * correspondences[i] + 1];
        int s = corners[3 * correspondences[i] + 2];
        double u = us[2 * i];
        double v = us[2 * i + 1];
        for (int a = 0; a < 3; a++) {
          double[] tangent = tangents[j][a];
          out[at + 3 * i + a] = -(u * tangent[p] + v * tangent[q] + (1 - u - v) * tangent[s]);
        }
      }
    }
  }

  private static void translation(int axis, int n, double[] out, int at) {
    Arrays.fill(out, at, at + 3 * n, 0);
    for (int i = 0; i < n; i++) {
      out[at + 3 * i + axis] = -1;
    }
  }

  /** Computes {@link #skin} and {@link #tangents}. */
  private void differentiate(double[] theta) {
    int bones = model.bones();
    double[][] absolutes = new double[bones][];
    for (double[] row : skin) {
      Arrays.fill(row, 0);
    }
    for (int b = 0; b < bones; b++) {
      int parent = model.parents()[b];
      double[] rest = hang(absolutes, parent, model.relatives()[b]);
      Joint joint = Joint.of(b);
      absolutes[b] = joint.turns() ? Rigid.product(rest, joint.rotation(theta)) : rest;
      follow(Rigid.product(absolutes[b], model.inverses()[b]), b, skin);
    }

    double[] r = Rotation.matrix(theta[0], theta[1], theta[2]);
    double[][] slopes = Rotation.derivatives(theta[0], theta[1], theta[2]);
    for (int j = 0; j < 3; j++) {
      turn(slopes[j], skin, tangents[j]);
    }
    for (int finger = 0; finger < FINGERS; finger++) {
      for (int j = 0; j < 4; j++) {
        finger(theta, finger, j, absolutes, r);
      }
    }
  }

  /**
   * The tangent by parameter j of a finger: of its first joint's flexion and abduction, or its
   * second or third joint's flexion.
   */
  private void finger(double[] theta, int finger, int j, double[][] absolutes, double[] r) {
    int first = 1 + 4 * finger + Math.max(1, j);
    int last = 4 + 4 * finger;
    double[][] tangent = tangents[6 + 4 * finger + j];
    for (double[] row : tangent) {
      Arrays.fill(row, 0);
    }
    double[] moved = null;
    for (int b = first; b <= last; b++) {
      if (b == first) {
        double[] rest = hang(absolutes, model.parents()[b], model.relatives()[b]);
        moved = Rigid.productWithSlope(rest, Joint.of(b).slope(theta, j == 1));
      } else {
        double[] relative = Rigid.product(model.relatives()[b], Joint.of(b).rotation(theta));
        moved = Rigid.product(moved, relative);
      }
      double[] transform = Rigid.product(moved, model.inverses()[b]);
      follow(Rigid.turned(r, transform), b, tangent);
    }
  }

  private static double[] hang(double[][] absolutes, int parent, double[] relative) {
    return parent < 0 ? relative : Rigid.product(absolutes[parent], relative);
  }

  /** Adds to out what the vertices following bone b get from its transform t. */
  private void follow(double[] t, int b, double[][] out) {
    double[] weight = model.weights()[b];
    double[] x = model.positions()[0];
    double[] y = model.positions()[1];
    double[] z = model.positions()[2];
    for (int a = 0; a < 3; a++) {
      accumulate(weight, x, y, z, t[4 * a], t[4 * a + 1], t[4 * a + 2], t[4 * a + 3], out[a]);
    }
  }

  private static void accumulate(
      double[] weight,
      double[] x,
      double[] y,
      double[] z,
      double tx,
      double ty,
      double tz,
      double shift,
      double[] out) {
    for (int v = 0; v < out.length; v++) {
      out[v] += weight[v] * (tx * x[v] + ty * y[v] + tz * z[v] + shift);
    }
  }

  private static void turn(double[] r, double[][] in, double[][] out) {
    double[] x = in[0];
    double[] y = in[1];
    double[] z = in[2];
    for (int a = 0; a < 3; a++) {
      double rx = r[3 * a];
      double ry = r[3 * a + 1];
      double rz = r[3 * a + 2];
      double[] row = out[a];
      for (int v = 0; v < row.length; v++) {
        row[v] = rx * x[v] + ry * y[v] + rz * z[v];
      }
    }
  }
}
