package dev.cusp.rules;

import java.util.DoubleSummaryStatistics;

/** What is asked of the numbers of a stream. */
@StandsFor(DoubleSummaryStatistics.class)
public final class Summary {
  public final double[] x;

  public Summary(double[] x) {
    this.x = x;
  }

  long getCount() {
    return x.length;
  }

  double getSum() {
    return new Doubles(x).sum();
  }

  double getMin() {
    return new Doubles(x).reduce(Double.POSITIVE_INFINITY, Math::min);
  }

  double getMax() {
    return new Doubles(x).reduce(Double.NEGATIVE_INFINITY, Math::max);
  }

  double getAverage() {
    return x.length > 0 ? getSum() / x.length : 0;
  }

  void accept(double value) {
    throw no();
  }

  void combine(DoubleSummaryStatistics other) {
    throw no();
  }

  private static UnsupportedOperationException no() {
    return new UnsupportedOperationException(
        "adding to the DoubleSummaryStatistics of a stream is not there where a derivative is"
            + " taken; sum up in variables");
  }

  public DoubleSummaryStatistics original() {
    return new Doubles(x).original().summaryStatistics();
  }
}
