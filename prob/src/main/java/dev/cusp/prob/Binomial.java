package dev.cusp.prob;

import dev.cusp.NonDifferentiable;
import dev.cusp.special.IncompleteBeta;
import dev.cusp.tensor.Key;
import dev.cusp.tensor.Shape;
import dev.cusp.tensor.Tensor;
import java.util.Arrays;

/**
 * How many of some trials succeed.
 *
 * @param count of trials, whole numbers
 */
public record Binomial(@NonDifferentiable Tensor count, Tensor probability)
    implements Cumulative, Enumerable {
  /** One distribution, of f64. */
  public static Binomial of(int count, double probability) {
    return new Binomial(Tensor.scalar(count), Tensor.scalar(probability));
  }

  @Override
  public void check() {
    Domain.COUNT.check("Binomial", "count", count);
    Domain.SHARE.check("Binomial", "probability", probability);
  }

  @Override
  public Shape batch() {
    return Distribution.batch(count, probability);
  }

  @Override
  public Tensor sample(Key key, int... shape) {
    return key.draw(Noise::binomial, count, probability, drawn(shape)).as(probability.type());
  }

  /** All values up to the largest count, which is read. */
  @Override
  public Tensor support() {
    int most = (int) count.max().item();
    int[] lengths = new int[batch().rank() + 1];
    Arrays.fill(lengths, 1);
    lengths[0] = most + 1;
    Shape all = Distribution.join(Shape.of(most + 1), batch());
    return Tensor.range(most + 1).as(probability.type()).reshape(lengths).broadcastTo(all);
  }

  @Override
  public Tensor logProb(Tensor x) {
    check();
    return x.zip3(count, probability, (k, n, p) -> logProb(k, n, p));
  }

  private static double logProb(double k, double n, double p) {
    if (k < 0 || k > n || k != Math.rint(k)) {
      return Double.NEGATIVE_INFINITY;
    }
    if (k == 0 || k == n) { // where derivatives at probabilities of 0 and 1 are numbers
      return n == 0 ? 0 : n * (k == 0 ? Math.log1p(-p) : Math.log(p));
    }
    return IncompleteBeta.logDensity(k + 1, n - k + 1, p) - Math.log1p(n);
  }

  @Override
  public Tensor cdf(Tensor x) {
    check();
    return x.zip3(
        count,
        probability,
        (v, n, p) -> {
          double k = Math.floor(v);
          return k < 0 ? 0 : k >= n ? 1 : IncompleteBeta.lower(n - k, k + 1, 1 - p);
        });
  }

  @Override
  public Tensor mean() {
    check();
    return count.zip(probability, (n, p) -> n * p);
  }

  @Override
  public Tensor variance() {
    check();
    return count.zip(probability, (n, p) -> n * p * (1 - p));
  }

  /** A sum over all values that matter; an expansion where these are many. */
  @Override
  public Tensor entropy() {
    check();
    return count.zip(
        probability,
        (n, p) -> {
          double variance = n * p * (1 - p);
          if (variance > 1e6) {
            double skew = (1 - 2 * p) * (1 - 2 * p) / variance;
            return 0.5 * Math.log(variance) + 1.4189385332046727 - skew / 12;
          }
          double wide = 12 * Math.sqrt(variance) + 40;
          double last = Math.min(n, n * p + wide);
          double sum = 0;
          for (double k = Math.max(0, Math.ceil(n * p - wide)); k <= last; k++) {
            double log = logProb(k, n, p);
            sum -= log == Double.NEGATIVE_INFINITY ? 0 : Math.exp(log) * log;
          }
          return sum;
        });
  }
}
