package dev.cusp.ad;

import dev.cusp.Checkpoint;
import java.util.Arrays;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/** Programs of four numbers that keep numbers in boxes. */
final class BoxCorpus {
  private BoxCorpus() {}

  static double loop(double[] x) {
    Double product = x[0];
    for (Integer i = 1; i < x.length; i++) {
      product = product * x[i] + i;
    }
    return product;
  }

  static double branches(double[] x) {
    Double larger = x[0] > x[1] ? (Double) x[0] : Double.valueOf(x[1]);
    Double sum = larger;
    if (x[2] > 1) {
      sum += x[2];
    } else {
      sum = sum * 2 - x[3];
    }
    return sum * larger;
  }

  static double madeInTheLoop(double[] x) {
    Double last = 0.5;
    Double first = x[0];
    for (double v : x) {
      Double square = v * v;
      if (square > 4) {
        break;
      }
      last = square + first;
    }
    return last * first;
  }

  static double swapped(double[] x) {
    Double a = x[0];
    Double b = x[1];
    for (int i = 0; i < 5; i++) {
      Double t = a;
      a = b * 0.5;
      b = t + x[2];
    }
    return a * b;
  }

  private static Double power(Double base, Integer n) {
    return n == 0 ? 1 : base * power(base, n - 1);
  }

  static double recursive(double[] x) {
    return power(x[0], 3) + power(x[1] * x[2], 2);
  }

  @Checkpoint
  private static Double step(Double v, Double k) {
    return Math.sin(v) * k;
  }

  static double checkpoint(double[] x) {
    Double v = x[0];
    for (int i = 0; i < 4; i++) {
      v = step(v, x[i]);
    }
    return v;
  }

  private static Float half(Float v) {
    return v / 2;
  }

  static double floats(double[] x) {
    Float sum = 0f;
    for (double v : x) {
      sum += half((float) v);
    }
    return x[0] * 3 + (sum > 1e30f ? 1 : 0);
  }

  static double functions(double[] x) {
    UnaryOperator<Double> square = v -> v * v;
    BinaryOperator<Double> times = (v, w) -> v * w;
    Double y = x[0];
    for (int i = 0; i < 3; i++) {
      y = times.apply(square.apply(y), x[i + 1]);
    }
    return y;
  }

  record Pair(Double a, Double b) {
    Double product() {
      return a * b;
    }
  }

  static double records(double[] x) {
    Pair p = new Pair(x[0], x[1]);
    return p.product() * new Pair(p.b(), x[2]).product();
  }

  static double setAll(double[] x) {
    double[] a = new double[3];
    Arrays.setAll(a, i -> x[i] * x[i + 1]);
    Pair[] pairs = new Pair[2];
    Arrays.setAll(pairs, i -> new Pair(a[i], 2.0));
    int[] order = new int[3];
    Arrays.setAll(order, i -> 2 - i);
    return a[order[0]] * a[1] + a[order[2]] * x[3] + pairs.length;
  }

  static double inArrays(double[] x) {
    Double[] boxed = {x[0], x[1] * x[2], null, x[3]};
    double s = 0;
    for (Double v : boxed) {
      s += v == null ? 1 : v * s + v;
    }
    boxed[2] = s;
    Object[] any = {boxed[2], "text", boxed};
    return (Double) any[0] * ((Double[]) any[2])[1];
  }

  static double numberOrNull(double[] x) {
    Double most = null;
    for (double v : x) {
      most = most == null || v > most ? (Double) (v * v) : most;
    }
    return most * x[0];
  }

  static double methods(double[] x) {
    Double[] a = {x[0], x[1], x[2]};
    double s = 0;
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        s += a[i].compareTo(a[j]) < 0 ? a[i] * a[j] : a[i].equals(a[j]) ? a[i] : x[3];
      }
    }
    return s + a[0].intValue() + (a[1].isNaN() ? 1 : 0);
  }

  static double floatArrays(double[] x) {
    Float[] a = {0.5f, 2f};
    for (int i = 0; i < 2; i++) {
      a[i] = a[i] * 2;
    }
    return x[0] * a[0] * a[1];
  }

  static final class Cell {
    Double value;
    Cell next;
  }

  static double inFields(double[] x) {
    Cell first = null;
    for (double v : x) {
      Cell cell = new Cell();
      cell.value = v * v;
      cell.next = first;
      first = cell;
    }
    double s = 0;
    for (Cell c = first; c != null; c = c.next) {
      s = s * c.value + c.value;
      c.value = s;
    }
    return s * first.value;
  }

  static double optionals(double[] x) {
    Object[] list = {Double.valueOf(x[0] * x[1]), x[2]};
    Object o = list[list.length - 1];
    return o instanceof Double d ? d * (Double) list[0] : 0;
  }
}
