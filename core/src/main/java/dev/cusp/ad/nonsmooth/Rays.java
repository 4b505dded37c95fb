package dev.cusp.ad.nonsmooth;

import dev.cusp.runtime.Shadow;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * Pseudo-random directions whose numbers are ±(2r + 1) / 2^21 of size 1/2 to 2.
 *
 * <p>Dyadic, so that sums and differences of them cancel exactly in floating-point arithmetic; odd
 * and of 21 bits, so that two are equal with probability 2^-21 and a product of two is exact. The r
 * are those of a counter-based generator: the number at an index depends on seed and index only.
 */
public final class Rays {
  private static final long GOLDEN = 0x9e3779b97f4a7c15L;
  private static final int SMALLEST = 1 << 19;
  private static final int COUNT = 3 << 19;

  private final long seed;
  private long index;

  private Rays(long seed) {
    this.seed = seed;
  }

  /** The number at an index: SplitMix64 (Steele, Lea and Flood, 2014) of seed and index. */
  public static double next(long seed, long index) {
    long bits = mix(mix(seed + GOLDEN) + (index + 1) * GOLDEN);
    long r = SMALLEST + Long.remainderUnsigned(bits >>> 1, COUNT);
    double size = (2 * r + 1) * 0x1p-21;
    return (bits & 1) == 0 ? size : -size;
  }

  private static long mix(long seed) {
    long z = (seed ^ seed >>> 30) * 0xbf58476d1ce4e5b9L;
    z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
    return z ^ z >>> 31;
  }

  /**
   * Fills a shadow with a direction, its numbers counted from 0 in the order in which they are met:
   * those of an object, then its links, first to last. Each array and object is filled once.
   *
   * @return the same shadow, or the number for a {@link Double}
   */
  public static Object fill(Object zero, long seed) {
    if (zero instanceof Double) {
      return next(seed, 0);
    }
    Rays rays = new Rays(seed);
    Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Object> todo = new ArrayDeque<>();
    push(zero, seen, todo);
    while (!todo.isEmpty()) {
      Object[] links = rays.numbers(todo.pop());
      for (int i = links.length - 1; i >= 0; i--) {
        push(links[i], seen, todo);
      }
    }
    return zero;
  }

  private static void push(Object shadow, Set<Object> seen, Deque<Object> todo) {
    if (shadow != null && seen.add(shadow)) {
      todo.push(shadow);
    }
  }

  /** Fills the numbers of one array or object; gives its links. */
  private Object[] numbers(Object shadow) {
    switch (shadow) {
      case double[] numbers -> fill(numbers);
      case float[] numbers -> {
        for (int i = 0; i < numbers.length; i++) {
          numbers[i] = (float) next(seed, index++);
        }
      }
      case Shadow s -> {
        fill(s.d);
        return s.r;
      }
      case Object[] links -> {
        return links;
      }
      default -> throw new IllegalArgumentException("not a shadow: " + shadow.getClass());
    }
    return new Object[0];
  }

  private void fill(double[] numbers) {
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = next(seed, index++);
    }
  }
}
