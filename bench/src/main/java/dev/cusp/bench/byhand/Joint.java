package dev.cusp.bench.byhand;

/**
 * How a bone turns about its joint, {@code Rz(abduction) Rx(flexion)}.
 *
 * @param flexion index of the angle in theta, or -1
 * @param abduction index of the angle in theta, or -1
 */
record Joint(int flexion, int abduction) {
  /** Bone 0 is the wrist; each finger has four, and the second, third and fourth turn. */
  static Joint of(int bone) {
    int finger = (bone - 1) / 4;
    int joint = (bone - 1) % 4;
    if (bone == 0 || finger >= 5 || joint == 0) {
      return new Joint(-1, -1);
    }
    int at = 6 + 4 * finger;
    return joint == 1 ? new Joint(at, at + 1) : new Joint(at + joint, -1);
  }

  boolean turns() {
    return flexion >= 0;
  }

  double[] rotation(double[] theta) {
    double x = theta[flexion];
    double z = abduction < 0 ? 0 : theta[abduction];
    return matrix(Math.sin(x), Math.cos(x), Math.sin(z), Math.cos(z), 1);
  }

  /** The derivative by abduction or by flexion. */
  double[] slope(double[] theta, boolean byAbduction) {
    double x = theta[flexion];
    double z = abduction < 0 ? 0 : theta[abduction];
    if (byAbduction) {
      return matrix(Math.sin(x), Math.cos(x), Math.cos(z), -Math.sin(z), 0);
    }
    double[] m = matrix(Math.cos(x), -Math.sin(x), Math.sin(z), Math.cos(z), 1);
    m[0] = 0;
    m[4] = 0;
    return m;
  }

  /** {@code Rz Rx}, its last row times {@code last}. */
  private static double[] matrix(double sx, double cx, double sz, double cz, double last) {
    return new double[] {
      cz, -sz * cx, sz * sx, 0, sz, cz * cx, -cz * sx, 0, 0, sx * last, cx * last, 0
    };
  }
}
