package dev.cusp.expectation;

import java.util.Arrays;

/**
 * What draws of a run tell of their parameters, in its order: the derivative of the expected result
 * is that of the parameter times {@code rate (f(plus) - f(minus))}.
 */
final class Offers {
  private static final int NUMBERS = 4;
  private static final int COUNTS = 3;

  /** Of each its rate, what the draw would change to, and the value drawn. */
  private double[] numbers = new double[8 * NUMBERS];

  /** Of each the visit, the parameter's slot, and how many enumerated draws came before. */
  private int[] counts = new int[8 * COUNTS];

  private int size;

  void clear() {
    size = 0;
  }

  void add(int visit, int slot, double rate, double plus, double minus, double actual, int chosen) {
    int at = NUMBERS * size;
    if (at == numbers.length) {
      numbers = Arrays.copyOf(numbers, 2 * at);
      counts = Arrays.copyOf(counts, 2 * counts.length);
    }
    numbers[at] = rate;
    numbers[at + 1] = plus;
    numbers[at + 2] = minus;
    numbers[at + 3] = actual;
    int count = COUNTS * size++;
    counts[count] = visit;
    counts[count + 1] = slot;
    counts[count + 2] = chosen;
  }

  int size() {
    return size;
  }

  double rate(int i) {
    return numbers[NUMBERS * i];
  }

  double plus(int i) {
    return numbers[NUMBERS * i + 1];
  }

  double minus(int i) {
    return numbers[NUMBERS * i + 2];
  }

  /** The value drawn; no replay is needed for it. */
  double actual(int i) {
    return numbers[NUMBERS * i + 3];
  }

  int visit(int i) {
    return counts[COUNTS * i];
  }

  /** The number of the parameter, among all of the run. */
  int slot(int i) {
    return counts[COUNTS * i + 1];
  }

  /** How many enumerated draws came before. */
  int chosen(int i) {
    return counts[COUNTS * i + 2];
  }
}
