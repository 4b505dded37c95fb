package dev.cusp.expectation;

import dev.cusp.Cusp;
import dev.cusp.rules.Surrogate;

/**
 * Where a program gets its random numbers from: one draw of all the randomness of one run. A
 * program calls it in branches, in loops and in the methods it calls, and hands it on.
 *
 * <p>Made from a seed it is a plain source of random numbers, the same for the same seed. In a
 * program whose {@link Expectation} is differentiated, each call passes a derivative on by an
 * {@link Estimator}. Not thread-safe; a run has its own.
 */
public final class Sampler {
  /** Places in {@link #sums}: log probabilities of scored draws, with the derivative only. */
  private static final int SCORE = 0;

  /** The same times what does not count for each draw. */
  private static final int EXEMPT = 1;

  /** Parameters times what a change of them does, as replays tell, with the derivative only. */
  private static final int CHARGE = 2;

  /** The probability of the values taken by enumerated draws. */
  private static final int WEIGHT = 3;

  /** The part of the result that was there before the last draw. */
  private static final int BEFORE = 4;

  /** Two parameters of the last scored draw. */
  private static final int FIRST = 5;

  private static final int SECOND = 6;

  private static final int SUMS = 7;

  // Arrays in final fields, not numbers in fields, and made outside of the constructor: so the
  // compiler knows them and makes them variables.
  final Script script;
  private final int[] visits;
  private final int[] slots;
  private final double[] sums;

  /** A source of random numbers. */
  public Sampler(long seed) {
    this(Script.plain(seed), new int[1], new int[1], new double[SUMS]);
    sums[WEIGHT] = 1;
  }

  private Sampler(Script script, int[] visits, int[] slots, double[] sums) {
    this.script = script;
    this.visits = visits;
    this.slots = slots;
    this.sums = sums;
  }

  /** One that does what a script says. */
  static Sampler of(Script script) {
    script.enter();
    double[] sums = new double[SUMS];
    sums[WEIGHT] = 1;
    return new Sampler(script, new int[1], new int[1], sums);
  }

  /** The same source; the draw asked of the result is estimated in this way. */
  public Sampler with(Estimator estimator) {
    return this;
  }

  /** Normal. */
  public double normal(double mean, double deviation) {
    return Draw.normal(next(), mean, deviation);
  }

  /** Evenly distributed between two bounds. */
  public double uniform(double least, double most) {
    return Draw.uniform(next(), least, most);
  }

  /** The exponential of a normal number. */
  public double logNormal(double mean, double deviation) {
    return Draw.logNormal(next(), mean, deviation);
  }

  /** With density {@code rate exp(-rate x)}. */
  public double exponential(double rate) {
    return Draw.exponential(next(), rate);
  }

  /** With density {@code exp(-|x - middle| / scale) / (2 scale)}. */
  public double laplace(double middle, double scale) {
    return Draw.laplace(next(), middle, scale);
  }

  /** With distribution function {@code 1 / (1 + exp(-(x - middle) / scale))}. */
  public double logistic(double middle, double scale) {
    return Draw.logistic(next(), middle, scale);
  }

  /** With distribution function {@code exp(-exp(-(x - middle) / scale))}. */
  public double gumbel(double middle, double scale) {
    return Draw.gumbel(next(), middle, scale);
  }

  /** With density {@code 1 / (pi scale (1 + ((x - middle) / scale)^2))}. */
  public double cauchy(double middle, double scale) {
    return Draw.cauchy(next(), middle, scale);
  }

  /** With distribution function {@code 1 - exp(-(x / scale)^shape)}. */
  public double weibull(double shape, double scale) {
    return Draw.weibull(next(), shape, scale);
  }

  /** With distribution function {@code 1 - (least / x)^shape}. */
  public double pareto(double shape, double least) {
    return Draw.pareto(next(), shape, least);
  }

