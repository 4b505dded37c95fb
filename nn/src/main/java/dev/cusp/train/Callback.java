package dev.cusp.train;

import java.io.IOException;

/**
 * Is told how training goes, and may stop it or change its step size. It keeps nothing that a
 * checkpoint would have to hold: what it needs is in the {@link History}.
 */
public interface Callback<M> {
  /** Before the first step, also where training is resumed. */
  default void begin(Training<M> training) throws IOException {}

  /** Whether the norms of the step to come are wanted; the first one has number 0. */
  default boolean watches(long step) {
    return false;
  }

  /** After a step. */
  default void step(Training<M> training) throws IOException {}

  /** After the last step of an epoch and the test that follows. */
  default void epoch(Training<M> training) throws IOException {}

  /** When training has ended or was stopped, but not where it failed. */
  default void end(Training<M> training) throws IOException {}
}
