package dev.cusp.fft;

import java.util.ArrayList;
import java.util.List;

/**
 * The sums {@code y[j] = sum over k of x[k] exp(i angle j k)} with {@code angle = 2 pi sign / n}:
 * by Stockham's passes where n has small factors only, otherwise as a convolution (Bluestein, A
 * linear filtering approach to the computation of the discrete Fourier transform, 1970). Immutable.
 */
final class Transform {
  private static final int LARGEST_FACTOR = 13;

  private final int n;
  private final List<Integer> factors;
  private final double[] cos;
  private final double[] sin;

  /** Of a length that is the convolution's, and what to convolve with; null if not needed. */
  private final Transform longer;

  private double[] filterRe;
  private double[] filterIm;

  Transform(int n, int sign) {
    this.n = n;
    factors = factors(n);
    boolean isSmooth = factors.stream().allMatch(f -> f <= LARGEST_FACTOR);
    int turns = isSmooth ? n : Math.multiplyExact(2, n);
    cos = new double[n];
    sin = new double[n];
    for (int k = 0; k < n; k++) {
      long part = isSmooth ? k : (long) k * k % turns;
      cos[k] = cos(part, turns);
      sin[k] = sign * cos(part - turns / 4.0, turns);
    }
    longer = isSmooth ? null : new Transform(smooth(Math.multiplyExact(2, n) - 1), -1);
    if (longer != null) {
      filter();
    }
  }

  /** The cosine of so many parts of a turn, exact where it is 0 or 1. */
  private static double cos(double part, int turns) {
    double x = Math.abs(part) / turns;
    x = x > 0.5 ? 1 - x : x;
    return x > 0.25 ? -quarter(0.5 - x) : quarter(x);
  }

  private static double quarter(double x) {
    return x > 0.125 ? Math.sin(2 * Math.PI * (0.25 - x)) : Math.cos(2 * Math.PI * x);
  }

  private static List<Integer> factors(int n) {
    List<Integer> factors = new ArrayList<>();
    int rest = n;
    for (; rest % 4 == 0 && rest > 0; rest /= 4) {
      factors.add(4);
    }
    for (int f = 2; rest > 1; f = f * f > rest && f < rest ? rest : f + 1) {
      for (; rest % f == 0; rest /= f) {
        factors.add(f);
      }
    }
    return factors;
  }

  /** The next number of at least n with factors 2, 3 and 5 only. */
  static int smooth(int n) {
    for (int m = n; ; m++) {
      int rest = m;
      for (int f : new int[] {2, 3, 5}) {
        while (rest % f == 0) {
          rest /= f;
        }
      }
      if (rest == 1) {
        return m;
      }
    }
  }

  /** Replaces n numbers by their transform. */
  void run(double[] re, double[] im) {
    if (longer != null) {
      convolve(re, im);
    } else {
      passes(re, im);
    }
  }

  private void passes(double[] re, double[] im) {
    double[] fromRe = re;
    double[] fromIm = im;
    double[] toRe = new double[n];
    double[] toIm = new double[n];
    int done = 1;
    for (int f : factors) {
      switch (f) {
        case 2 -> two(done, fromRe, fromIm, toRe, toIm);
        case 4 -> four(done, fromRe, fromIm, toRe, toIm);
        default -> any(f, done, fromRe, fromIm, toRe, toIm);
      }
      done *= f;
      double[] swapRe = fromRe;
      double[] swapIm = fromIm;
      fromRe = toRe;
      fromIm = toIm;
      toRe = swapRe;
      toIm = swapIm;
    }
    if (fromRe != re) {
      System.arraycopy(fromRe, 0, re, 0, n);
      System.arraycopy(fromIm, 0, im, 0, n);
    }
  }

  private void two(int s, double[] xr, double[] xi, double[] yr, double[] yi) {
    int m = n / s / 2;
    for (int p = 0; p < m; p++) {
      double c = cos[p * s];
      double d = sin[p * s];
      int a = s * p;
      int b = s * (p + m);
      int to = s * 2 * p;
      for (int q = 0; q < s; q++) {
        double re = xr[a + q] - xr[b + q];
        double im = xi[a + q] - xi[b + q];
        yr[to + q] = xr[a + q] + xr[b + q];
        yi[to + q] = xi[a + q] + xi[b + q];
        yr[to + s + q] = re * c - im * d;
        yi[to + s + q] = re * d + im * c;
      }
    }
  }

