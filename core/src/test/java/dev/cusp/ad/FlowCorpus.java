package dev.cusp.ad;

import dev.cusp.Checkpoint;

/** Programs of four numbers about control flow, number types and numerical methods. */
final class FlowCorpus {
  private FlowCorpus() {}

  static double earlyReturns(double[] x) {
    double s = 0;
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j < 4; j++) {
        s += x[i] * x[j];
        if (i * j == 6 && x[0] > 1) {
          return s * x[1];
        }
        if (s > 100) {
          return s;
        }
      }
      s *= 1.1;
    }
    return s * s;
  }

  static double severalExits(double[] x) {
    double y = x[0] + 2;
    double z = x[1];
    int k = 0;
    while (true) {
      y = y * 0.8 + z * 0.1;
      if (k++ > 4) {
        break;
      }
      z += Math.sin(y);
      if (z > 2.9) {
        return z * y;
      }
      if (k == 3) {
        z *= x[2];
        continue;
      }
      y += x[3] * z;
      if (y < -10) {
        throw new IllegalStateException("diverged");
      }
    }
    return y + z;
  }

  static double labelledContinue(double[] x) {
    double s = 1;
    outer:
    for (int i = 0; i < 5; i++) {
      int j = 0;
      do {
        s = s * x[j] * 0.5 + x[i % 4];
        if (s > 1 && j > 1) {
          s -= 1;
          continue outer;
        }
        if (s < -1.2) {
          break;
        }
      } while (++j < 4);
      s += 0.1 * i * x[1];
    }
    return s;
  }

  static double doWhileWithBreaks(double[] x) {
    double y = x[0];
    int i = 0;
    do {
      if (i == 5) {
        break;
      }
      i++;
      if (i == 2) {
        continue;
      }
      y = y * x[1] + x[2] * i;
    } while (y < 7.5);
    return y * x[3] + i;
  }

  static double stepsAndCounters(double[] x) {
    double s = 1;
    for (int i = 0; i < 9; i += 2) {
      s = s * x[i % 4] + 0.1 * i;
    }
    for (int i = 10; i > -4; i -= 3) {
      s += s * x[(i & 3)] * 0.2;
    }
    for (long i = 5; i != 0; i--) {
      s = Math.sin(s) + i * x[1];
    }
    for (double t = 0; t < 0.95; t += 0.1) {
      s += t * x[2] * s * 0.1;
    }
    for (int i = 1; i < 100; i *= 3) {
      s = s * 0.9 + x[3] / i;
    }
    return s;
  }

  static double boundChangesInside(double[] x) {
    int n = 3;
    double s = x[0];
    for (int i = 0; i < n; i++) {
      s = s * x[1] + x[2];
      if (s > 0.5 && n < 7) {
        n++;
      }
      if (i == 1) {
        i++;
      }
    }
    return s * x[3] * n;
  }

  static double activeCounter(double[] x) {
    double t = 0;
    double h = x[0] * 0.2 + 0.1;
    double s = 1;
    while (t < 1) {
      s += h * (x[1] - s * s);
      t += h;
    }
    return s + t * x[2] * x[3];
  }

  static double mixedTernaries(double[] x) {
    int n = x[0] > 1 ? 3 : 5;
    double a = x[1] > 0 ? n : x[2];
    double b = x[3] < 0 ? 1 : x[3] > 0.8 ? x[0] : 2;
    return a * b + (n > 3 ? x[0] : 1) * (x[2] > 0 ? a : n);
  }

  @SuppressWarnings("lossy-conversions") // they are what is tested
  static double compoundAssignments(double[] x) {
    int i = 3;
    i += 0.5;
    i *= 1.9;
    long l = 7;
    l -= 2.5f;
    byte b = (byte) 200;
    b += 100;
    short s = 1;
    s <<= 3;
    char c = 'a';
    c += 1;
    float f = 1.5f;
    f += 2.25;
    double d = x[0];
    d += i;
    d *= l;
    d -= x[1] * b;
    d /= s + x[2];
    d %= 100;
    return d * f * c + x[3];
  }

  static double floats(double[] x) {
    float scale = 2.5f;
    double s = 0;
    float[] table = {1.5f, -2f, 0.25f, 3f};
    for (int i = 0; i < 4; i++) {
      s += x[i] * table[i] * scale;
      scale = -scale * 0.5f;
    }
    return s * s;
  }

  static double bitTricks(double[] x) {
    long bits = 0x5bd1e995L;
    double s = 0;
    for (int i = 0; i < 16; i++) {
      bits ^= bits << 13;
      bits ^= bits >>> 7;
      bits ^= bits << 17;
      double u = (bits & 0xffff) / 65536.0;
      s += u * x[(int) (bits >>> 3) & 3] * x[i % 4];
    }
    return s + Integer.bitCount(0xff0f) * x[0] + Long.numberOfTrailingZeros(8) * x[1];
  }

  static double charsAndStrings(double[] x) {
    String code = "abca";
    double s = 1;
    for (int i = 0; i < code.length(); i++) {
      s =
          switch (code.charAt(i)) {
            case 'a' -> s * x[0] + 1;
            case 'b' -> s + x[1];
            default -> s / (2 + x[2]);
          };
    }
    String mode = s > 100 ? "big" : "small";
    return switch (mode) {
      case "big" -> s;
      case "small" -> s * x[3];
      default -> 0;
    };
  }

  static double varargs(double[] x) {
    return sum(x[0], x[1] * x[2]) * sum() + sum(x) * sum(x[3]) + 1;
  }

  private static double sum(double... v) {
    double s = 0.5;
    for (double d : v) {
      s += d * d;
    }
    return s;
  }

  static double mathFunctions(double[] x) {
    double s = Math.fma(x[0], x[1], x[2]) + Math.clamp(x[3], 0.0, 0.8) + Math.cbrt(x[2]);
    int k = Math.floorMod(-7, 4);
    s += x[k] * Math.signum(x[1]) + Math.abs(x[2]) + Math.log1p(x[0]) + Math.expm1(x[1]);
    s *= Math.max(x[0], x[3]) + Math.min(x[1], x[2]);
    return s + Math.scalb(x[0], 3) + Math.toRadians(x[1]) + Math.IEEEremainder(x[2], 0.7);
  }

  static double newton(double[] x) {
    double y = 1;
    for (int k = 0; k < 50; k++) {
      double f = y * y * y + (x[0] * x[0] + 1) * y - x[1] - 3;
      double d = f / (3 * y * y + x[0] * x[0] + 1);
      y -= d;
      if (Math.abs(d) < 1e-14) {
        break;
      }
    }
    return y * x[2] + x[3];
  }

  static double rungeKuttaAdaptive(double[] x) {
    double t = 0;
    double y = x[0];
    double h = 0.3;
    int steps = 0;
    while (t < 1 && steps++ < 100) {
      double k1 = x[1] - y * x[2] * x[2];
      double k2 = x[1] - (y + h * k1) * x[2] * x[2] + x[3] * h;
      double error = Math.abs(h * (k2 - k1) / 2);
      if (error < 0.05) {
        y += h * (k1 + k2) / 2;
        t += h;
        h *= 1.2;
      } else {
        h *= 0.5;
      }
    }
    return y;
  }

  static double kalman(double[] x) {
    double m = x[0];
    double p = 1;
    double q = x[1] * x[1] + 0.1;
    double r = Math.exp(x[2]);
    double[] data = {0.2, 0.5, -0.1, 0.4, 0.9, 0.3};
    double logLikelihood = 0;
    for (double y : data) {
      m *= x[3];
      p = p * x[3] * x[3] + q;
      double s = p + r;
      double e = y - m;
      logLikelihood -= 0.5 * (Math.log(2 * Math.PI * s) + e * e / s);
      double k = p / s;
      m += k * e;
      p *= 1 - k;
    }
    return logLikelihood;
  }

  static double garch(double[] x) {
    double omega = Math.exp(x[0]);
    double alpha = 1 / (1 + Math.exp(-x[1]));
    double h = 1;
    double s = 0;
    for (int t = 0; t < 30; t++) {
      double r = Math.sin(t * 1.7) - x[2] * 0.1;
      s += Math.log(h) + r * r / h;
      h = omega + alpha * 0.3 * r * r + x[3] * x[3] * 0.2 * h;
    }
    return s / 30;
  }

  static double checkpointsInLoops(double[] x) {
    double[] u = x.clone();
    double[] sums = new double[2];
    for (int k = 0; k < 4; k++) {
      double e = relax(u, sums, 0.1 * k);
      if (e > 0.5) {
        relax(u, sums, e);
      }
    }
    return u[0] * u[3] + sums[0] * sums[1];
  }

  @Checkpoint
  private static double relax(double[] u, double[] sums, double w) {
    double[] old = u.clone();
    for (int i = 0; i < u.length; i++) {
      u[i] = old[i] * (1 - w) + Math.sin(old[(i + 1) % u.length]) * w;
    }
    sums[0] += u[0] * u[1];
    sums[1] = sums[0] * 0.5 + u[2];
    return u[3] * u[3];
  }

  static double unusedAndConstant(double[] x) {
    double unused = x[0] * Math.exp(x[1]);
    double[] dead = {x[2], unused};
    dead[0] = 3;
    return dead[0] + x[3];
  }

  static double constantOnOneSide(double[] x) {
    double s = 1;
    for (int i = 0; i < 4; i++) {
      s = x[i] > 0.5 ? x[i] * s : 2;
    }
    return s;
  }

  static double lifeOfReals(double[] x) {
    double[][] grid = new double[5][5];
    for (int i = 0; i < 25; i++) {
      grid[i / 5][i % 5] = x[i % 4] * 0.5;
    }
    for (int generation = 0; generation < 2; generation++) {
      double[][] next = new double[5][5];
      for (int i = 0; i < 5; i++) {
        for (int j = 0; j < 5; j++) {
          double n = 0;
          for (int di = -1; di <= 1; di++) {
            for (int dj = -1; dj <= 1; dj++) {
              if (di != 0 || dj != 0) {
                n += grid[Math.floorMod(i + di, 5)][Math.floorMod(j + dj, 5)];
              }
            }
          }
          next[i][j] = 1 / (1 + Math.exp(-n)) * grid[i][j];
        }
      }
      grid = next;
    }
    return grid[2][2] * grid[0][0] + grid[4][1];
  }

  static double loopCarriedTuple(double[] x) {
    double a = x[0];
    double b = x[1];
    double c = x[2];
    for (int i = 0; i < 6; i++) {
      double t = a;
      a = b * 0.9;
      b = c + a * x[3];
      c = t - b;
    }
    return a * b * c;
  }

  static double zeroTrips(double[] x) {
    double s = x[0];
    for (int i = 0; i < x.length - 4; i++) {
      s *= x[i];
    }
    while (s > 1e9) {
      s /= x[1];
    }
    for (double v : new double[0]) {
      s += v;
    }
    return s * x[3];
  }

  static double collatz(double[] x) {
    int n = 27;
    double s = x[0];
    while (n != 1) {
      if ((n & 1) == 0) {
        n /= 2;
        s = s * 0.5 + x[1] * 0.1;
      } else {
        n = 3 * n + 1;
        s = Math.sin(s * x[2]) + x[3];
      }
    }
    return s;
  }

  static double bisection(double[] x) {
    double low = 0;
    double high = 3 + x[0];
    for (int i = 0; i < 8; i++) {
      double mid = (low + high) / 2;
      if (mid * mid > 2) {
        high = mid;
      } else {
        low = mid * (1 + 0.001 * x[1]);
      }
    }
    return low * x[2] + high * x[3];
  }

  static double shortCircuits(double[] x) {
    double s = 0;
    int i = 0;
    while (i < 4 && (x[i] < 1 || s < 1 && i != 2) && !(s > 50)) {
      s += x[i] * x[i] * (i + 1);
      i++;
    }
    boolean late = i > 2 ^ s > 3;
    return late ? s * x[0] : s * x[1];
  }

  static double nestedTriangular(double[] x) {
    double s = 1;
    for (int i = 0; i < 4; i++) {
      for (int j = i; j < 4; j++) {
        for (int k = j; k < 4; k += i + 1) {
          s += x[i] * x[j] * x[k] / (1 + s * s);
        }
        if (s > 4) {
          s = s / 2;
          break;
        }
      }
    }
    return s;
  }

  private static double guarded(double[] x, int i, double[] log) {
    try {
      if (i > 2) {
        return x[0];
      }
      log[0] += x[i] * x[i];
      return log[0] * x[i];
    } catch (ArrayIndexOutOfBoundsException e) {
      return -1;
    } finally {
      log[1] += log[0] * x[3];
    }
  }

  static double tries(double[] x) {
    double[] log = new double[2];
    double s = 0;
    for (int i = 0; i < 4; i++) {
      try {
        s += guarded(x, i, log) * Integer.parseInt("" + i);
      } catch (RuntimeException e) {
        throw new IllegalStateException(e);
      }
    }
    return s * log[1];
  }

  static double locks(double[] x) {
    double[] sum = new double[1];
    for (double v : x) {
      synchronized (sum) {
        sum[0] = sum[0] * v + x[0];
        if (v > 10) {
          break;
        }
      }
    }
    return times(sum[0], x[1]);
  }

  private static synchronized double times(double a, double b) {
    return a * b;
  }

  private static final class Span implements AutoCloseable {
    private final double[] total;
    private double length;

    Span(double[] total) {
      this.total = total;
    }

    @Override
    public void close() {
      total[0] += length * length;
    }
  }

  static double resources(double[] x) {
    double[] total = {x[3]};
    for (int i = 0; i < 3; i++) {
      try (Span span = new Span(total)) {
        span.length = x[i] * x[0];
      }
    }
    return total[0];
  }
}
