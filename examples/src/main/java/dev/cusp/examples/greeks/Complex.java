package dev.cusp.examples.greeks;

/** A complex number. A plain record: Cusp differentiates through it like through anything else. */
public record Complex(double re, double im) {
  public Complex plus(Complex other) {
    return new Complex(re + other.re, im + other.im);
  }

  public Complex plus(double other) {
    return new Complex(re + other, im);
  }

  public Complex times(double factor) {
    return new Complex(re * factor, im * factor);
  }

  public Complex times(Complex other) {
    return new Complex(re * other.re - im * other.im, re * other.im + im * other.re);
  }

  public Complex over(Complex other) {
    return times(new Complex(other.re, -other.im))
        .times(1 / (other.re * other.re + other.im * other.im));
  }

  public Complex exp() {
    return new Complex(Math.cos(im), Math.sin(im)).times(Math.exp(re));
  }

  public Complex log() {
    return new Complex(0.5 * Math.log(re * re + im * im), Math.atan2(im, re));
  }

  /** The root with a real part that is not negative. */
  public Complex sqrt() {
    return log().times(0.5).exp();
  }
}
