package dev.cusp.ad;

import dev.cusp.runtime.Tie;
import java.util.Arrays;

/**
 * The gradient of a function of one array of doubles and captured variables, with a second way for
 * what the fast one cannot do.
 */
final class ArrayGradient implements Into {
  /** The compiled form without boxes, or null where there is none. */
  private final Into fast;

  private final ReverseMode slow;

  /** What is captured, and a place for the array. */
  private final Object[] args;

  private final boolean looks;

  ArrayGradient(Into fast, ReverseMode slow, Object[] args, boolean looks) {
    this.fast = fast;
    this.slow = slow;
    this.args = args;
    this.looks = looks;
  }

  @Override
  public double run(double[] x, double[] bar) {
    if (fast != null) {
      try {
        double value = fast.run(x, bar);
        if (!looks || Double.isInfinite(value) || Finite.isFinite(bar)) {
          return value;
        }
      } catch (Tie tie) {
        // answered below
      }
    }
    Object[] all = args.clone();
    int last = args.length - 1;
    all[last] = x;
    ReverseMode.Swept swept = slow.run(all, 1.0);
    if (swept.bars()[last] == null) {
      Arrays.fill(bar, 0);
    } else {
      System.arraycopy(swept.bars()[last], 0, bar, 0, bar.length);
    }
    return ((Number) swept.value()).doubleValue();
  }
}