  /** With distribution function {@code 1 - (1 - x^a)^b} from 0 to 1. */
  public double kumaraswamy(double a, double b) {
    return Draw.kumaraswamy(next(), a, b);
  }

  /** With density proportional to {@code x^(shape - 1) exp(-rate x)}. */
  public double gamma(double shape, double rate) {
    return Draw.gamma(next(), shape, rate);
  }

  /** With density proportional to {@code x^(a - 1) (1 - x)^(b - 1)} from 0 to 1. */
  public double beta(double a, double b) {
    return Draw.beta(next(), a, b);
  }

  /** Student's t with some degrees of freedom. */
  public double studentT(double freedom, double middle, double scale) {
    return Draw.studentT(next(), freedom, middle, scale);
  }

  /**
   * An angle not more than pi from the mean, with density proportional to {@code exp(k cos(x -
   * mean))}. By score a result must have the same value at both ends, as functions of angles have.
   */
  public double vonMises(double mean, double k) {
    return Draw.vonMises(next(), mean, k);
  }

  /** Numbers with sum 1, with density proportional to the product of their {@code x^(a - 1)}. */
  public double[] dirichlet(double... a) {
    return Draw.dirichlet(next(), a);
  }

  /** Normal, with the mean and deviation of one of several, each with its probability. */
  public double normalMixture(double[] p, double[] means, double[] deviations) {
    return Draw.normalMixture(next(), p, means, deviations);
  }

  /**
   * A vector {@code mean + A eps} of standard normal eps, with covariance {@code A A'}.
   *
   * @param factor the rows of A, lower triangular: what is right of the diagonal is not read
   * @throws IllegalArgumentException if mean and factor do not have the same length
   */
  public double[] multivariateNormal(double[] mean, double[][] factor) {
    return Draw.multivariateNormal(next(), mean, factor);
  }

  /** True with probability p. */
  public boolean flip(double p) {
    return Noise.bernoulli(next(), p) == 1;
  }

  /** 1 with probability p, else 0; a double, which estimators may relax. */
  public double bernoulli(double p) {
    return Noise.bernoulli(next(), p);
  }

  /** The number of successes in n trials. */
  public int binomial(int n, double p) {
    return Noise.binomial(next(), n, p);
  }

  /** The number of arrivals where {@code rate} are expected. */
  public int poisson(double rate) {
    return Noise.poisson(next(), rate);
  }

  /** The number of failures before the first success. */
  public int geometric(double p) {
    return Noise.geometric(next(), p);
  }

  /**
   * The number of failures before so many successes, a count that need not be whole: k with
   * probability {@code Gamma(k + count) / (k! Gamma(count)) p^count (1 - p)^k}.
   */
  public int negativeBinomial(double count, double p) {
    return Noise.negativeBinomial(next(), count, p);
  }

  /**
   * An order of the numbers from 0 to n - 1: the first is drawn with probabilities {@code
   * softmax(scores)}, the next from those left, and so on. Luce 1959, Plackett 1975.
   */
  public int[] plackettLuce(double... scores) {
    return Noise.plackettLuce(next(), scores);
  }

  /** An index, each with its probability. */
  public int categorical(double... p) {
    return Noise.categorical(next(), p);
  }

  /** A 1 among zeros, at an index drawn with its probability; estimators may relax it. */
  public double[] oneHot(double... p) {
    double[] x = new double[p.length];
    x[Noise.categorical(next(), p)] = 1;
    return x;
  }

  /**
   * Whether a is less than b, blurred: true with the probability {@code 1 / (1 + exp((a - b) /
   * width))}. So the comparison has a derivative by both, also where a draw is compared with what
   * is differentiated by. The program is another one then, the closer to that with {@code a < b},
   * and the noisier its estimates, the smaller the width is. It is a {@link #flip}.
   *
   * @throws IllegalArgumentException if the width is not positive
   */
  public boolean isLess(double a, double b, double width) {
    if (!(width > 0)) {
      throw new IllegalArgumentException("the width is " + width + "; it must be positive");
    }
    return flip(0.5 + 0.5 * Math.tanh(0.5 * (b - a) / width));
  }

