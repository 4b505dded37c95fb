package dev.cusp;

import dev.cusp.expectation.Sampler;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Small programs of many shapes that draw, and what is expected of some. */
final class DrawingPrograms {
  private DrawingPrograms() {}

  /** The expected value of a function of so many flips, by all their values. */
  private static double over(int flips, double p, ToDoubleFunction<boolean[]> f) {
    double sum = 0;
    for (int bits = 0; bits < 1 << flips; bits++) {
      double weight = 1;
      boolean[] values = new boolean[flips];
      for (int i = 0; i < flips; i++) {
        values[i] = (bits >> i & 1) == 1;
        weight *= values[i] ? p : 1 - p;
      }
      sum += weight * f.applyAsDouble(values);
    }
    return sum;
  }

  static double bothOnOneLine(double[] x, Sampler s) {
    return (s.normal(x[0], 1) > 0 ? 1 : 0) + s.normal(x[0], 1);
  }

  private static double drawn(double[] x, Sampler s) {
    return s.normal(x[0], 1);
  }

  static double bothOfOneHelper(double[] x, Sampler s) {
    double[] z = {drawn(x, s), drawn(x, s)};
    return z[0] > 0 ? z[1] : 0;
  }

  static double until(double[] x, Sampler s) {
    int n = 0;
    while (s.flip(x[0])) {
      n++;
    }
    return n;
  }

  /** One more than the arrivals of a Poisson process until 2. */
  static double passage(double[] x, Sampler s) {
    double sum = 0;
    int n = 0;
    while (sum < 2) {
      sum += s.exponential(x[0]);
      n++;
    }
    return n;
  }

  static double nested(double[] x, Sampler s) {
    double b = s.normal(s.normal(x[0], 1), x[1]);
    return b * b;
  }

  static double nestedDecides(double[] x, Sampler s) {
    return s.normal(s.normal(x[0], 1), x[1]) > 0 ? 1 : 0;
  }

  static double gammaPoisson(double[] x, Sampler s) {
    int n = s.poisson(s.gamma(x[0], x[1]));
    return (double) n * n;
  }

  static double betaBinomial(double[] x, Sampler s) {
    return s.binomial(10, s.beta(x[0], x[1]));
  }

