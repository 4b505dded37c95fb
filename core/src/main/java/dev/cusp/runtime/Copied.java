package dev.cusp.runtime;

/** An object without numbers that is copied as a whole, by itself. */
public interface Copied {
  Object copy();
}
