package dev.cusp.expectation;

/**
 * How a draw passes a derivative on. {@link Sampler#with} names one where a program draws; else
 * {@link Expectation} takes the best unbiased one that there is.
 */
public enum Estimator {
  /**
   * Draws are functions of the parameters and of noise that does not depend on them, and are
   * differentiated as such. Unbiased where the result is a continuous function of the draw.
   */
  PATHWISE("pathwise", "unbiased where the result is continuous in the draw", Pathwise.class),

  /**
   * The result times the derivative of the draw's log probability (REINFORCE). Unbiased for any
   * result; noisy. What the program has computed before the draw is not counted, and a {@link
   * Baseline} is taken off.
   */
  SCORE("score function", "unbiased", Score.class),

  /** Every value the draw can have, each with its probability: the program runs once for each. */
  ENUMERATION("enumeration", "exact", Enumeration.class),

  /**
   * The program runs with two more draws, from the two distributions whose difference the
   * derivative of the draw's own is. Unbiased for any result. Mohamed, Rosca, Figurnov and Mnih,
   * Monte Carlo gradient estimation in machine learning, 2020, section 6.
   */
  MEASURE_VALUED("measure-valued", "unbiased", MeasureValued.class),

  /**
   * The program runs once more from the same noise with the value to which the draw would jump were
   * a parameter larger, times how often it would: stochastic triples. Arya, Schauer, Schäfer and
   * Rackauckas, Automatic differentiation of programs with discrete randomness, 2022.
   */
  COUPLED("coupled", "unbiased", Coupled.class),

  /**
   * Flips and what they would be by the opposite noise: where that is another value, the program
   * runs once more with it. Dong, Mnih and Tucker, DisARM, 2020; Yin, Ho, Yan, Qian and Zhou, 2020.
   */
  DISARM("DisARM", "unbiased", DisArm.class),

  /**
   * The score function with a control variate: the result for relaxed draws, times a factor that is
   * learned. It takes three runs. Unbiased where the program computes with the draw and does not
   * decide by it. Tucker, Mnih, Maddison, Lawson and Sohl-Dickstein, REBAR, 2017.
   */
  REBAR("REBAR", "unbiased where the result is continuous in the draw", Rebar.class),

  /**
   * {@link #REBAR} with a constant in the control variate, learned together with the factor, by a
   * fourth run: the surrogate is linear in the result for relaxed draws. Grathwohl, Choi, Wu,
   * Roeder and Duvenaud, Backpropagation through the void, 2018, who learn a network.
   */
  RELAX("RELAX", "unbiased where the result is continuous in the draw", Rebar.class),

  /** A draw of a discrete distribution with the derivative of its mean. Biased. */
  STRAIGHT_THROUGH("straight-through", "biased", StraightThrough.class),

  /**
   * A draw of a discrete distribution with a derivative of second order, that of Heun's method.
   * Biased; right where the result is a quadratic function of the draw. Liu, Dong, Liu, Yu and Gao,
   * Bridging discrete and backpropagation, 2023.
   */
  REINMAX("ReinMax", "biased", ReinMax.class),

  /**
   * In the place of a discrete draw a number between its values, at a temperature. Biased: it is
   * another program. Jang, Gu and Poole; Maddison, Mnih and Teh, both 2017.
   */
  GUMBEL_SOFTMAX("Gumbel-softmax", "biased", GumbelSoftmax.class),

  /** A discrete draw with the derivative of the relaxed one. Biased. */
  GUMBEL_STRAIGHT_THROUGH("straight-through Gumbel-softmax", "biased", GumbelStraightThrough.class);

  private final String label;
  private final String bias;
  private final Class<?> draws;

  Estimator(String label, String bias, Class<?> draws) {
    this.label = label;
    this.bias = bias;
    this.draws = draws;
  }

  /** The estimator's name in words. */
  public String label() {
    return label;
  }

  /** Whether its estimates are right on average, in words. */
  public String bias() {
    return bias;
  }

  /** Whether its estimates are wrong on average, for most programs. */
  public boolean isBiased() {
    return bias.equals("biased");
  }

  /** Whether it is right only where the result is a continuous function of the draw. */
  boolean wantsContinuity() {
    return this == PATHWISE || isControlled();
  }

  /** Whether a run is followed by others, in which one of its draws is changed. */
  boolean isReplayed() {
    return this == COUPLED || this == MEASURE_VALUED || this == DISARM;
  }

  /** Whether draws are constants whose log probability is differentiated. */
  boolean isScored() {
    return this == SCORE || isControlled();
  }

  /** Whether its samples are several runs, some of them relaxed. */
  boolean isControlled() {
    return this == REBAR || this == RELAX;
  }

  /** Whether the derivative passes through the value of the draw. */
  boolean passesOn() {
    return switch (this) {
      case PATHWISE, REBAR, RELAX -> true;
      case STRAIGHT_THROUGH, REINMAX, GUMBEL_SOFTMAX, GUMBEL_STRAIGHT_THROUGH -> true;
      case SCORE, ENUMERATION, MEASURE_VALUED, COUPLED, DISARM -> false;
    };
  }

  /** The methods that are lifted in place of the sampler's. */
  Class<?> draws() {
    return draws;
  }
}