  /** A number as a constant. */
  static double stop(double x) {
    return Surrogate.of(x, 0);
  }

  /** Numbers as constants. */
  static double[] stop(double[] x) {
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = stop(x[i]);
    }
    return y;
  }

  /** Rows of numbers as constants. */
  static double[][] stop(double[][] x) {
    double[][] y = new double[x.length][];
    for (int i = 0; i < x.length; i++) {
      y[i] = stop(x[i]);
    }
    return y;
  }

  /** Fresh random bits, and one visit more. */
  long next() {
    return script.bits(visits[0]++);
  }

  /** The same for a draw that is differentiated. */
  long bits() {
    return script.bitsOfRun(visits[0]++);
  }

  /** How many draws there were before; to be asked before a draw is made. */
  int visit() {
    sums[BEFORE] = Credit.before();
    return visits[0];
  }

  /** The same, with parameters of the draw, by which a baseline may guess what follows. */
  int visit(double first, double second) {
    sums[FIRST] = stop(first);
    sums[SECOND] = stop(second);
    return visit();
  }

  /** Takes note of a scored draw. */
  void score(int visit, double logProbability) {
    score(visit, logProbability, false);
  }

  /**
   * The same.
   *
   * @param isEnd whether its parameter is at the end of its range, as in {@link #edge}
   */
  void score(int visit, double logProbability, boolean isEnd) {
    double first = stop(sums[FIRST]);
    double second = stop(sums[SECOND]);
    score(logProbability, script.exempt(visit, isEnd, stop(sums[BEFORE]), first, second));
  }

  /** The same for a draw with a control variate. */
  void scoreControlled(int visit, double logProbability) {
    score(logProbability, script.control(stop(sums[BEFORE])));
  }

  /** The same for a draw of a run in which all counts. */
  void scoreAll(double logProbability) {
    score(logProbability, 0);
  }

  private void score(double logProbability, double exempt) {
    double change = Surrogate.of(0, logProbability);
    sums[SCORE] += change;
    sums[EXEMPT] += exempt * change;
  }

  /**
   * Takes note of a parameter at the end of its range, as a probability of 0: what it belongs to is
   * never drawn here, so that a score tells nothing of it.
   */
  void edge(double parameter) {
    sums[CHARGE] += script.edge() * Surrogate.of(0, parameter);
  }

  /** Takes note of a parameter, the effect of which replays find out: see {@link Offers}. */
  void offer(int visit, double parameter, double rate, double plus, double minus, double actual) {
    offer(visit, parameter, false, rate, plus, minus, actual);
  }

  /**
   * The same.
   *
   * @param isEnd whether the parameter is at the end of its range
   */
  void offer(
      int visit,
      double parameter,
      boolean isEnd,
      double rate,
      double plus,
      double minus,
      double actual) {
    int slot = slots[0]++;
    script.offer(visit, slot, isEnd, rate, plus, minus, actual);
    sums[CHARGE] += Cusp.withGradient(Surrogate.of(0, parameter), script.charge(slot));
  }

  /** Takes note of the probability of a value that was chosen. */
  void weigh(double probability) {
    script.weigh(stop(probability));
    sums[WEIGHT] *= probability;
  }

  /** The result, with a derivative that takes everything noted into account. */
  double total(double result) {
    double known = Credit.result(result);
    double value = stop(known);
    script.ends(value);
    double charge = Cusp.withGradient(sums[CHARGE], script.settling());
    double all = sums[WEIGHT] * (known + value * sums[SCORE] - sums[EXEMPT] + charge);
    return Surrogate.of(value, script.looksForEdges() ? charge + sums[EXEMPT] : all);
  }
}
