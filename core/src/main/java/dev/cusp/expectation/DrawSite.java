package dev.cusp.expectation;

import dev.cusp.ad.Site;
import dev.cusp.ir.Source;
import java.util.List;

/**
 * A place where a program draws.
 *
 * @param distribution the name of the sampler's method
 * @param repeats whether a run may come by more than once
 * @param estimator how the draw passes a derivative on
 * @param isAsked whether the program or the caller asked for that estimator
 * @param jumps where the program decides by the draw, so that its result may jump
 */
public record DrawSite(
    Source source,
    String distribution,
    boolean repeats,
    Estimator estimator,
    boolean isAsked,
    List<Site> jumps) {
  /** Whether derivatives are right on average, as far as this draw goes. */
  public boolean isUnbiased() {
    return !estimator.isBiased() && (!estimator.wantsContinuity() || jumps.isEmpty());
  }

  /** What there is to say against it; empty if nothing. */
  public String bias() {
    if (estimator.isBiased()) {
      return "biased: " + estimator.label();
    }
    return isUnbiased()
        ? ""
        : "biased if the result jumps: the draw decides at "
            + jumps.stream().map(s -> s.source() + " (" + s.operation() + ")").distinct().toList();
  }

  /** {@code Walk.java:12: poisson, coupled, unbiased}. */
  @Override
  public String toString() {
    String said = bias().isEmpty() ? estimator.bias() : bias();
    return "%s: %s, %s%s, %s"
        .formatted(source, distribution, estimator.label(), isAsked ? " as asked" : "", said);
  }
}
