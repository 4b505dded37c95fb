package dev.cusp.natives;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.SoftReference;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * Memory outside of the heap for what is worked on: one room for each thread at work, whatever it
 * does, so there is little of it and it stays in the cache. It goes when memory is short.
 */
final class Room {
  private static final ConcurrentLinkedDeque<SoftReference<Room>> IDLE =
      new ConcurrentLinkedDeque<>();

  private final MemorySegment[] buffers = new MemorySegment[3];

  private Room() {}

  /** A room for the caller alone, until it gives it back. */
  static Room take() {
    SoftReference<Room> last = IDLE.poll();
    Room known = last == null ? null : last.get();
    return known == null ? new Room() : known;
  }

  void giveBack() {
    IDLE.push(new SoftReference<>(this));
  }

  /**
   * Memory in cache lines of its own, with anything in it.
   *
   * @param which of three
   * @param bytes how long it is at least
   */
  MemorySegment buffer(int which, long bytes) {
    MemorySegment known = buffers[which];
    if (known == null || known.byteSize() < bytes) {
      known = buffers[which] = Arena.ofAuto().allocate(bytes, 64);
    }
    return known;
  }
}
