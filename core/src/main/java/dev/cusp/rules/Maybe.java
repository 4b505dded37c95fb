package dev.cusp.rules;

import java.util.NoSuchElementException;
import java.util.OptionalDouble;
import java.util.function.DoubleConsumer;
import java.util.function.DoubleSupplier;

/** A number or none. */
@StandsFor(OptionalDouble.class)
public final class Maybe {
  public final boolean present;
  public final double value;

  public Maybe(boolean present, double value) {
    this.present = present;
    this.value = value;
  }

  @Substitute(OptionalDouble.class)
  static Maybe of(double value) {
    return new Maybe(true, value);
  }

  @Substitute(OptionalDouble.class)
  static Maybe empty() {
    return new Maybe(false, 0);
  }

  boolean isPresent() {
    return present;
  }

  boolean isEmpty() {
    return !present;
  }

  double getAsDouble() {
    return orElseThrow();
  }

  double orElseThrow() {
    if (!present) {
      throw new NoSuchElementException("No value present");
    }
    return value;
  }

  double orElse(double other) {
    return present ? value : other;
  }

  double orElseGet(DoubleSupplier other) {
    return present ? value : other.getAsDouble();
  }

  void ifPresent(DoubleConsumer action) {
    if (present) {
      action.accept(value);
    }
  }

  void ifPresentOrElse(DoubleConsumer action, Runnable otherwise) {
    if (present) {
      action.accept(value);
    } else {
      otherwise.run();
    }
  }

  public OptionalDouble original() {
    return present ? OptionalDouble.of(value) : OptionalDouble.empty();
  }
}
