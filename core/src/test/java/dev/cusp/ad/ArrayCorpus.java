package dev.cusp.ad;

import java.util.Arrays;

/** Programs of four numbers about arrays: aliases, copies, rows, in-place algorithms. */
final class ArrayCorpus {
  private ArrayCorpus() {}

  static double doubleBuffering(double[] x) {
    double[] a = x.clone();
    double[] b = new double[a.length];
    for (int k = 0; k < 5; k++) {
      for (int i = 0; i < a.length; i++) {
        b[i] = a[i] + 0.3 * a[(i + 1) % a.length] * a[i];
      }
      double[] t = a;
      a = b;
      b = t;
    }
    return a[0] * b[1] + a[2] * b[3];
  }

  static double bufferIsArgument(double[] x) {
    double[] a = x;
    double[] b = new double[4];
    for (int k = 0; k < 3; k++) {
      for (int i = 0; i < 4; i++) {
        b[i] += Math.sin(a[i]) * a[3 - i];
      }
      double[] t = a;
      a = b;
      b = t;
    }
    return x[0] * x[1] + b[2] * a[3];
  }

  static double raggedRows(double[] x) {
    double[][] rows = new double[4][];
    for (int i = 0; i < 4; i++) {
      rows[i] = new double[i + 1];
      for (int j = 0; j <= i; j++) {
        rows[i][j] = i == 0 ? x[0] : x[i] * rows[i - 1][Math.min(j, i - 1)];
      }
    }
    double s = 0;
    for (double[] row : rows) {
      for (double v : row) {
        s += v * v;
      }
    }
    return s;
  }

  static double sameRowTwice(double[] x) {
    double[] row = {x[0], x[1]};
    double[][] a = {row, row, {x[2], x[3]}};
    a[0][0] *= a[2][0];
    a[1][0] += a[2][1];
    a[1][1] = a[0][0] * a[0][1];
    return a[0][0] * a[1][1] + row[0];
  }

  static double rowsReplaced(double[] x) {
    double[][] a = new double[3][2];
    for (int i = 0; i < 6; i++) {
      double[] fresh = {x[i % 4], i == 0 ? 1 : a[(i + 2) % 3][1] * x[1]};
      a[i % 3] = fresh;
      fresh[0] += a[(i + 1) % 3][0];
    }
    return a[0][0] * a[1][1] + a[2][0];
  }

  static double oneOfTwoArrays(double[] x) {
    double[] a = {x[0], x[1]};
    double[] b = {x[2], x[3]};
    double[] c = x[0] > 1 ? a : b;
    c[0] = c[0] * a[1] + b[1];
    c[1] *= c[0];
    return a[0] * b[0] + a[1] * b[1];
  }

  static double arrayChosenInLoop(double[] x) {
    double[] a = x.clone();
    double[] b = {1, 2, 3, 4};
    double s = 0;
    for (int i = 0; i < 8; i++) {
      double[] target = (i & 1) == 0 ? a : b;
      target[i % 4] = target[i % 4] * x[(i + 1) % 4] + s;
      s += target[3 - i % 4];
    }
    return s;
  }

  static double threeDimensions(double[] x) {
    double[][][] t = new double[2][3][4];
    for (int i = 0; i < 2; i++) {
      for (int j = 0; j < 3; j++) {
        for (int k = 0; k < 4; k++) {
          t[i][j][k] = x[k] * (i + 1) + (j > 0 ? t[i][j - 1][k] * x[(k + j) % 4] : 0.5);
        }
      }
    }
    double s = 0;
    for (double[][] plane : t) {
      for (double[] row : plane) {
        for (double v : row) {
          s += v * v;
        }
      }
    }
    return s;
  }

  static double luWithPivoting(double[] x) {
    double[][] a = {
      {x[0], 2 + x[1], 1},
      {3, x[2], x[3] * x[0]},
      {x[1] * x[1], 1, 4 + x[3]}
    };
    double det = 1;
    int n = a.length;
    for (int k = 0; k < n; k++) {
      int pivot = k;
      for (int i = k + 1; i < n; i++) {
        if (Math.abs(a[i][k]) > Math.abs(a[pivot][k])) {
          pivot = i;
        }
      }
      if (pivot != k) {
        double[] row = a[k];
        a[k] = a[pivot];
        a[pivot] = row;
        det = -det;
      }
      det *= a[k][k];
      for (int i = k + 1; i < n; i++) {
        a[i][k] /= a[k][k];
        for (int j = k + 1; j < n; j++) {
          a[i][j] -= a[i][k] * a[k][j];
        }
      }
    }
    return det;
  }

