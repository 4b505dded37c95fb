package dev.cusp.runtime;

import java.util.ArrayDeque;

/** The tapes that a thread has no use for at the time, last used first. */
final class TapePool {
  /** Bytes that a thread keeps; larger tapes are emptied when they come back. */
  static final long MAX_BYTES = 256L << 20;

  /** Tapes that a thread keeps: deep recursions take one per frame. */
  static final int MAX_TAPES = 1024;

  private static final ThreadLocal<TapePool> POOLS = ThreadLocal.withInitial(TapePool::new);

  private final ArrayDeque<Tape> tapes = new ArrayDeque<>();
  private long size;

  static TapePool ofThread() {
    return POOLS.get();
  }

  /** The tape given last, or null. */
  Tape take() {
    Tape tape = tapes.pollFirst();
    if (tape != null) {
      size -= tape.size();
    }
    return tape;
  }

  void give(Tape tape) {
    if (size + tape.size() > MAX_BYTES) {
      tape.empty();
    }
    if (tapes.size() < MAX_TAPES) {
      size += tape.size();
      tapes.addFirst(tape);
    }
  }
}
