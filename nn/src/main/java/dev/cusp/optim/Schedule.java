package dev.cusp.optim;

/** The step size as a function of how many steps have been made. */
@FunctionalInterface
public interface Schedule {
  /** The step size for a step; the first one is number 0. */
  double at(long step);

  /** Always the same. */
  static Schedule constant(double rate) {
    return new Constant(rate);
  }

  /** Always the same. */
  record Constant(double rate) implements Schedule {
    public Constant {
      if (!(rate >= 0)) {
        throw new IllegalArgumentException("a step size is not negative: " + rate);
      }
    }

    @Override
    public double at(long step) {
      return rate;
    }
  }

  /** Multiplied by a factor after each so many steps. */
  static Schedule steps(double rate, long every, double factor) {
    return step -> rate * Math.pow(factor, step / every);
  }

  /** Multiplied by a factor at every step: {@code rate factor^step}. */
  static Schedule exponential(double rate, double factor) {
    return step -> rate * Math.pow(factor, step);
  }

  /** From a size to another in a straight line over so many steps, and staying there. */
  static Schedule linear(double rate, double last, long steps) {
    return step -> rate + (last - rate) * Math.min(1, (double) step / steps);
  }

  /**
   * Half a cosine from {@code rate} down to {@code last} in {@code steps}, and {@code last} from
   * then on (Loshchilov and Hutter, SGDR, arXiv 1608.03983, equation 5).
   */
  static Schedule cosine(double rate, double last, long steps) {
    return step ->
        last + (rate - last) * (1 + Math.cos(Math.PI * Math.min(1, (double) step / steps))) / 2;
  }

  /**
   * Up from {@code most / 25} to {@code most} within the first three tenths and down to {@code most
   * / 1e4 / 25}, by cosines (Smith and Topin, Super-convergence, arXiv 1708.07120).
   */
  static Schedule oneCycle(double most, long steps) {
    long top = Math.max(1, Math.round(0.3 * steps));
    return step ->
        step < top
            ? cosine(most / 25, most, top).at(step)
            : cosine(most, most / 25e4, Math.max(1, steps - top)).at(step - top);
  }

  /** A straight line from 0 within so many steps, then this one, counted from its own start. */
  default Schedule warmedUp(long steps) {
    return step -> step < steps ? at(0) * (step + 1) / steps : at(step - steps);
  }

  /** This one, multiplied by a factor. */
  default Schedule times(double factor) {
    return step -> factor * at(step);
  }
}
