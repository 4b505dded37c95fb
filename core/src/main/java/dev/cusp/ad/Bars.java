package dev.cusp.ad;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Where a pullback puts the cotangents of its arguments, as its further parameters: a shadow for
 * each reference, and one array for all numbers.
 */
final class Bars {
  private final Signature signature;

  /** The positions of the arguments with cotangents. */
  private final List<Integer> of;

  private final int numbers;

  Bars(Signature signature, List<Integer> of) {
    this.signature = signature;
    this.of = of;
    this.numbers = (int) of.stream().filter(this::isNumber).count();
  }

  private boolean isNumber(int p) {
    return signature.types().get(p).isPrimitive();
  }

  /**
   * The arguments, followed by a place for each cotangent.
   *
   * @param place for the cotangent of a reference
   */
  List<Object> after(Object[] copies, Object[] args, UnaryOperator<Object> place) {
    List<Object> all = new ArrayList<>(Arrays.asList(copies));
    of.stream().filter(p -> !isNumber(p)).forEach(p -> all.add(place.apply(args[p])));
    if (numbers > 0) {
      all.add(new double[numbers]);
    }
    return all;
  }

  /** The same places, where cotangents are before the program changes links. */
  Object[] framed(Object[] all, Writes writes) {
    Object[] framed = all.clone();
    int reference = signature.types().size();
    for (int p : of) {
      if (!isNumber(p)) {
        framed[reference] = writes.frame(p, all[reference]);
        reference++;
      }
    }
    return framed;
  }

  /** The cotangents in their places by argument, null where there is none. */
  Object[] found(Object[] framed) {
    Object[] bars = new Object[signature.types().size()];
    int reference = bars.length;
    int number = 0;
    for (int p : of) {
      bars[p] =
          isNumber(p)
              ? (Object) ((double[]) framed[bars.length + of.size() - numbers])[number++]
              : framed[reference++];
    }
    return bars;
  }
}
