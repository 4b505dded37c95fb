package dev.cusp.lift;

/** Methods of all shapes of control flow. */
final class Flows {
  private Flows() {}

  static double arithmetic(double x, double y, int n) {
    double z = x * y + n;
    z -= x / (y + 3);
    return -z % 7;
  }

  static double branch(double x, double y) {
    double z;
    if (x < y) {
      z = x * 2;
    } else {
      z = y + 1;
    }
    return z * x;
  }

  static double branchWithoutElse(double x) {
    double z = x;
    if (x > 0.5) {
      z *= 3;
    }
    return z;
  }

  static double sumTo(int n, double x) {
    double s = 0;
    for (int i = 0; i < n; i++) {
      s += x * i;
    }
    return s;
  }

  static double whileDown(double x) {
    int steps = 0;
    if (x > 1e9) {
      return -1;
    }
    while (x > 1) {
      x /= 2;
      steps++;
    }
    return x + steps;
  }

  static double doWhile(double x, int n) {
    int i = 0;
    do {
      x = x * 0.5 + i;
      i++;
    } while (i < n);
    return x;
  }

  static double doWhileNan(double x) {
    int i = 0;
    do {
      x = x * 0.5;
      i++;
    } while (x > 1e-3 && i < 100);
    return x + i;
  }

  static double nested(int n, double x) {
    double s = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        s += i * x - j;
      }
      s *= 0.5;
    }
    return s;
  }

  static int labelled(int n, int m) {
    int found = -1;
    outer:
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < m; j++) {
        if (i * j == 6) {
          found = i * 100 + j;
          break outer;
        }
        if (j > i + 2) {
          continue outer;
        }
      }
      found--;
    }
    return found;
  }

  static double breakAndContinue(double[] a) {
    double s = 0;
    for (int i = 0; i < a.length; i++) {
      if (a[i] < 0) {
        continue;
      }
      if (a[i] > 2) {
        break;
      }
      s += a[i];
    }
    return s;
  }

  static int find(int[] a, int key) {
    for (int i = 0; i < a.length; i++) {
      if (a[i] == key) {
        return i;
      }
    }
    return -1;
  }

  static int findTwice(int[] a, int key) {
    int i;
    for (i = 0; i < a.length; i++) {
      if (a[i] == key) {
        if (i > 1) {
          return i;
        }
        break;
      }
    }
    return -i - 1;
  }

  static double shortCircuit(double x, double y, int n) {
    double z = 0;
    if (x > 0 && y > 0) {
      z += 1;
    }
    if (x > 0 || y > 0 || n > 3) {
      z += 10;
    }
    if ((x > 0 || y > 1) && (n > 2 || x < y)) {
      z += 100;
    } else {
      z -= 7;
    }
    boolean b = x < y && !(n == 2);
    return b ? z : -z;
  }

  static int whileBoth(int[] a, int n) {
    int i = 0;
    while (i < a.length && a[i] != n) {
      i++;
    }
    return i;
  }

  static int whileEither(int[] a, int n) {
    int i = 0;
    while (i < 2 || i < a.length && a[i] > n) {
      i += 1;
    }
    return i;
  }

  static double ternaries(double x, double y) {
    double z = x > y ? x : y;
    double w = x > 0 ? y > 0 ? 1 : 2 : 3;
    return z * w + (x == y ? 0.5 : x != 0 ? 0.25 : 1);
  }

  static double earlyReturns(double x) {
    if (x < 0) {
      return -1;
    }
    if (x < 1) {
      return x;
    }
    if (x < 2) {
      return x * x;
    }
    return 5;
  }

  static double assignedInCondition(double x) {
    double y;
    int n = 0;
    while ((y = x * 0.5) > 0.25 && n++ < 9) {
      x = y;
    }
    return y + x + n;
  }

  static int infiniteWithBreaks(int n) {
    int i = 0;
    while (true) {
      i += 3;
      if (i > n) {
        break;
      }
      if (i % 7 == 0) {
        i += 10;
        if (i > 50) {
          return -i;
        }
      }
    }
    return i;
  }

  static double breakWithCode(double[] a) {
    double r = 0;
    int i;
    for (i = 0; i < a.length; i++) {
      if (a[i] < 0) {
        r += 5;
        break;
      } else if (a[i] > 2.5) {
        return r * i;
      }
      r += a[i];
    }
    return r - i;
  }

  static int breakOutOfBlock(int[] a, int key) {
    int i;
    search:
    {
      for (i = 0; i < a.length; i++) {
        if (a[i] == key) {
          break search;
        }
      }
      i = -1;
    }
    return i * 2;
  }

  static int emptyBody(int n) {
    int i = 0;
    while (i++ < n) {}
    return i;
  }

  static double throwing(double x) {
    if (x > 1e300) {
      throw new IllegalArgumentException("too large");
    }
    double s = 0;
    for (int i = 0; i < 4; i++) {
      if (x != x) {
        throw new IllegalStateException("nan");
      }
      s += x;
    }
    return s;
  }

  @SuppressWarnings("fallthrough")
  static int oldSwitch(int n) {
    int r = 0;
    switch (n) {
      case 0:
        r = 5;
        break;
      case 1:
        r = 6;
      case 2:
      case 3:
        r += 7;
        break;
      case -100:
        return 1;
      default:
        r = n;
    }
    return r * 2;
  }

  static int newSwitch(int n) {
    return switch (n & 3) {
      case 0 -> n;
      case 1, 2 -> {
        int s = 0;
        for (int i = 0; i < n; i++) {
          s += i;
        }
        yield s;
      }
      default -> -1;
    };
  }

  static int switchInLoop(int[] a) {
    int s = 0;
    loop:
    for (int x : a) {
      switch (x % 4) {
        case 0:
          continue;
        case 1:
          s += 1;
          break;
        case 3:
          break loop;
        default:
          s += 10;
      }
      s *= 2;
    }
    return s;
  }

  static double reusedSlots(int n, double x) {
    double r = 0;
    if (n > 2) {
      int k = n * 2;
      r += k;
    } else {
      double d = x * 2;
      r += d;
    }
    for (int i = 0; i < 2; i++) {
      long l = i;
      r += l;
    }
    return r;
  }

  static double loopInBranchInLoop(int n, double x) {
    double s = x;
    for (int i = 0; i < n; i++) {
      if (i % 2 == 0) {
        double t = 1;
        for (int j = 0; j < i; j++) {
          t *= 0.9;
          if (t < 0.3) {
            break;
          }
        }
        s += t;
      } else if (s > 3) {
        return s;
      } else {
        s -= 0.25;
      }
    }
    return s;
  }

  static int swapping(int n) {
    int a = 0;
    int b = 1;
    for (int i = 0; i < n; i++) {
      int t = a + b;
      a = b;
      b = t;
    }
    return a;
  }

  static double callsOthers(double x, int n) {
    return earlyReturns(x) + sumTo(n, branch(x, 2)) + find(new int[] {1, n, 3}, 3);
  }
}
