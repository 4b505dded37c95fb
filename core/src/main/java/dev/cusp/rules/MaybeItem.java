package dev.cusp.rules;

import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** An object or none. */
@StandsFor(Optional.class)
public final class MaybeItem {
  /** Null if there is none. */
  public final Object value;

  public MaybeItem(Object value) {
    this.value = value;
  }

  @Substitute(Optional.class)
  static MaybeItem of(Object value) {
    return new MaybeItem(Objects.requireNonNull(value));
  }

  @Substitute(Optional.class)
  static MaybeItem ofNullable(Object value) {
    return new MaybeItem(value);
  }

  @Substitute(Optional.class)
  static MaybeItem empty() {
    return new MaybeItem(null);
  }

  boolean isPresent() {
    return value != null;
  }

  boolean isEmpty() {
    return value == null;
  }

  Object get() {
    return orElseThrow();
  }

  Object orElseThrow() {
    if (value == null) {
      throw new NoSuchElementException("No value present");
    }
    return value;
  }

  Object orElseThrow(Supplier<RuntimeException> exception) {
    if (value == null) {
      throw exception.get();
    }
    return value;
  }

  Object orElse(Object other) {
    return value == null ? other : value;
  }

  Object orElseGet(Supplier<Object> other) {
    return value == null ? other.get() : value;
  }

  MaybeItem map(Function<Object, Object> f) {
    return new MaybeItem(value == null ? null : f.apply(value));
  }

  MaybeItem flatMap(Function<Object, Object> f) {
    return value == null ? this : (MaybeItem) f.apply(value);
  }

  MaybeItem or(Supplier<Object> other) {
    return value == null ? (MaybeItem) other.get() : this;
  }

  MaybeItem filter(Predicate<Object> condition) {
    return new MaybeItem(value == null || condition.test(value) ? value : null);
  }

  void ifPresent(Consumer<Object> action) {
    if (value != null) {
      action.accept(value);
    }
  }

  void ifPresentOrElse(Consumer<Object> action, Runnable otherwise) {
    if (value != null) {
      action.accept(value);
    } else {
      otherwise.run();
    }
  }

  Items stream() {
    return value == null ? Items.of() : Items.of(value);
  }

  public Optional<Object> original() {
    return Optional.ofNullable(value);
  }
}
