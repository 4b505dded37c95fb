package dev.cusp.bench.stochastic;

import dev.cusp.expectation.Sampler;

/** Programs that draw. */
final class Programs {
  static final int CUSTOMERS = 50;
  static final int STEPS = 100;

  private Programs() {}

  /** The time that customers wait in a queue, by the rates of arrivals and of service. */
  static double queue(double[] rates, Sampler s) {
    double wait = 0;
    double sum = 0;
    for (int i = 0; i < CUSTOMERS; i++) {
      wait = Math.max(0, wait + s.exponential(rates[1]) - s.exponential(rates[0]));
      sum += wait;
    }
    return sum / CUSTOMERS;
  }

  /** The squared place after a walk that turns back the more surely the farther it is. */
  static double walk(double[] p, Sampler s) {
    double x = 0;
    for (int i = 0; i < STEPS; i++) {
      x += s.flip(Math.exp(-x / p[0])) ? 1 : -1;
    }
    return x * x;
  }
}
