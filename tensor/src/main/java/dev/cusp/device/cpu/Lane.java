package dev.cusp.device.cpu;

import dev.cusp.ir.Value;

/** What a value of a body is where several elements are computed at once. */
sealed interface Lane {
  /** The same number for all. */
  record Uniform(Value value) implements Lane {}

  /** A number for each. */
  record Varying(Value vector, Simd.Kind kind) implements Lane {}

  /** An int that is 0 or 1 for each; the mask is one for vectors of the kind. */
  record Condition(Value mask, Simd.Kind kind) implements Lane {}
}
