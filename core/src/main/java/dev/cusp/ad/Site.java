package dev.cusp.ad;

import dev.cusp.ir.Source;

/**
 * A place in a program that someone who uses its derivative should know of.
 *
 * @param source where it is; null for the program as a whole
 * @param text what is the case there
 */
public record Site(Kind kind, Source source, String text) {
  /** Why a place is worth knowing, in the order of a report. */
  public enum Kind {
    /** A parameter that the result does not depend on. */
    UNUSED("Without influence"),

    /** A formula that is differentiated in another form than it is written. */
    STABILIZED("Differentiated in a stable form"),

    /** A branch that depends on an input. */
    BRANCH("Branches that depend on an input"),

    /** A function with a kink. */
    KINK("Kinks"),

    /** A function that is constant between its jumps, or jumps. */
    JUMP("Jumps"),

    /** Where the user wants the derivative stopped or rewritten. */
    REQUESTED("Stopped or rewritten on request"),

    /** A call through which no derivative passes. */
    OPAQUE("Calls that pass no derivative on");

    private final String title;

    Kind(String title) {
      this.title = title;
    }

    public String title() {
      return title;
    }
  }

  /** {@code Model.java:12: what is the case}. */
  @Override
  public String toString() {
    return source == null ? text : source + ": " + text;
  }
}
