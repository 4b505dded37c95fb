package dev.cusp;

import dev.cusp.ad.Compiled;
import dev.cusp.rules.RuleBook;

/** How a program is differentiated. */
record Options(RuleBook rules, boolean stabilizes, Kinks kinks, long seed) {
  static Options of(RuleBook rules) {
    return new Options(rules, true, Kinks.EXACT, 0);
  }

  Compiled.AtTie atTie() {
    return switch (kinks) {
      case EXACT -> Compiled.AtTie.RAY;
      case CONVENTION -> Compiled.AtTie.IGNORE;
      case FAIL -> Compiled.AtTie.FAIL;
    };
  }
}
