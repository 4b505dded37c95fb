package dev.cusp;

import dev.cusp.ad.Census;
import dev.cusp.ad.Site;

/** What is done at a site. */
final class Treatment {
  private Treatment() {}

  /**
   * How a site was treated in an evaluation.
   *
   * @param refused whether there was no derivative in the end
   */
  static String of(Census.Visit visit, Kinks kinks, boolean refused) {
    if (visit.evaluated() == 0) {
      return "not reached";
    }
    if (visit.ties() == 0) {
      return away(visit.site());
    }
    return switch (kinks) {
      case EXACT -> refused ? "refused" : "decided along the ray";
      case CONVENTION -> convention(visit.site());
      case FAIL -> "refused";
    };
  }

  private static String away(Site site) {
    return switch (site.kind()) {
      case BRANCH -> "the branch taken";
      case KINK -> "smooth here";
      case STEP -> "slope 0";
      case JUMP -> "the slope of this piece";
      case STEEP -> "finite here";
      case REQUESTED -> site.function().equals("withGradient") ? "rewritten" : "stopped";
      case SURROGATE -> "another derivative";
      case RANDOM, OPAQUE -> "a constant";
      case UNUSED, JUMPS_ONLY, STABILIZED -> "";
    };
  }

  private static String convention(Site site) {
    return switch (site.function()) {
      case "abs", "hypot", "copySign", "atan2" -> "slope 0";
      case "max", "min" -> "an even split; a constant takes all";
      case "clamp" -> "slope 1";
      case "sqrt", "cbrt" -> "an infinite slope";
      default -> away(site);
    };
  }
}
