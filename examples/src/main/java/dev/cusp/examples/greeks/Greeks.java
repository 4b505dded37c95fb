package dev.cusp.examples.greeks;

import dev.cusp.Cusp;
import dev.cusp.Result;
import java.util.Locale;
import java.util.Random;

/**
 * The price of a call option in Heston's model, by simulation and by formula, and its sensitivities
 * ("Greeks") by Cusp from both.
 */
public final class Greeks {
  /** What the price depends on. A gradient has the same shape: {@code gradient.spot()} is delta. */
  public record Market(double spot, double variance, double rate, double years, double volOfVol) {}

  private static final double STRIKE = 100;
  private static final double REVERSION = 2;
  private static final double LONG_VARIANCE = 0.04;
  private static final double CORRELATION = -0.7;

  private Greeks() {}

  /**
   * By simulation. Only the variance is simulated; given its path the price of the share is
   * lognormal, so each path contributes a Black-Scholes price. That is smooth in every parameter,
   * and second derivatives exist, which the payoff max(S - K, 0) would not allow.
   *
   * @param noise standard normal numbers: one row for each path, one column for each step
   */
  public static double simulated(Market market, double[][] noise) {
    double sum = 0;
    for (double[] path : noise) {
      double dt = market.years() / path.length;
      double variance = market.variance();
      double integral = 0;
      double martingale = 0;
      for (double z : path) {
        double positive = Math.max(variance, 1e-8);
        double shock = Math.sqrt(positive * dt) * z;
        integral += positive * dt;
        martingale += shock;
        variance += REVERSION * (LONG_VARIANCE - positive) * dt + market.volOfVol() * shock;
      }
      double spot =
          market.spot()
              * Math.exp(CORRELATION * martingale - 0.5 * CORRELATION * CORRELATION * integral);
      double deviation = Math.sqrt((1 - CORRELATION * CORRELATION) * integral);
      sum += blackScholes(spot, market.rate() * market.years(), deviation);
    }
    return sum / noise.length;
  }

  /** The price of a call on a lognormal share; {@code deviation} is that of its logarithm. */
  public static double blackScholes(double spot, double interest, double deviation) {
    double d = (Math.log(spot / STRIKE) + interest) / deviation + 0.5 * deviation;
    return spot * normal(d) - STRIKE * Math.exp(-interest) * normal(d - deviation);
  }

  /** The normal distribution function: Marsaglia's series, summed until it hardly moves. */
  static double normal(double x) {
    double sum = x;
    double term = x;
    for (int i = 3; Math.abs(term) > 1e-17 * Math.abs(sum); i += 2) {
      term *= x * x / i;
      sum += term;
    }
    return 0.5 + sum * Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);
  }

  /** By formula: an integral over Heston's characteristic function, by the midpoint rule. */
  public static double exact(Market market) {
    double step = 0.05;
    double discount = Math.exp(-market.rate() * market.years());
    double moneyness = Math.log(market.spot() / STRIKE) + market.rate() * market.years();
    double sum = 0;
    for (int k = 0; k < 2000; k++) {
      double u = (k + 0.5) * step;
      Complex value = characteristic(new Complex(u, -0.5), market);
      Complex wave = new Complex(0, u * moneyness).exp();
      sum += value.times(wave).re() / (u * u + 0.25) * step;
    }
    return market.spot() - Math.sqrt(market.spot() * STRIKE * discount) * sum / Math.PI;
  }

  /** E exp(i u X), X being the logarithm of the share at the end over its forward price. */
  private static Complex characteristic(Complex u, Market market) {
    double xi = market.volOfVol();
    Complex iu = new Complex(-u.im(), u.re());
    Complex beta = iu.times(-CORRELATION * xi).plus(REVERSION);
    Complex root = beta.times(beta).plus(iu.plus(u.times(u)).times(xi * xi)).sqrt();
    Complex minus = beta.plus(root.times(-1));
    Complex ratio = minus.over(beta.plus(root));
    Complex decay = root.times(-market.years()).exp();
    Complex bottom = ratio.times(decay).times(-1).plus(1);
    Complex log = bottom.over(ratio.times(-1).plus(1)).log();
    Complex c = minus.times(market.years()).plus(log.times(-2));
    Complex d = minus.times(decay.times(-1).plus(1)).over(bottom);
    return c.times(REVERSION * LONG_VARIANCE / (xi * xi))
        .plus(d.times(market.variance() / (xi * xi)))
        .exp();
  }

  /** Normal numbers, the second half of the paths mirrored. */
  public static double[][] noise(int paths, int steps, long seed) {
    var random = new Random(seed);
    var noise = new double[paths][steps];
    for (int i = 0; i < paths / 2; i++) {
      for (int k = 0; k < steps; k++) {
        noise[i][k] = random.nextGaussian();
        noise[i + paths / 2][k] = -noise[i][k];
      }
    }
    return noise;
  }

  public static void main(String[] args) {
    var market = new Market(100, 0.04, 0.03, 1, 0.3);
    double[][] noise = noise(20_000, 100, 1);

    Result<Market> simulated = Cusp.valueAndGradient(Greeks::simulated).apply(market, noise);
    Result<Market> exact = Cusp.valueAndGradient(Greeks::exact).apply(market);

    // forward over reverse: the derivative of the whole gradient along the price of the share
    double[] x = {market.spot(), market.variance()};
    double[] alongSpot = {1, 0};
    double[] row = Cusp.hvp((double[] v) -> simulated(at(market, v), noise)).apply(x, alongSpot);
    double[] exactRow = Cusp.hvp((double[] v) -> exact(at(market, v))).apply(x, alongSpot);

    System.out.println("                     20,000 paths    formula");
    print("price", simulated.value(), exact.value());
    print("delta", simulated.gradient().spot(), exact.gradient().spot());
    print("gamma", row[0], exactRow[0]);
    print("vega (to variance)", simulated.gradient().variance(), exact.gradient().variance());
    print("vanna", row[1], exactRow[1]);
    print("rho", simulated.gradient().rate(), exact.gradient().rate());
    print("theta", -simulated.gradient().years(), -exact.gradient().years());
    print("to vol of vol", simulated.gradient().volOfVol(), exact.gradient().volOfVol());
  }

  static Market at(Market m, double[] v) {
    return new Market(v[0], v[1], m.rate(), m.years(), m.volOfVol());
  }

  private static void print(String name, double simulated, double exact) {
    System.out.printf(Locale.ROOT, "%-20s %12.6f %12.6f%n", name, simulated, exact);
  }
}
