package dev.cusp.bench.ad;

/**
 * Milliseconds of one case; NaN for what was not measured.
 *
 * @param distance between Cusp's derivative and the one by hand, by ADBench's measure
 * @param problem why Cusp's or another time is missing; may be empty
 */
record Row(
    String name,
    double value,
    double hand,
    double cusp,
    double dual,
    double differences,
    double distance,
    Peers peers,
    String problem) {
  double cuspOverHand() {
    return cusp / hand;
  }

  double cuspOverValue() {
    return cusp / value;
  }

  double handOverValue() {
    return hand / value;
  }

  static String header() {
    return String.format(
        "%-21s | %9s %9s %9s | %9s %10s %10s | %8s | %9s %9s | %9s %9s %9s %9s",
        "case",
        "value",
        "by hand",
        "Cusp",
        "Cusp/hand",
        "Cusp/value",
        "hand/value",
        "rho",
        "dual nos.",
        "differ.",
        "C by hand",
        "Tapenade",
        "PyTorch",
        "JAX");
  }

  @Override
  public String toString() {
    return String.format(
        "%-21s | %9s %9s %9s | %9s %10s %10s | %8s | %9s %9s | %9s %9s %9s %9s%s",
        name,
        time(value),
        time(hand),
        time(cusp),
        ratio(cuspOverHand()),
        ratio(cuspOverValue()),
        ratio(handOverValue()),
        Double.isNaN(distance) ? "-" : String.format("%.0e", distance),
        time(dual),
        time(differences),
        time(peers.c()),
        time(peers.tapenade()),
        time(peers.torch()),
        time(peers.jax()),
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
