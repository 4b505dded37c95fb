package dev.cusp;

import dev.cusp.ad.Census;
import dev.cusp.ad.Site;
import java.util.List;

/** What is done at a site, and what could be done instead. */
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
      case REQUESTED -> site.operation().endsWith("withGradient") ? "rewritten" : "stopped";
      case SURROGATE -> "another derivative";
      case RANDOM, OPAQUE -> "a constant";
      case UNUSED, STABILIZED -> "";
    };
  }

  private static String convention(Site site) {
    String name = site.operation().substring(site.operation().lastIndexOf('.') + 1);
    return switch (name) {
      case "abs", "hypot", "copySign", "atan2" -> "slope 0";
      case "max", "min" -> "an even split; a constant takes all";
      case "clamp" -> "slope 1";
      case "sqrt", "cbrt" -> "an infinite slope";
      default -> away(site);
    };
  }

  /** What else can be done about a site. */
  static List<String> alternatives(Site site) {
    String name = site.operation().substring(site.operation().lastIndexOf('.') + 1);
    return switch (site.kind()) {
      case BRANCH ->
          List.of("a weighted sum of both branches, if the program jumps here and should not");
      case KINK ->
          switch (name) {
            case "max", "min" -> List.of("log-sum-exp at a temperature");
            case "abs" -> List.of("a Huber loss", "Math.hypot(x, eps)");
            case "hypot" -> List.of("Math.sqrt(x * x + y * y + eps)");
            default -> List.of("a smooth function beside it");
          };
      case STEP ->
          List.of(
              "straight-through: x + Cusp.stopGradient(step - x)",
              "a smooth step",
              "a score function, if noise comes before it");
      case JUMP -> List.of("a form that does not jump, such as the sine and cosine of an angle");
      case STEEP -> List.of("Math.sqrt(x + eps)", "a test for 0 before it");
      case REQUESTED -> List.of("the derivative itself, without the request");
      case SURROGATE -> List.of("the derivative of the operation itself");
      case RANDOM ->
          List.of("reparametrize: noise that does not depend on the inputs", "a score function");
      case OPAQUE -> List.of("a rule of your own (@RulesFor)");
      case UNUSED, STABILIZED -> List.of();
    };
  }
}
