package dev.cusp.expectation;

/**
 * What is taken off the result before it multiplies the score of a draw: any number that does not
 * depend on that draw leaves the average as it is, and a good guess of the result makes it less
 * noisy.
 */
public sealed interface Baseline {
  /** Nothing. */
  Baseline NONE = new Constant(0);

  /**
   * What followed the draw in the other samples, on average. It takes a second run of the program
   * for each sample.
   */
  Baseline LEAVE_ONE_OUT = new LeaveOneOut();

  /** A number. */
  record Constant(double value) implements Baseline {}

  /** See {@link #LEAVE_ONE_OUT}. */
  record LeaveOneOut() implements Baseline {}

  /**
   * What followed the draw in the samples before this one, on average, the older the less.
   *
   * @param decay how much a sample counts less than the next; 1 for a plain average
   */
  record MovingAverage(double decay) implements Baseline {
    public MovingAverage {
      if (!(decay > 0 && decay <= 1)) {
        throw new IllegalArgumentException("the decay is " + decay + "; it must be in (0, 1]");
      }
    }
  }

  /**
   * What followed the draw in the samples before this one, as a linear function of the first two
   * parameters of the draw, fitted by least squares: it depends on the state of the program as far
   * as these parameters do.
   *
   * @param decay how much a sample counts less than the next; 1 if all count the same
   */
  record Learned(double decay) implements Baseline {
    public Learned {
      if (!(decay > 0 && decay <= 1)) {
        throw new IllegalArgumentException("the decay is " + decay + "; it must be in (0, 1]");
      }
    }
  }
}
