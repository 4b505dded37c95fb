package dev.cusp.bench.cases;

import dev.cusp.Kinks;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A problem at one size: what it computes, and its derivative in several ways.
 *
 * <p>Each method prepares a computation, which can then be run again and again. Nothing is prepared
 * before, so that a virtual machine which times one computation has run no other. Results are
 * numbers, arrays, lists and what else {@link Flat} knows.
 */
public interface Case {
  /** The problem itself. */
  Supplier<?> value();

  /** Its derivative by hand. */
  Supplier<?> byHand();

  /** Its derivative by Cusp. */
  default Supplier<?> byCusp() {
    return byCusp(Kinks.EXACT);
  }

  /** Its derivative by Cusp, with an answer where it is not smooth. */
  Supplier<?> byCusp(Kinks kinks);

  /** Its derivative by dual numbers, an object each (Hipparchus). */
  default Optional<Supplier<?>> byDualNumbers() {
    return Optional.empty();
  }

  /** Its derivative by central differences. */
  default Optional<Supplier<?>> byDifferences() {
    return Optional.empty();
  }
}
