package dev.cusp.cli.demo;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleSupplier;

/**
 * Times computations against each other: all are warmed up, then take turns in rounds, and the
 * median round counts.
 */
final class Stopwatch {
  private final int rounds;
  private final double roundSeconds;
  private double sink;

  /** Warming up takes as long as twenty rounds. */
  Stopwatch(int rounds, double roundSeconds) {
    this.rounds = rounds;
    this.roundSeconds = roundSeconds;
  }

  int rounds() {
    return rounds;
  }

  /** Seconds of one call, for each computation. */
  double[] medians(List<DoubleSupplier> computations) {
    var calls = new int[computations.size()];
    for (int i = 0; i < calls.length; i++) {
      calls[i] = warm(computations.get(i));
    }
    var seconds = new double[calls.length][rounds];
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < calls.length; i++) {
        seconds[i][round] = seconds(computations.get(i), calls[i]) / calls[i];
      }
    }
    return Arrays.stream(seconds).mapToDouble(Stopwatch::median).toArray();
  }

  /** How many calls fill a round. */
  private int warm(DoubleSupplier computation) {
    long end = System.nanoTime() + (long) (20 * roundSeconds * 1e9);
    int calls = 1;
    while (true) {
      double seconds = seconds(computation, calls);
      if (System.nanoTime() >= end) {
        return Math.max(1, (int) (calls * roundSeconds / seconds));
      }
      calls = seconds < roundSeconds ? 2 * calls : calls;
    }
  }

  private double seconds(DoubleSupplier computation, int calls) {
    long start = System.nanoTime();
    for (int call = 0; call < calls; call++) {
      sink += computation.getAsDouble(); // a result that is used is not optimized away
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
