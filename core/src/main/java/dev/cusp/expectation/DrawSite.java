package dev.cusp.expectation;

import dev.cusp.ad.Site;
import dev.cusp.ir.Source;
import java.util.List;
import java.util.Set;

/**
 * A place where a program draws.
 *
 * @param distribution the name of the sampler's method
 * @param repeats whether a run may come by more than once
 * @param estimator how the draw passes a derivative on
 * @param isAsked whether the program or the caller asked for that estimator
 * @param isConstant whether its parameters do not depend on what is differentiated by, so that no
 *     derivative passes through it
 * @param jumps where the program decides by the draw in a way that the estimator leaves out: if it
 *     is pathwise, wherever the result may jump, or the program stops or replaces a derivative;
 *     else where the draw is compared with numbers that depend on what is differentiated by
 */
public record DrawSite(
    Source source,
    String distribution,
    boolean repeats,
    Estimator estimator,
    boolean isAsked,
    boolean isConstant,
    List<Site> jumps) {
  /** Whether derivatives are right on average, as far as this draw goes. */
  public boolean isUnbiased() {
    return (isConstant || !estimator.isBiased()) && jumps.isEmpty();
  }

  /** What there is to say against it; empty if nothing. */
  public String bias() {
    if (!isConstant && estimator.isBiased()) {
      return "biased: " + estimator.label();
    }
    if (!isUnbiased() && jumps.stream().allMatch(DrawSite::isPole)) {
      return "unbiased only if the divisor is never 0: %s"
          .formatted(jumps.stream().map(s -> s.source().toString()).distinct().toList());
    }
    if (!isUnbiased() && jumps.stream().allMatch(Site::isRequest)) {
      return "biased where a derivative is stopped or replaced: %s"
          .formatted(jumps.stream().map(s -> s.source().toString()).distinct().toList());
    }
    return isUnbiased()
        ? ""
        : "biased if the result jumps: %s at %s"
            .formatted(
                isCompared() ? "compared with what depends on the argument" : "the draw decides",
                jumps.stream()
                    .map(s -> s.source() + " (" + s.operation() + ")")
                    .distinct()
                    .toList());
  }

  /** Whether its jumps are where the argument decides as well as the draw. */
  boolean isCompared() {
    return !jumps.isEmpty() && (isConstant || !estimator.wantsContinuity());
  }

  /** Whether it jumps where a divisor is 0, if ever it is. */
  static boolean isPole(Site site) {
    return site.kind() == Site.Kind.JUMP
        && Set.of("division", "Math.tan", "Math.pow", "Math.log", "Math.log10")
            .contains(site.operation());
  }

  DrawSite deciding(List<Site> found) {
    return new DrawSite(source, distribution, repeats, estimator, isAsked, isConstant, found);
  }

  /** {@code Walk.java:12: poisson, coupled, unbiased}. */
  @Override
  public String toString() {
    String way = isConstant ? "constant parameters" : estimator.label();
    String right = isConstant ? "nothing to differentiate" : estimator.bias();
    return "%s: %s, %s%s, %s"
        .formatted(
            source,
            distribution,
            way,
            isAsked ? " as asked" : "",
            bias().isEmpty() ? right : bias());
  }
}
