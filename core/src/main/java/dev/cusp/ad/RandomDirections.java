package dev.cusp.ad;

import dev.cusp.runtime.Shadow;
import dev.cusp.runtime.Shadows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Arguments followed by random directions, as a locked program takes them. */
final class RandomDirections {
  private final Signature signature;
  private final Object[] args;
  private final long seed;

  RandomDirections(Signature signature, Object[] args, long seed) {
    this.signature = signature;
    this.args = args;
    this.seed = seed;
  }

  /** The arguments followed by the directions, or by their opposites where the sign is -1. */
  Object[] along(int sign) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Object> all = new ArrayList<>(Arrays.asList(args).subList(0, signature.own()));
    for (int i = 0; i < signature.own(); i++) {
      if (signature.isDifferentiable(i, args[i])) {
        for (int w = 0; w < Lock.WIDTH; w++) {
          if (signature.types().get(i).isPrimitive()) {
            all.add(next(random, sign));
          } else {
            Object shadow = Shadows.zeroLike(args[i]);
            fill(shadow, random, sign);
            all.add(shadow);
          }
        }
      }
    }
    return all.toArray();
  }

  private static void fill(Object shadow, SplittableRandom random, int sign) {
    switch (shadow) {
      case null -> {}
      case double[] numbers -> Arrays.setAll(numbers, i -> next(random, sign));
      case float[] numbers -> {
        for (int i = 0; i < numbers.length; i++) {
          numbers[i] = (float) next(random, sign);
        }
      }
      case Object[] parts -> Arrays.stream(parts).forEach(part -> fill(part, random, sign));
      case Shadow s -> {
        fill(s.d, random, sign);
        fill(s.r, random, sign);
      }
      default -> throw new IllegalStateException("not a shadow: " + shadow);
    }
  }

  /**
   * An odd multiple of 2^-21 of size 1/2 to 2: sums and differences of such are exact, so that real
   * cancellations are seen, and two are equal once in two million times.
   */
  private static double next(SplittableRandom random, int sign) {
    int low = 1 << 19;
    int odd = 2 * random.nextInt(low / 2, 2 * low) + 1;
    return sign * (random.nextBoolean() ? 1 : -1) * (odd / (double) (1 << 20));
  }
}