  private void four(int s, double[] xr, double[] xi, double[] yr, double[] yi) {
    int m = n / s / 4;
    double sign = sin[n / 4]; // of a quarter of a turn
    for (int p = 0; p < m; p++) {
      double c1 = cos[p * s];
      double d1 = sin[p * s];
      double c2 = cos[2 * p * s];
      double d2 = sin[2 * p * s];
      double c3 = cos[3 * p * s];
      double d3 = sin[3 * p * s];
      int a = s * p;
      int step = s * m;
      int to = s * 4 * p;
      for (int q = 0; q < s; q++) {
        int i = a + q;
        double evenRe = xr[i] + xr[i + 2 * step];
        double evenIm = xi[i] + xi[i + 2 * step];
        double evenRe1 = xr[i] - xr[i + 2 * step];
        double evenIm1 = xi[i] - xi[i + 2 * step];
        double oddRe = xr[i + step] + xr[i + 3 * step];
        double oddIm = xi[i + step] + xi[i + 3 * step];
        double oddRe1 = -sign * (xi[i + step] - xi[i + 3 * step]);
        double oddIm1 = sign * (xr[i + step] - xr[i + 3 * step]);
        int j = to + q;
        yr[j] = evenRe + oddRe;
        yi[j] = evenIm + oddIm;
        double re1 = evenRe1 + oddRe1;
        double im1 = evenIm1 + oddIm1;
        yr[j + s] = re1 * c1 - im1 * d1;
        yi[j + s] = re1 * d1 + im1 * c1;
        double re2 = evenRe - oddRe;
        double im2 = evenIm - oddIm;
        yr[j + 2 * s] = re2 * c2 - im2 * d2;
        yi[j + 2 * s] = re2 * d2 + im2 * c2;
        double re3 = evenRe1 - oddRe1;
        double im3 = evenIm1 - oddIm1;
        yr[j + 3 * s] = re3 * c3 - im3 * d3;
        yi[j + 3 * s] = re3 * d3 + im3 * c3;
      }
    }
  }

  private void any(int f, int s, double[] xr, double[] xi, double[] yr, double[] yi) {
    int m = n / s / f;
    for (int p = 0; p < m; p++) {
      for (int j = 0; j < f; j++) {
        int to = s * (f * p + j);
        for (int q = 0; q < s; q++) {
          yr[to + q] = xr[s * p + q];
          yi[to + q] = xi[s * p + q];
        }
        for (int r = 1; r < f; r++) {
          double c = cos[n / f * (j * r % f)];
          double d = sin[n / f * (j * r % f)];
          int from = s * (p + m * r);
          for (int q = 0; q < s; q++) {
            yr[to + q] += xr[from + q] * c - xi[from + q] * d;
            yi[to + q] += xr[from + q] * d + xi[from + q] * c;
          }
        }
        turn(yr, yi, to, s, p * j * s);
      }
    }
  }

  /** Turns some numbers by so many parts of the n of a turn. */
  private void turn(double[] re, double[] im, int start, int count, int parts) {
    double c = cos[parts];
    double d = sin[parts];
    for (int i = start; i < start + count; i++) {
      double x = re[i];
      re[i] = x * c - im[i] * d;
      im[i] = x * d + im[i] * c;
    }
  }

  private void filter() {
    filterRe = new double[longer.n];
    filterIm = new double[longer.n];
    for (int k = 0; k < n; k++) {
      int mirrored = k == 0 ? 0 : longer.n - k;
      filterRe[k] = cos[k];
      filterIm[k] = -sin[k];
      filterRe[mirrored] = cos[k];
      filterIm[mirrored] = -sin[k];
    }
    longer.run(filterRe, filterIm);
  }

  private void convolve(double[] re, double[] im) {
    double[] wideRe = new double[longer.n];
    double[] wideIm = new double[longer.n];
    for (int k = 0; k < n; k++) {
      wideRe[k] = re[k] * cos[k] - im[k] * sin[k];
      wideIm[k] = re[k] * sin[k] + im[k] * cos[k];
    }
    longer.run(wideRe, wideIm);
    for (int k = 0; k < longer.n; k++) {
      double x = wideRe[k] * filterRe[k] - wideIm[k] * filterIm[k];
      double y = wideRe[k] * filterIm[k] + wideIm[k] * filterRe[k];
      wideRe[k] = x;
      wideIm[k] = -y; // conjugated, so that the same transform goes back
    }
    longer.run(wideRe, wideIm);
    for (int k = 0; k < n; k++) {
      double x = wideRe[k] / longer.n;
      double y = -wideIm[k] / longer.n;
      re[k] = x * cos[k] - y * sin[k];
      im[k] = x * sin[k] + y * cos[k];
    }
  }
}
