package dev.cusp.ad.nonsmooth;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Gives what is computed twice in the same way the same germ, so that it is known to be equal: of
 * two truncated series that agree in all known terms that cannot be seen.
 */
final class Numbering {
  /** After so many series, derivatives counted, the rest stay apart. */
  private static final int MOST = 200_000;

  private record Key(Object operation, List<Object> operands) {}

  /** A germ by identity. */
  private record Same(Germ germ) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Same same && same.germ == germ;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(germ);
    }
  }

  private final Map<Key, Germ> results = new HashMap<>();
  private int count;

  /** The first result of the same operation on the same operands. */
  Germ first(Object operation, List<Object> operands, Germ g) {
    if (isExact(g) || count >= MOST) {
      return g;
    }
    List<Object> numbers = new ArrayList<>();
    for (Object operand : operands) {
      numbers.add(operand instanceof Germ o ? isExact(o) ? contents(o) : new Same(o) : operand);
    }
    Germ known = results.putIfAbsent(new Key(operation, numbers), g);
    count += known == null ? 1 + g.dots().length : 0;
    return known == null ? g : known;
  }

  private static boolean isExact(Germ g) {
    return g.value().order() == Series.EXACT;
  }

  /** What determines an exact germ: its terms, and its derivatives, exact or the same. */
  private static List<Object> contents(Germ g) {
    List<Object> contents = new ArrayList<>();
    add(g.value(), contents);
    for (Series dot : g.dots()) {
      if (dot == null || dot.order() != Series.EXACT) {
        contents.add(dot);
      } else {
        add(dot, contents);
      }
    }
    return contents;
  }

  private static void add(Series exact, List<Object> contents) {
    for (int i = 0; i < exact.exponents.length; i++) {
      contents.add(exact.exponents[i]);
      contents.add(exact.coefficients[i]);
    }
  }
}
