package dev.cusp.bench.tensor;

import dev.cusp.bench.tensor.Workload.Goal;

/**
 * Milliseconds of one workload; NaN for what is not known.
 *
 * @param pytorch PyTorch's op by op; from this run where {@code sameRun}
 * @param compiled the best of torch.compile's and JAX's
 * @param bandwidth the part of the memory's bandwidth used, where memory is what it waits for
 * @param error against what PyTorch computed, relative
 * @param problem why Cusp's time is missing, or what is wrong; may be empty
 */
record TensorRow(
    String name,
    int threads,
    double cusp,
    double pytorch,
    boolean sameRun,
    double compiled,
    double bandwidth,
    double error,
    double goal,
    String problem) {
  /** The longest time that is still what is aimed at; NaN where nothing is known. */
  static double goal(Goal goal, double pytorch, double compiled) {
    double least = Double.POSITIVE_INFINITY;
    least = Double.isNaN(pytorch) ? least : Math.min(least, goal.eager() * pytorch);
    least = Double.isNaN(compiled) ? least : Math.min(least, goal.compiled() * compiled);
    return Double.isInfinite(least) ? Double.NaN : least;
  }

  boolean isAbove() {
    return cusp > goal || bandwidth < 0.8;
  }

  static String header() {
    return String.format(
        "%-32s %3s | %10s %11s %8s | %10s %8s | %8s %6s | %5s %s",
        "workload",
        "thr",
        "Cusp",
        "PyTorch",
        "Cusp/it",
        "compiled",
        "Cusp/it",
        "goal",
        "",
        "mem",
        "error");
  }

  @Override
  public String toString() {
    return String.format(
        "%-32s %3d | %10s %10s%s %8s | %10s %8s | %8s %6s | %5s %s%s",
        name,
        threads,
        time(cusp),
        time(pytorch),
        Double.isNaN(pytorch) || sameRun ? " " : "r",
        ratio(cusp / pytorch),
        time(compiled),
        ratio(cusp / compiled),
        time(goal),
        Double.isNaN(goal) || Double.isNaN(cusp) ? "" : isAbove() ? "above" : "ok",
        Double.isNaN(bandwidth) ? "-" : String.format("%.0f%%", 100 * bandwidth),
        Double.isNaN(error) ? "-" : String.format("%.0e", error),
        problem.isEmpty() ? "" : "\n    " + problem);
  }

  /** Four significant digits. */
  private static String time(double ms) {
    if (Double.isNaN(ms)) {
      return "-";
    }
    int decimals = ms >= 100 ? 1 : ms >= 10 ? 2 : ms >= 1 ? 3 : ms >= 0.1 ? 4 : 5;
    return String.format("%." + decimals + "f", ms);
  }

  private static String ratio(double ratio) {
    return Double.isNaN(ratio) ? "-" : String.format("%.2f", ratio);
  }
}
