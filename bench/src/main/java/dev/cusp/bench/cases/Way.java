package dev.cusp.bench.cases;

import java.util.Optional;
import java.util.function.Supplier;

/** What of a case is timed. */
public enum Way {
  VALUE,
  HAND,
  CUSP,
  DUAL,
  DIFFERENCES;

  /** Prepares it, where the case has it. */
  public Optional<Supplier<?>> of(Case c) {
    return switch (this) {
      case VALUE -> Optional.of(c.value());
      case HAND -> Optional.of(c.byHand());
      case CUSP -> Optional.of(c.byCusp());
      case DUAL -> c.byDualNumbers();
      case DIFFERENCES -> c.byDifferences();
    };
  }
}