  static double cholesky(double[] x) {
    int n = 3;
    double[][] a = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        a[i][j] = x[i] * x[j] + (i == j ? 2 + x[3] : 0);
      }
    }
    double logDet = 0;
    for (int j = 0; j < n; j++) {
      double d = a[j][j];
      for (int k = 0; k < j; k++) {
        d -= a[j][k] * a[j][k];
      }
      a[j][j] = Math.sqrt(d);
      logDet += 2 * Math.log(a[j][j]);
      for (int i = j + 1; i < n; i++) {
        double s = a[i][j];
        for (int k = 0; k < j; k++) {
          s -= a[i][k] * a[j][k];
        }
        a[i][j] = s / a[j][j];
      }
    }
    return logDet;
  }

  static double thomas(double[] x) {
    int n = 6;
    double[] c = new double[n];
    double[] d = new double[n];
    double[] b = new double[n];
    for (int i = 0; i < n; i++) {
      b[i] = 4 + x[i % 4];
      c[i] = x[(i + 1) % 4];
      d[i] = i + x[2];
    }
    for (int i = 1; i < n; i++) {
      double w = x[0] / b[i - 1];
      b[i] -= w * c[i - 1];
      d[i] -= w * d[i - 1];
    }
    d[n - 1] /= b[n - 1];
    for (int i = n - 2; i >= 0; i--) {
      d[i] = (d[i] - c[i] * d[i + 1]) / b[i];
    }
    return d[0] * d[3] + d[5];
  }

  static double fft(double[] x) {
    int n = 8;
    double[] re = new double[n];
    double[] im = new double[n];
    for (int i = 0; i < n; i++) {
      re[i] = x[i % 4] * (i + 1);
      im[i] = x[(i + 1) % 4];
    }
    for (int i = 1, j = 0; i < n; i++) {
      int bit = n >> 1;
      for (; (j & bit) != 0; bit >>= 1) {
        j ^= bit;
      }
      j ^= bit;
      if (i < j) {
        double t = re[i];
        re[i] = re[j];
        re[j] = t;
        t = im[i];
        im[i] = im[j];
        im[j] = t;
      }
    }
    for (int len = 2; len <= n; len <<= 1) {
      double angle = 2 * Math.PI / len;
      for (int i = 0; i < n; i += len) {
        for (int k = 0; k < len / 2; k++) {
          double c = Math.cos(angle * k);
          double s = Math.sin(angle * k);
          int u = i + k;
          int v = i + k + len / 2;
          double vr = re[v] * c - im[v] * s;
          double vi = re[v] * s + im[v] * c;
          re[v] = re[u] - vr;
          im[v] = im[u] - vi;
          re[u] += vr;
          im[u] += vi;
        }
      }
    }
    return re[1] * im[2] + re[3] * re[3] + im[5] * re[6];
  }

  static double prefixSums(double[] x) {
    double[] p = new double[x.length + 1];
    for (int i = 0; i < x.length; i++) {
      p[i + 1] = p[i] + x[i] * x[i];
    }
    double s = 0;
    for (int i = 0; i < p.length; i++) {
      for (int j = i; j < p.length; j++) {
        s += (p[j] - p[i]) * (p[j] - p[i]);
      }
    }
    return s;
  }

  static double quickSort(double[] x) {
    double[] a = x.clone();
    quickSort(a, 0, a.length - 1);
    return a[0] + 2 * a[1] * a[3] + 3 * a[2] * a[2];
  }

  private static void quickSort(double[] a, int low, int high) {
    if (low >= high) {
      return;
    }
    double pivot = a[(low + high) >>> 1];
    int i = low;
    int j = high;
    while (i <= j) {
      while (a[i] < pivot) {
        i++;
      }
      while (a[j] > pivot) {
        j--;
      }
      if (i <= j) {
        double t = a[i];
        a[i++] = a[j];
        a[j--] = t;
      }
    }
    quickSort(a, low, j);
    quickSort(a, i, high);
  }

  static double heapSort(double[] x) {
    double[] a = new double[8];
    for (int i = 0; i < 8; i++) {
      a[i] = x[i % 4] * (1 + i * i * 0.37);
    }
    for (int i = a.length / 2 - 1; i >= 0; i--) {
      siftDown(a, i, a.length);
    }
    for (int end = a.length - 1; end > 0; end--) {
      double t = a[0];
      a[0] = a[end];
      a[end] = t;
      siftDown(a, 0, end);
    }
    double s = 0;
    for (int i = 0; i < a.length; i++) {
      s += (i + 1) * a[i] * a[i];
    }
    return s;
  }

  private static void siftDown(double[] a, int from, int end) {
    int root = from;
    while (2 * root + 1 < end) {
      int child = 2 * root + 1;
      if (child + 1 < end && a[child + 1] > a[child]) {
        child++;
      }
      if (a[root] >= a[child]) {
        return;
      }
      double t = a[root];
      a[root] = a[child];
      a[child] = t;
      root = child;
    }
  }

  static double overlappingCopies(double[] x) {
    double[] a = new double[7];
    System.arraycopy(x, 0, a, 0, 4);
    System.arraycopy(a, 0, a, 2, 5);
    a[2] *= a[3];
    System.arraycopy(a, 1, a, 0, 6);
    double s = 0;
    for (int i = 0; i < 7; i++) {
      s = s * a[i] + a[6 - i];
    }
    return s;
  }

  static double copiesInLoops(double[] x) {
    double[] a = x.clone();
    for (int k = 1; k < 4; k++) {
      double[] old = a.clone();
      System.arraycopy(old, 0, a, k, 4 - k);
      for (int i = 0; i < 4; i++) {
        a[i] = a[i] * old[3 - i] + old[i];
      }
    }
    return a[0] + a[1] * a[2] + a[3];
  }

  static double sortedRange(double[] x) {
    double[] a = {x[3], x[2], x[1], x[0], x[0] * x[1]};
    Arrays.sort(a, 1, 4);
    double[] b = Arrays.copyOfRange(a, 1, 6);
    return b[0] * a[0] + b[1] * b[1] * b[3] + b[2] * b[4] + a[4];
  }

  static double matrixCloned(double[] x) {
    double[][] a = {{x[0], x[1]}, {x[2], x[3]}};
    double[][] shallow = a.clone();
    double[][] deep = new double[2][];
    for (int i = 0; i < 2; i++) {
      deep[i] = a[i].clone();
    }
    shallow[0][0] = x[1] * x[2];
    shallow[1] = new double[] {x[3], x[3]};
    return a[0][0] * deep[0][0] + a[1][0] * shallow[1][1];
  }

  static double editDistance(double[] x) {
    double[][] d = new double[5][5];
    for (int i = 1; i < 5; i++) {
      d[i][0] = d[i - 1][0] + Math.abs(x[i - 1]);
      d[0][i] = d[0][i - 1] + x[i - 1] * x[i - 1];
    }
    for (int i = 1; i < 5; i++) {
      for (int j = 1; j < 5; j++) {
        double gap = x[i - 1] - 0.9 * x[4 - j];
        double swap = d[i - 1][j - 1] + gap * gap;
        d[i][j] = Math.min(swap, Math.min(d[i - 1][j] + 0.3, d[i][j - 1] + 0.41) + x[0] * 0.1);
      }
    }
    return d[4][4];
  }

  static double fillsInLoops(double[] x) {
    double[] a = new double[4];
    double s = 0;
    for (int i = 0; i < 4; i++) {
      Arrays.fill(a, x[i] * (s + 1));
      a[i] = s;
      s += a[0] * a[3] + a[i] * x[0];
    }
    return s;
  }

  static double gatherAndScatter(double[] x) {
    int[] index = {2, 0, 3, 1, 0, 2};
    double[] sums = new double[4];
    for (int i = 0; i < index.length; i++) {
      sums[index[i]] += x[i / 2] * x[i / 2];
      sums[index[5 - i]] *= 1.1 + x[3];
    }
    return sums[0] * sums[1] + sums[2] * sums[3];
  }

  static double stackOfValues(double[] x) {
    double[] stack = new double[8];
    int top = 0;
    for (char c : "0 1 * 2 + 3 0 * *".toCharArray()) {
      switch (c) {
        case '+' -> {
          double b = stack[--top];
          stack[top - 1] += b;
        }
        case '*' -> {
          double b = stack[--top];
          stack[top - 1] *= b;
        }
        case ' ' -> {}
        default -> stack[top++] = x[c - '0'];
      }
    }
    return stack[0];
  }

  static double matrixExponential(double[] x) {
    double[] m = x;
    double[] term = {1, 0, 0, 1};
    double[] sum = term.clone();
    for (int k = 1; k < 12; k++) {
      double[] next = new double[4];
      for (int i = 0; i < 4; i++) {
        next[i] = (term[i & 2] * m[i & 1] + term[(i & 2) + 1] * m[(i & 1) + 2]) / k;
      }
      term = next;
      for (int i = 0; i < 4; i++) {
        sum[i] += term[i];
      }
    }
    return sum[0] + 2 * sum[1] * sum[2] + sum[3];
  }
}
