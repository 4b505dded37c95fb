package dev.cusp.lift;

/** Methods about numbers and arrays as the JVM has them. */
final class Primitives {
  private Primitives() {}

  static int overflow(long p, long q) {
    int a = (int) p;
    int b = (int) (q >> 3);
    return a * b + (a << b) - (a >>> 3) + (b >> 1) + (a & b | a ^ b) + ~a;
  }

  static long longs(long a, int b, long c) {
    return a * c + (a << b) - (a >>> b) + (c >> b) + (a & c) + (a < c ? 1 : -1) + -a;
  }

  static int divisions(int a, int b) {
    return b == 0 ? a : a / b + a % b;
  }

  static int narrowing(double d, long l) {
    int a = (int) (l >>> 16);
    byte b = (byte) a;
    short s = (short) (a * 3);
    char c = (char) (a - 5);
    b += 100;
    c++;
    return b + s + c + (int) d + (int) l + (byte) d;
  }

  static double widening(int a, long l, float f) {
    double d = a;
    return d / 3 + l * f + (float) d + (long) f;
  }

  static float floats(float a, float b) {
    float c = a % 3f;
    c = c > b ? c - b : c * b;
    return -c / 0.3f;
  }

  static int chars(int n) {
    char[] a = new char[4];
    a[0] = (char) n;
    a[1] += a[0];
    a[2]--;
    byte[] b = {(byte) n, 2, 3};
    b[1] *= 100;
    short[] s = {(short) n};
    boolean[] z = {n > 3, false};
    long[] l = {n, 4L};
    l[1] <<= 3;
    z[1] = !z[0];
    return a[1] + a[2] + b[0] + b[1] + s[0] + (z[1] ? 1 : 2) + (int) l[1];
  }

  static double matrix(double[] a, int n) {
    double[][] m = new double[n][a.length];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < a.length; j++) {
        m[i][j] = a[j] * i;
      }
    }
    double[][] ragged = {a, {1, 2}, m.length > 0 ? m[0] : null};
    double s = ragged[1][1];
    for (double[] row : m) {
      for (double x : row) {
        s += x;
      }
    }
    return s + ragged.length;
  }

  static double inPlace(double[] a) {
    for (int i = 1; i < a.length; i++) {
      a[i] += a[i - 1] * 0.5;
      a[i - 1]++;
    }
    return a.length == 0 ? 0 : a[a.length - 1];
  }

  static int postAndPreIncrement(int[] a) {
    int i = 0;
    int s = 0;
    while (i < a.length) {
      s += a[i++] + ++s;
      a[i - 1]--;
    }
    return s * i--;
  }

  static int comparisons(double x, double y) {
    int r = 0;
    r += x < y ? 1 : 0;
    r += x <= y ? 2 : 0;
    r += x > y ? 4 : 0;
    r += x >= y ? 8 : 0;
    r += x == y ? 16 : 0;
    r += x != y ? 32 : 0;
    r += !(x < y) ? 64 : 0;
    r += !(x <= y) ? 128 : 0;
    r += !(x > y) ? 256 : 0;
    r += !(x >= y) ? 512 : 0;
    r += !(x == y) ? 1024 : 0;
    return r;
  }

  static int floatComparisons(float x, float y) {
    int r = 0;
    if (x < y) r += 1;
    if (x <= y) r += 2;
    if (x > y) r += 4;
    if (x >= y) r += 8;
    if (!(x < y) && !(x > y)) r += 16;
    if (!(x <= y) || !(x >= y)) r += 32;
    return r;
  }

  static int loopsUntil(double x, double y) {
    int n = 0;
    do {
      n++;
      x += 1;
    } while (!(x >= y) && n < 20);
    while (!(x < y)) {
      x -= 3;
      n += 100;
      if (n > 3000) {
        break;
      }
    }
    do {
      x *= 2;
      n++;
    } while (x < y && n < 5000);
    return n;
  }

  static boolean booleans(boolean a, boolean b, int n) {
    boolean c = a ^ b | n > 3 & a;
    if (!c) {
      c = !b;
    }
    return c && (a || n < 0);
  }

  static Object references(int n, double[] a) {
    Object o = n > 2 ? a : null;
    if (o == null) {
      o = "none";
    }
    return o;
  }

  static double arrayOrOther(int n, double[] a) {
    double[] b = null;
    for (int i = 0; i < n; i++) {
      b = i % 2 == 0 ? a : new double[] {i, 2};
    }
    return b == null || b.length == 0 ? -1 : b[0];
  }

  static double instance(Object o) {
    return o instanceof double[] a && a.length > 1 ? a[1] : -1;
  }
}
