package dev.cusp.ad;

import dev.cusp.ir.Source;
import java.util.List;

/**
 * A place in a program that someone who uses its derivative should know of.
 *
 * @param source where it is; null for the program as a whole
 * @param operation what is done there: {@code Math.abs}, {@code comparison (>)}, {@code (int)}
 * @param text what is the case there
 */
public record Site(Kind kind, Source source, String operation, String text) {
  /** Why a place is worth knowing, in the order of a report. */
  public enum Kind {
    /** A parameter that the result does not depend on. */
    UNUSED("Without influence", "unused"),

    /** A parameter that the result depends on by comparisons and steps alone. */
    JUMPS_ONLY("Influence by jumps at most", "jumps only"),

    /** A formula that is differentiated in another form than it is written. */
    STABILIZED("Differentiated in a stable form", "stabilized"),

    /** A branch that depends on an input. */
    BRANCH("Branches that depend on an input", "branch"),

    /** A function with a kink. */
    KINK("Kinks", "kink"),

    /** A function that is constant between its jumps. */
    STEP("Steps", "step"),

    /** A function that jumps. */
    JUMP("Jumps", "jump"),

    /** A function whose slope is infinite at a point. */
    STEEP("Infinite slopes", "steep"),

    /** Where the user wants the derivative stopped or rewritten. */
    REQUESTED("Stopped or rewritten on request", "requested"),

    /** Where the user wants the derivative of something else. */
    SURROGATE("Differentiated as something else on request", "surrogate"),

    /** A random number. */
    RANDOM("Random numbers", "random"),

    /** A call through which no derivative passes. */
    OPAQUE("Calls that pass no derivative on", "opaque");

    private final String title;
    private final String label;

    Kind(String title, String label) {
      this.title = title;
      this.label = label;
    }

    /** The kind as the heading of a list. */
    public String title() {
      return title;
    }

    /** The kind in one word. */
    public String label() {
      return label;
    }

    /** Whether it depends on the point what the derivative is there. */
    public boolean hasTies() {
      return switch (this) {
        case BRANCH, KINK, STEP, JUMP, STEEP -> true;
        case UNUSED, JUMPS_ONLY, STABILIZED -> false;
        case REQUESTED, SURROGATE, RANDOM, OPAQUE -> false;
      };
    }
  }

  /** Whether the user wants another derivative there than that of the operation. */
  public boolean isRequest() {
    return kind == Kind.REQUESTED || kind == Kind.SURROGATE;
  }

  /** What could be done about it instead. */
  public List<String> alternatives() {
    return switch (kind) {
      case BRANCH -> List.of("a weighted sum of both branches, where the program jumps");
      case KINK ->
          switch (function()) {
            case "max", "min" -> List.of("log-sum-exp at a temperature");
            case "abs" -> List.of("a Huber loss", "Math.hypot(x, eps)");
            case "hypot" -> List.of("Math.sqrt(x * x + y * y + eps)");
            default -> List.of("a smooth function beside it");
          };
      case STEP ->
          List.of(
              "straight-through: Cusp.straightThrough, dev.cusp.surrogate.Steps",
              "a smooth step",
              "a score function, if noise comes before it");
      case JUMP -> List.of("a form that does not jump, such as sine and cosine of an angle");
      case STEEP -> List.of("Math.sqrt(x + eps)", "a test for 0 before it");
      case REQUESTED -> List.of("the derivative itself, without the request");
      case SURROGATE -> List.of("the derivative of the operation itself");
      case RANDOM -> List.of("reparametrize: noise that no input decides", "a score function");
      case OPAQUE -> List.of("a rule of your own (@RulesFor)");
      case JUMPS_ONLY ->
          List.of(
              "a smooth step in the place of a comparison or a rounding",
              "a rule of your own (@RulesFor), for the root of an equation by the implicit function"
                  + " theorem");
      case UNUSED, STABILIZED -> List.of();
    };
  }

  /** The name of the operation without its class. */
  public String function() {
    return operation.substring(operation.lastIndexOf('.') + 1);
  }

  /** {@code Model.java:12: what is the case}. */
  @Override
  public String toString() {
    return source == null ? text : source + ": " + text;
  }
}
