package dev.cusp.bench.ad;

import dev.cusp.bench.cases.Case;
import dev.cusp.bench.cases.Cases;
import dev.cusp.bench.cases.Flat;
import dev.cusp.bench.cases.Way;
import java.io.IOException;
import java.util.Arrays;
import org.openjdk.jmh.runner.RunnerException;

/** Measures cases one after the other: their values, and their derivatives in several ways. */
final class AdBench {
  private final Timing timing;
  private final boolean others;
  private final Turns turns;

  /**
   * A way to measure.
   *
   * @param others whether dual numbers and differences are timed too
   * @param turns how values, derivatives by hand and by Cusp are timed, or null: each in a JVM of
   *     its own, shortly after one another
   */
  AdBench(Timing timing, boolean others, Turns turns) {
    this.timing = timing;
    this.others = others;
    this.turns = turns;
  }

  /** Times one case. */
  Row measure(String name) throws IOException, RunnerException {
    Case c = Cases.load(name);
    double distance = Double.NaN;
    String problem = "";
    try {
      distance = Flat.distance(Way.HAND.of(c).orElseThrow().get(), c.byCusp().get());
    } catch (RuntimeException e) {
      problem = "Cusp: " + e;
    }
    double[] times =
        turns != null && problem.isEmpty() ? turns.time(c) : alone(name, c, problem.isEmpty());
    return new Row(
        name,
        times[Way.VALUE.ordinal()],
        times[Way.HAND.ordinal()],
        times[Way.CUSP.ordinal()],
        times[Way.DUAL.ordinal()],
        times[Way.DIFFERENCES.ordinal()],
        distance,
        Peers.of(name),
        problem);
  }

  /** Each way in a JVM of its own. */
  private double[] alone(String name, Case c, boolean works) throws RunnerException {
    double[] times = new double[Way.values().length];
    Arrays.fill(times, Double.NaN);
    for (Way way : Way.values()) {
      boolean wanted =
          switch (way) {
            case VALUE, HAND -> true;
            case CUSP -> works;
            case DUAL, DIFFERENCES -> others && way.of(c).isPresent();
          };
      if (wanted) {
        times[way.ordinal()] = timing.time(name, way);
      }
    }
    return times;
  }
}