  static double compound(double[] x, Sampler s) {
    int n = s.poisson(x[0]);
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += s.exponential(x[1]);
    }
    return sum * sum;
  }

  static double cubeOfAMixture(double[] x, Sampler s) {
    double y = s.normal(s.flip(x[0]) ? x[1] : -x[1], 1);
    return y * y * y;
  }

  static double table(double[] x, Sampler s) {
    double[] prices = {1, 5, 2, 7};
    return prices[(int) (4 * s.uniform(0, 1))] * x[0];
  }

  static double sorted(double[] x, Sampler s) {
    double[] u = {s.normal(x[0], 1), s.normal(x[1], 1)};
    Arrays.sort(u);
    return u[1];
  }

  static double greatest(double[] x, Sampler s) {
    double[] u = {s.gumbel(x[0], 1), s.gumbel(x[1], 1), s.gumbel(0, 1)};
    int best = 0;
    for (int i = 1; i < 3; i++) {
      best = u[i] > u[best] ? i : best;
    }
    return best == 0 ? 1 : best == 1 ? 4 : 0;
  }

  static double greatestExpected(double[] x) {
    return (Math.exp(x[0]) + 4 * Math.exp(x[1])) / (Math.exp(x[0]) + Math.exp(x[1]) + 1);
  }

  static double grown(double[] x, Sampler s, int left) {
    return left > 0 && s.flip(x[0]) ? grown(x, s, left - 1) + grown(x, s, left - 1) : 1;
  }

  static double grownExpected(double p, int left) {
    return left == 0 ? 1 : 2 * p * grownExpected(p, left - 1) + 1 - p;
  }

  static double machine(double[] x, Sampler s) {
    boolean isOn = false;
    double cost = 0;
    for (int t = 0; t < 20; t++) {
      isOn = s.flip(isOn ? x[1] : x[0]);
      cost += isOn ? (1 + 0.1 * t) * x[0] : 0;
    }
    return cost;
  }

  static double machineExpected(double[] x) {
    double on = 0;
    double cost = 0;
    for (int t = 0; t < 20; t++) {
      on = (1 - on) * x[0] + on * x[1];
      cost += on * (1 + 0.1 * t) * x[0];
    }
    return cost;
  }

  static double inPlace(double[] x, Sampler s) {
    double[] state = {0};
    for (int i = 0; i < 4; i++) {
      if (s.flip(x[0])) {
        state[0] = state[0] * x[1] + 1;
      }
    }
    return state[0];
  }

  static double inPlaceExpected(double[] x) {
    return over(
        4,
        x[0],
        flips -> {
          double state = 0;
          for (boolean flip : flips) {
            state = flip ? state * x[1] + 1 : state;
          }
          return state;
        });
  }

  // Of draws that decide without a comparison in sight.

  static double keyed(double[] x, Sampler s) {
    TreeMap<Double, Integer> sorted = new TreeMap<>();
    sorted.put(s.normal(x[0], 1), 1);
    sorted.put(0.0, 5);
    return sorted.firstEntry().getValue();
  }

  private record Level(double height) {}

  static double equalRecords(double[] x, Sampler s) {
    return new Level(Math.max(s.normal(x[0], 1), 0)).equals(new Level(0)) ? 1 : 2;
  }

  static double equalArrays(double[] x, Sampler s) {
    double[] drawn = {Math.max(s.normal(x[0], 1), 0)};
    return Arrays.equals(drawn, new double[1]) ? 1 : 2;
  }

  static double found(double[] x, Sampler s) {
    List<Double> drawn = new ArrayList<>();
    drawn.add(Math.max(s.normal(x[0], 1), 0));
    return drawn.contains(0.0) ? 1 : 2;
  }

  static double hashed(double[] x, Sampler s) {
    Double drawn = Math.max(s.normal(x[0], 1), 0);
    return drawn.hashCode() == 0 ? 1 : 2;
  }

  /** A pole that can be integrated, unlike its slope. */
  static double logarithm(double[] x, Sampler s) {
    return Math.log(Math.abs(s.normal(x[0], 1)));
  }

  // At the ends of what a probability can be.

  static double certain(double[] x, Sampler s) {
    double sum = 0;
    for (int i = 0; i < 3; i++) {
      sum += s.flip(x[0]) ? i : 5;
    }
    return sum;
  }

  /** Not made for values of probability 0, whose probabilities have no slope. */
  static double whatCannotBe(double[] p, Sampler s) {
    int k = s.categorical(p[0], 1 - p[0], 0);
    if (k == 2 || k == 1 && s.flip(0 * p[0])) {
      throw new IllegalStateException("cannot be");
    }
    return k == 0 ? 3 : 2 * p[0];
  }

  static double atEnds(double[] p, Sampler s) {
    return s.flip(p[0]) ? (s.flip(p[1]) ? 4 : 1) : s.flip(p[1]) ? 2 : 7;
  }

  static double choice(double[] p, Sampler s) {
    return 4 * s.categorical(p) + 1;
  }

  static double allOf(double[] x, Sampler s) {
    int n = s.binomial(3, x[0]);
    return (double) n * n;
  }

  static double first(double[] x, Sampler s) {
    int n = s.geometric(x[0]);
    return (double) n * n + n;
  }

  record Shop(double price, double demand, double[] defects) {}

  static double profit(Shop shop, Sampler s) {
    double profit = s.poisson(shop.demand / shop.price) * shop.price;
    for (double defect : shop.defects) {
      profit -= s.flip(defect) ? 1 + defect : 0;
    }
    return profit;
  }

  private interface Step {
    double from(double y, Sampler s);
  }

  static double steps(double[] x, Sampler s) {
    Step step = (y, sampler) -> sampler.flip(x[0]) ? y + 1 : y * x[1];
    double y = 1;
    for (int i = 0; i < 3; i++) {
      y = step.from(y, s);
    }
    return y;
  }

  static double stepsExpected(double[] x) {
    return over(
        3,
        x[0],
        flips -> {
          double y = 1;
          for (boolean flip : flips) {
            y = flip ? y + 1 : y * x[1];
          }
          return y;
        });
  }

  static double streamed(double[] x, Sampler s) {
    return IntStream.range(0, 4).mapToDouble(i -> s.bernoulli(x[0]) * (i + 1)).sum();
  }

  static double repeatedChoice(double[] x, Sampler s) {
    double all = Math.exp(x[0]) + Math.exp(x[1]) + Math.exp(x[2]);
    double[] p = {Math.exp(x[0]) / all, Math.exp(x[1]) / all, Math.exp(x[2]) / all};
    int sum = 0;
    for (int k = 0; k < 5; k++) {
      sum += s.categorical(p);
    }
    return (double) sum * sum;
  }

  static double repeatedChoiceExpected(double[] x) {
    double all = Math.exp(x[0]) + Math.exp(x[1]) + Math.exp(x[2]);
    double mean = (Math.exp(x[1]) + 2 * Math.exp(x[2])) / all;
    double square = (Math.exp(x[1]) + 4 * Math.exp(x[2])) / all;
    return 5 * (square - mean * mean) + 25 * mean * mean;
  }

  static double choiceOfDirichlet(double[] x, Sampler s) {
    int k = s.categorical(s.dirichlet(x));
    return k == 0 ? 1 : k == 1 ? 3 : -2;
  }

  static double choiceOfDirichletExpected(double[] x) {
    return (x[0] + 3 * x[1] - 2 * x[2]) / (x[0] + x[1] + x[2]);
  }

  static double early(double[] x, Sampler s) {
    for (int i = 0; i < 5; i++) {
      if (s.flip(x[0])) {
        return i * x[1];
      }
      if (s.flip(x[1])) {
        return -i;
      }
    }
    return 7;
  }

  static double earlyExpected(double[] x) {
    double left = 1;
    double sum = 0;
    for (int i = 0; i < 5; i++) {
      sum += left * x[0] * i * x[1] - left * (1 - x[0]) * x[1] * i;
      left *= (1 - x[0]) * (1 - x[1]);
    }
    return sum + 7 * left;
  }

  /** A game of life on a ring of five cells, whose rules are broken at times. */
  static double life(double[] x, Sampler s) {
    int[] cells = {1, 0, 1, 1, 0};
    for (int t = 0; t < 3; t++) {
      int[] next = new int[5];
      for (int i = 0; i < 5; i++) {
        next[i] = s.flip(lives(cells[(i + 4) % 5] + cells[i] + cells[(i + 1) % 5], x[0])) ? 1 : 0;
      }
      cells = next;
    }
    int alive = 0;
    for (int cell : cells) {
      alive += cell;
    }
    return (double) alive * alive;
  }

  private static double lives(int around, double p) {
    return around == 1 ? 1 - p : around == 2 ? 0.5 : p;
  }

  static double lifeExpected(double[] x) {
    double[] now = new double[32];
    now[0b01101] = 1;
    for (int t = 0; t < 3; t++) {
      double[] next = new double[32];
      for (int from = 0; from < 32; from++) {
        for (int to = 0; to < 32; to++) {
          double weight = now[from];
          for (int i = 0; i < 5; i++) {
            int around = (from >> (i + 4) % 5 & 1) + (from >> i & 1) + (from >> (i + 1) % 5 & 1);
            weight *= (to >> i & 1) == 1 ? lives(around, x[0]) : 1 - lives(around, x[0]);
          }
          next[to] += weight;
        }
      }
      now = next;
    }
    double sum = 0;
    for (int cells = 0; cells < 32; cells++) {
      sum += now[cells] * Integer.bitCount(cells) * Integer.bitCount(cells);
    }
    return sum;
  }

  static double weighed(double[] x, Sampler s) {
    double weight = 1;
    double sum = 0;
    for (int i = 0; i < 3; i++) {
      double z = s.normal(x[0], 1);
      weight *= Math.exp(0.5 * (z - x[0]) * (z - x[0]) - 0.5 * z * z);
      sum += z * z * weight;
    }
    return sum;
  }

  static double switched(double[] x, Sampler s) {
    return switch (s.binomial(2, x[0])) {
      case 0 -> x[1];
      case 1 -> x[1] * x[1];
      default -> 2.0 * s.poisson(x[1]);
    };
  }

  static double switchedExpected(double[] x) {
    double p = x[0];
    return (1 - p) * (1 - p) * x[1] + 2 * p * (1 - p) * x[1] * x[1] + p * p * 2 * x[1];
  }
}
